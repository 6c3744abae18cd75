//! `generate` for every answers file in `examples/answers/`: the written files and the effective configuration.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{answers_examples, flyte_auth, name_of, outcome, place_answers, with_secrets};

fn generate(example: &Path, folder: &Path) -> String {
    let mut command = with_secrets(folder);
    let name = name_of(example);
    command.args(["generate", "--answers", &place_answers(folder, name)]).args(["-o", "."]);
    outcome(&mut command)
}

#[test]
fn every_example_generates() {
    let examples = answers_examples();
    assert_eq!(examples.len(), 29, "the number of examples");
    for example in examples {
        let folder = tempfile::tempdir().unwrap();
        let mut text = generate(&example, folder.path());
        assert!(text.starts_with("exit 0"), "{}: {text}", example.display());
        let mut files: Vec<PathBuf> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        files.sort();
        for file in files {
            let mode = mode(&file);
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let content = fs::read_to_string(&file).unwrap();
            write!(text, "\n==> {name}{mode}\n{content}").unwrap();
        }
        write!(text, "\n==> flyte-auth show\n{}", shown(folder.path())).unwrap();
        let name = example.file_stem().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            description => "The files that `generate` writes for the example of this name.",
            // Passwords, hashes and the version differ.
            filters => vec![
                (r"'p[A-Za-z0-9_-]{43}'", "'<random password>'"),
                (r"'JDJiJDEw[A-Za-z0-9+/]{72}'", "'<its hash>'"),
                (r"flyte-auth \d+\.\d+\.\d+", "flyte-auth <version>"),
            ],
        }, { insta::assert_snapshot!(name, text) });
    }
}

/// The facts that `show` prints for each release.
fn shown(folder: &Path) -> String {
    let releases = [
        ["values.yaml", "values-secrets.yaml"],
        ["values-controlplane.yaml", "values-secrets.yaml"],
        ["values-dataplane.yaml", "values-dataplane-secrets.yaml"],
    ];
    let mut text = String::new();
    for [first, second] in releases.map(|files| files.map(|file| folder.join(file))) {
        if !first.exists() {
            continue;
        }
        let mut command = flyte_auth(folder);
        command.args(["show", "-f"]).arg(first.file_name().unwrap());
        if second.exists() {
            command.arg("-f").arg(second.file_name().unwrap());
        }
        let shown = outcome(&mut command);
        assert!(shown.starts_with("exit 0"), "{shown}");
        assert!(!shown.contains("<unknown>"), "{shown}");
        let facts = shown.find("\nfacts:").map_or("", |at| &shown[at + 1..]);
        text.push_str(facts);
    }
    text
}

#[cfg(unix)]
fn mode(file: &Path) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    format!(" {:o}", fs::metadata(file).unwrap().permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_file: &Path) -> String {
    String::new()
}
