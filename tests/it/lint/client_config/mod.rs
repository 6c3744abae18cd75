//! `lint` for configurations of flytectl and pyflyte.

mod clean;
mod deployment;
mod detection;
mod findings;
mod policy;
mod rejected;
mod severity;

use crate::common::{lint, write};

const GOOD: &str = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: Pkce
  insecure: false
";

/// Lints a text as `config.yaml` and prints each finding on one line.
fn lint_text(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", text);
    let mut all = vec!["--format", "concise", "config.yaml"];
    all.extend(arguments);
    lint(folder.path(), &all)
}
