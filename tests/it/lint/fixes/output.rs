//! What `--fix`, `--diff` and `--unsafe-fixes` print and write, for files and standard input.

use std::fs;

use super::SLASH;
use crate::common::{flyte_auth, folder_with_values, lint, outcome_with_input, project};

#[test]
fn fix_writes_the_file_and_reports_each_fix() {
    let folder = folder_with_values(SLASH);
    insta::assert_snapshot!(lint(folder.path(), &["--fix", "values.yaml"]), @"
    exit 0
    --- stdout
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
     --> values.yaml:4:5
      |
    4 |     authorizedUris:
      |     ^^^^^^^^^^^^^^^ configured, but not enabled
      |
      = help: set `configuration.auth.enabled: true` here if this is the only file (`--complete`), or pass `--partial`

    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    --- stderr
    Fixed 1 problem in values.yaml:
      authorized-uri-does-not-match-public-url: Remove the trailing slash
    ");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH.replace("org/ ", "org "));
}

#[test]
fn diff_writes_nothing() {
    let folder = folder_with_values(SLASH);
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -2,4 +2,4 @@
     configuration:
       auth:
         authorizedUris:
    -      - https://flyte.example.org/   # public
    +      - https://flyte.example.org   # public
    ");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH);
}

#[test]
fn fix_with_diff_writes_nothing() {
    let folder = folder_with_values(SLASH);
    let diff = lint(folder.path(), &["--diff", "values.yaml"]);
    assert_eq!(lint(folder.path(), &["--fix", "--diff", "values.yaml"]), diff);
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH);
}

/// A top-level list that could belong to the chart's setting or to flyteadmin's configuration.
const AT_THE_ROOT: &str = "\
authorizedUris:
  - https://flyte.example.org
configuration:
  auth:
    enabled: true
";

#[test]
fn unsafe_fixes_need_their_flag() {
    let folder = folder_with_values(AT_THE_ROOT);
    let selected = |arguments: &[&str]| {
        let rule = ["--select", "binary-auth-at-wrong-level", "--format", "concise", "values.yaml"];
        lint(folder.path(), &[arguments, &rule[..]].concat())
    };
    insta::assert_snapshot!(selected(&["--diff"]), @"
    exit 0
    --- stderr
    No safe fixes available (1 fix with `--unsafe-fixes`)
    ");
    insta::assert_snapshot!(selected(&["--unsafe-fixes"]), @"
    exit 1
    --- stdout
    values.yaml:1:1: error[binary-auth-at-wrong-level]: `authorizedUris` is in the wrong place and is silently ignored
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    --- stderr
    note: `--unsafe-fixes` has no effect without `--fix` or `--diff`
    ");
    insta::assert_snapshot!(selected(&["--fix"]), @"
    exit 1
    --- stdout
    values.yaml:1:1: error[binary-auth-at-wrong-level]: `authorizedUris` is in the wrong place and is silently ignored
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    ");
    insta::assert_snapshot!(selected(&["--fix", "--diff", "--unsafe-fixes"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
    -authorizedUris:
    -  - https://flyte.example.org
     configuration:
       auth:
         enabled: true
    +    authorizedUris:
    +      - https://flyte.example.org
    ");
    assert_eq!(fs::read_to_string(folder.path().join("values.yaml")).unwrap(), AT_THE_ROOT);
    insta::assert_snapshot!(selected(&["--fix", "--unsafe-fixes"]), @"
    exit 0
    --- stdout
    No problems found
    --- stderr
    Fixed 1 problem in values.yaml:
      binary-auth-at-wrong-level: Move it to `configuration.auth.authorizedUris`
    ");
    insta::assert_snapshot!(selected(&["--diff", "--unsafe-fixes"]), @"
    exit 0
    --- stderr
    No fixes available
    ");
}

/// The outcome of `lint` with a text on standard input.
fn lint_stdin(text: &str, args: &[&str]) -> String {
    outcome_with_input(flyte_auth(project()).arg("lint").args(args), text)
}

#[test]
fn stdin_is_fixed_to_stdout() {
    insta::assert_snapshot!(lint_stdin(SLASH, &["--fix", "-"]), @"
    exit 0
    --- stdout
    # Ours.
    configuration:
      auth:
        authorizedUris:
          - https://flyte.example.org   # public
    --- stderr
    Fixed 1 problem in <stdin>:
      authorized-uri-does-not-match-public-url: Remove the trailing slash
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
     --> <stdin>:4:5
      |
    4 |     authorizedUris:
      |     ^^^^^^^^^^^^^^^ configured, but not enabled
      |
      = help: set `configuration.auth.enabled: true` here if this is the only file (`--complete`), or pass `--partial`

    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
    insta::assert_snapshot!(lint_stdin(SLASH, &["--diff", "-"]), @"
    exit 1
    --- stdout
    --- <stdin>
    +++ <stdin>
    @@ -2,4 +2,4 @@
     configuration:
       auth:
         authorizedUris:
    -      - https://flyte.example.org/   # public
    +      - https://flyte.example.org   # public
    ");
}

#[test]
fn stdin_filename_is_not_written() {
    let folder = folder_with_values(SLASH);
    let mut command = flyte_auth(folder.path());
    let output = outcome_with_input(command.args(["lint", "--fix", "--stdin-filename", "values.yaml", "-"]), SLASH);
    assert!(output.contains("--- stdout\n# Ours.\n"), "{output}");
    assert!(output.contains("\nFixed 1 problem in values.yaml:\n"), "{output}");
    assert_eq!(fs::read_to_string(folder.path().join("values.yaml")).unwrap(), SLASH);
}
