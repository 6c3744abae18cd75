//! `guide` and `next`: the steps at the identity provider, for the values, the upgrade and the check.

mod code;
mod data_plane;
mod examples;
mod from_values;
mod into;
mod moves;
mod placeholders;
mod realm_tokens;
mod rejected;

use std::path::Path;

use crate::common::{flyte_auth, folder_with, independent, outcome, project};

fn print(subcommand: &str, arguments: &[&str], example: &Path) -> String {
    let output = flyte_auth(project()).arg(subcommand).args(arguments).arg("--answers").arg(example).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    independent(&String::from_utf8(output.stdout).unwrap())
}

/// The outcome of a command with this values file.
fn of_values(subcommand: &str, values: &str, arguments: &[&str]) -> String {
    let folder = folder_with(&[("v.yaml", values)]);
    outcome(flyte_auth(folder.path()).args([subcommand, "-f", "v.yaml"]).args(arguments))
}
