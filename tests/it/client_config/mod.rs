//! `lint` for configurations of flytectl and pyflyte.

mod clean;
mod deployment;
mod detection;
mod findings;
mod policy;
mod rejected;
mod severity;

use crate::common::{flyte_auth, outcome};
use std::fs;
use std::path::Path;

const GOOD: &str = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: Pkce
  insecure: false
";

fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn lint(folder: &Path, arguments: &[&str]) -> String {
    outcome(flyte_auth(folder).arg("lint").args(arguments))
}

/// Lints a text as `config.yaml` and prints each finding on one line.
fn lint_text(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", text);
    let mut all = vec!["--format", "concise", "config.yaml"];
    all.extend(arguments);
    lint(folder.path(), &all)
}
