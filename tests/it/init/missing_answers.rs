//! `init --into` for files that flyte-auth generates or Flyte's guide shows: it asks only for missing answers.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::{answers_examples, name_of, place_answers, project, with_secrets};

/// Runs `init --into` without a terminal: it lists the missing answers instead of asking.
fn missing(file: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("values.yaml");
    fs::copy(file, &copy).unwrap();
    let run: Output =
        with_secrets(folder.path()).args(["init", "--into", "values.yaml", "--yes", "--dry-run"]).output().unwrap();
    let printed = String::from_utf8_lossy(&run.stderr).into_owned();
    if run.status.success() {
        return Ok(());
    }
    let flags: Vec<&str> = printed.split_whitespace().filter(|word| word.starts_with("--")).collect();
    Err(if flags.is_empty() { printed } else { asked(&printed) })
}

/// The flags of the answers that are missing, one line each.
fn asked(printed: &str) -> String {
    let lines = printed.lines().filter_map(|line| line.strip_prefix("  --"));
    let names = lines.map(|line| format!("--{}", line.split("  ").next().unwrap_or_default().trim_end()));
    let all: Vec<String> = names.collect();
    if all.is_empty() { printed.to_owned() } else { all.join(", ") }
}

fn yaml_in(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(project().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}

#[test]
fn examples_lack_nothing() {
    let mut text = String::new();
    for file in yaml_in("examples/values") {
        if let Err(missing) = missing(&file) {
            let _ = writeln!(text, "{}: {missing}", file.file_name().unwrap().to_string_lossy());
        }
    }
    insta::assert_snapshot!(text, @"external-misplaced.yaml: --flytectl-client-id, --propeller-client-id");
}

#[test]
fn generated_values_lack_nothing() {
    let mut text = String::new();
    let mut count = 0;
    for answers in answers_examples() {
        let folder = tempfile::tempdir().unwrap();
        let name = name_of(&answers);
        let answers = place_answers(folder.path(), name);
        let run = with_secrets(folder.path()).args(["generate", "--answers", &answers, "-o", "."]).output().unwrap();
        assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        let main = ["values.yaml", "values-controlplane.yaml"].map(|name| folder.path().join(name));
        let file = main.iter().find(|path| path.exists()).unwrap();
        count += 1;
        if let Err(missing) = missing(file) {
            let _ = writeln!(text, "{name}: {missing}");
        }
    }
    assert_eq!(count, 29);
    insta::assert_snapshot!(text, @"");
}

#[test]
fn guide_examples_lack_the_answers_they_omit() {
    let mut text = String::new();
    for file in yaml_in("tests/published_guide") {
        let outcome = missing(&file).err().unwrap_or_else(|| "nothing".to_owned());
        let _ = writeln!(text, "{}: {outcome}", file.file_name().unwrap().to_string_lossy());
    }
    insta::assert_snapshot!(text, @"
    binary-external-at-the-root.yaml: nothing
    binary-external-entra.yaml: nothing
    binary-internal-at-the-root.yaml: nothing
    binary-keycloak-auth-prefix.yaml: nothing
    core-entra-three-documents.yaml: --entra-tenant
    core-external-misindented.yaml: --url, --flytectl-client-id
    core-internal-openid-null.yaml: nothing
    ");
}
