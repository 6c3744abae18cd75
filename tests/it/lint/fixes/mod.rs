//! `lint --fix` and `--diff`.

mod examples;
mod keys;
mod layers;
mod output;
mod scopes;
mod skipped;

const SLASH: &str =
    "# Ours.\nconfiguration:\n  auth:\n    authorizedUris:\n      - https://flyte.example.org/   # public\n";
