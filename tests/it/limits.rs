//! Input that is too large, too deep or endless: every command reports an error in time.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{flyte_auth, folder_with, outcome};

/// Values with 9,999 levels, as many as Helm reads.
fn deep() -> String {
    format!("chart: {}{}\n", "[".repeat(9_998), "]".repeat(9_998))
}

/// The commands that read a file, with `FILE` for its name.
const READERS: &[&[&str]] = &[
    &["lint", "FILE"],
    &["lint", "-f", "FILE"],
    &["lint", "--kind", "client-config", "FILE"],
    &["lint", "--fix", "--chart", "flyte-core", "FILE"],
    &["lint", "--diff", "--chart", "flyte-core", "FILE"],
    &["lint", "--config", "FILE", "values.yaml"],
    &["lint", "--baseline", "FILE", "values.yaml"],
    &["lint", "-f", "values.yaml", "--chart", "flyte-core", "--set-file", "a=FILE"],
    &["show", "-f", "FILE"],
    &["show", "--merged", "-f", "FILE"],
    &["hash", "--into", "FILE"],
    &["generate", "-a", "FILE"],
    &["generate", "-a", "answers.yaml", "--into", "FILE"],
    &["init", "-a", "FILE", "--yes"],
    &["init", "--from", "FILE", "--yes"],
    &["init", "--into", "FILE", "--yes"],
    &["guide", "-a", "FILE"],
    &["guide", "-f", "FILE"],
    &["next", "-a", "FILE"],
    &["next", "-f", "FILE"],
    &["secrets", "-f", "values.yaml", "--before", "FILE"],
    &["client", "-a", "FILE"],
    &["client", "-f", "FILE"],
    &["secrets", "-a", "FILE"],
    &["secrets", "-f", "FILE"],
    &["guide", "--into", "FILE"],
    &["check", "-f", "FILE", "--dry-run"],
    &["diagnose", "-f", "FILE", "a text"],
];

fn run(folder: &Path, reader: &[&str], file: &str) -> String {
    let arguments = reader.iter().map(|argument| argument.replace("FILE", file));
    outcome(flyte_auth(folder).args(arguments))
}

const VALUES: &str = "configmap: {adminServer: {server: {security: {useAuth: false}}}}\n";
const ANSWERS: &str = "\
chart: flyte-core
authServer: external
url: https://flyte.example.org
idp: {type: okta, issuer: https://dev-1234.okta.com/oauth2/ausabc}
clients: {web: {id: 0oaweb}, propeller: {id: 0oapropeller}, flytectl: {id: 0oaflytectl}}
secrets: existing
";

/// Helm's limit is 10,000 levels; no command overflows its stack below it.
#[test]
fn every_command_handles_deep_input() {
    for reader in READERS {
        let folder = folder_with(&[("deep.yaml", &deep()), ("values.yaml", VALUES), ("answers.yaml", ANSWERS)]);
        let answer = run(folder.path(), reader, "deep.yaml");
        assert!(!answer.starts_with("exit by a signal"), "{reader:?}: {}", &answer[..answer.len().min(300)]);
    }
}

/// An endless device, and a pipe without a writer.
#[cfg(unix)]
#[test]
fn reads_only_regular_files() {
    let folder = folder_with(&[("values.yaml", VALUES), ("answers.yaml", ANSWERS)]);
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.yaml")).status().unwrap();
    assert!(made.success());
    for reader in READERS {
        for file in ["/dev/zero", "pipe.yaml"] {
            let answer = run(folder.path(), reader, file);
            assert!(answer.starts_with("exit 2\n"), "{reader:?} {file}: {answer}");
            assert!(answer.contains("it is not a regular file"), "{reader:?} {file}: {answer}");
        }
    }
    insta::assert_snapshot!(run(folder.path(), &["lint", "FILE"], "pipe.yaml"), @"
    exit 2
    --- stderr
    error: cannot read `pipe.yaml`
    caused by: it is not a regular file
    ");
}

#[test]
fn rejects_files_larger_than_8_mib() {
    let large = "# a comment\n".repeat(700_000);
    let folder = folder_with(&[("large.yaml", &large), ("values.yaml", VALUES), ("answers.yaml", ANSWERS)]);
    for reader in READERS {
        let answer = run(folder.path(), reader, "large.yaml");
        assert!(answer.starts_with("exit 2\n"), "{reader:?}: {answer}");
        assert!(answer.contains("the file is larger than 8 MiB"), "{reader:?}: {answer}");
    }
}

/// A repository can have a link as its `.gitignore`.
#[cfg(unix)]
#[test]
fn rejects_an_endless_gitignore() {
    let folder = folder_with(&[("values.yaml", VALUES)]);
    fs::create_dir(folder.path().join("below")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("below/.gitignore")).unwrap();
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", "."])), @"
    exit 2
    --- stderr
    error: cannot read `below/.gitignore`
    caused by: it is not a regular file
    ");
    let answer = outcome(flyte_auth(&folder.path().join("below")).args(["lint", "."]));
    assert!(answer.contains(".gitignore`\ncaused by: it is not a regular file\n"), "{answer}");
}

/// `tput` on the `PATH` is not started to get the size of the terminal.
#[cfg(unix)]
#[test]
fn starts_no_program() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder_with(&[("values.yaml", VALUES), ("tput", "#!/bin/sh\n: > ran\necho 80\n")]);
    fs::set_permissions(folder.path().join("tput"), fs::Permissions::from_mode(0o755)).unwrap();
    let answer = outcome(flyte_auth(folder.path()).env("PATH", folder.path()).args(["lint", "values.yaml"]));
    assert!(answer.starts_with("exit 0\n"), "{answer}");
    assert!(!folder.path().join("ran").exists());
}

/// With less memory than the largest stack needs, less nesting is read.
#[cfg(target_os = "linux")]
#[test]
fn works_with_little_memory() {
    let folder = folder_with(&[("values.yaml", VALUES), ("deep.yaml", &deep())]);
    let limited = |kilobytes: u32, file: &str| {
        let mut command = Command::new("sh");
        command.env_clear().current_dir(folder.path());
        let script = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
        outcome(command.args(["-c", &script, env!("CARGO_BIN_EXE_flyte-auth"), "lint", "--chart", "flyte-core", file]))
    };
    let usual = limited(300_000, "values.yaml");
    assert!(usual.starts_with("exit 0\n"), "{usual}");
    let folder_of_files = limited(400_000, ".");
    assert!(folder_of_files.starts_with("exit 0\n"), "{folder_of_files}");
    let deep = limited(100_000, "deep.yaml");
    assert!(deep.starts_with("exit 2\n"), "{deep}");
    assert!(deep.contains("failed to parse deep.yaml: there is not enough memory for more than "), "{deep}");
}

/// The note about the limit cannot be ignored by a comment, and comments for findings beyond it are not unused.
#[test]
fn lists_at_most_10000_findings_of_a_rule() {
    let entries = |comment: &str| {
        let keys = (0..10_002).map(|number| format!("    k{number}: x{comment}\n"));
        format!("configuration:\n  auth:\n    enabled: true\n{}", keys.collect::<String>())
    };
    let folder = folder_with(&[
        ("values.yaml", &entries("")),
        ("ignored.yaml", &entries(" # flyte-auth: ignore[unknown-key] kept")),
    ]);
    let lint = |file: &str| {
        let args = ["lint", "--chart", "flyte-binary", "--partial", "--format", "concise", file];
        outcome(flyte_auth(folder.path()).args(args))
    };
    let report = lint("values.yaml");
    let lines: Vec<&str> = report.lines().filter(|line| line.contains("[unknown-key]")).collect();
    assert_eq!(lines.len(), 10_001);
    insta::assert_snapshot!(lines[9_999..].join("\n"), @"
    values.yaml:10003:5: warning[unknown-key]: `configuration.auth.k9999` has no effect: nothing reads a key with this name
    values.yaml:10004:5: warning[unknown-key]: only the first 10000 findings of this rule are listed
    ");
    let report = lint("ignored.yaml");
    assert_eq!(report.matches("[unused-ignore]").count(), 0, "{report}");
    assert_eq!(report.matches("[unknown-key]: only the first 10000").count(), 1, "{report}");
}
