//! A second run of the same command changes nothing, even if the first one generated passwords.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{HASH, flyte_auth, outcome};

/// The files of a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.map(|name| (name.clone(), fs::read_to_string(folder.join(&name)).unwrap())).collect()
}

/// The outcome of a command in a folder. CI's password is not in the environment: it is generated.
fn run(folder: &Path, command: &str) -> String {
    let mut binary = flyte_auth(folder);
    binary.env("FLYTE_WEB_SECRET", "web-secret-from-the-idp").env("FLYTE_PROPELLER_HASH", HASH);
    outcome(binary.args(command.split_whitespace()))
}

const ANSWERS: &str = "--url https://flyte.example.org --auth-server internal --idp keycloak \
                       --issuer https://sso.example.org/realms/flyte --web-client-id flyte-console \
                       --web-secret-env FLYTE_WEB_SECRET";

/// Runs a command twice, and once more without the file of CI's password.
fn three_times(values: Option<&str>, command: &str) {
    let folder = tempfile::tempdir().unwrap();
    if let Some(values) = values {
        fs::write(folder.path().join("values.yaml"), values).unwrap();
    }
    let run = || run(folder.path(), command);
    let first = run();
    assert!(first.starts_with("exit 0"), "{command}: {first}");
    let written = files(folder.path());
    let second = run();
    assert!(second.starts_with("exit 0"), "{command}: {second}");
    assert_eq!(files(folder.path()), written, "{command}");
    // The password is stored in CI now.
    fs::remove_file(folder.path().join("ci-secret.txt")).unwrap();
    let third = run();
    assert!(third.starts_with("exit 0"), "{command}: {third}");
    let kept: BTreeMap<_, _> = written.into_iter().filter(|(name, _)| name != "ci-secret.txt").collect();
    assert_eq!(files(folder.path()), kept, "{command}");
}

#[test]
fn a_second_run_changes_nothing() {
    let values = [("flyte-binary", "configuration: {database: {host: db}}\n"), ("flyte-core", "configmap: {}\n")];
    for (chart, values) in values {
        for secrets in ["inline", "separate", "existing --propeller-hash-env FLYTE_PROPELLER_HASH"] {
            for ci in ["--ci", "--ci-client-id nightly"] {
                let answers = format!("--chart {chart} {ANSWERS} {ci} --secrets {secrets}");
                three_times(Some(values), &format!("generate --into values.yaml {answers}"));
                three_times(Some(values), &format!("init --yes --into values.yaml {answers}"));
                three_times(None, &format!("generate {answers}"));
                three_times(None, &format!("init --yes {answers}"));
            }
        }
    }
}

#[test]
fn does_not_overwrite_files_with_other_answers() {
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &str| run(folder.path(), &format!("generate --chart flyte-core {ANSWERS} {more}"));
    let first = run("--ci");
    assert!(first.starts_with("exit 0"), "{first}");
    let notes: Vec<&str> = first.lines().filter(|line| line.starts_with("note:")).collect();
    insta::assert_snapshot!(notes.join("\n"), @"note: ci-secret.txt holds CI's password: store it in CI as FLYTE_CREDENTIALS_CLIENT_SECRET, then delete the file");
    insta::assert_snapshot!(run("--ci --offline-access"), @"
    exit 2
    --- stderr
    error: `./values.yaml` exists already
    help: use another directory (`-o DIR`), or `--force` to replace existing files
    ");
}
