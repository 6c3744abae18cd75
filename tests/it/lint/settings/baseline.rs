//! Baselines: recorded findings do not count, whatever the working directory and the spelling of the path.

use std::fs;
use std::path::Path;

use super::{FAULTY, concise};
use crate::common::{flyte_auth, folder_with_values, outcome, write};

#[test]
fn a_baseline_matches_moved_lines_and_not_new_findings() {
    let folder = folder_with_values(FAULTY);
    insta::assert_snapshot!(concise(folder.path(), &["--write-baseline", "values.yaml"]), @r#"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in .flyte-auth-baseline.json; use it with `--baseline .flyte-auth-baseline.json` or `baseline = ".flyte-auth-baseline.json"` in `.flyte-auth.toml`
    "#);
    let baseline = fs::read_to_string(folder.path().join(".flyte-auth-baseline.json")).unwrap();
    insta::assert_snapshot!(baseline, @r#"
    {
      "version": 1,
      "findings": {
        "1884ec7c19683def": {
          "rule": "cookie-too-large",
          "path": "configuration.inline.auth.userAuth.openId.scopes[2]",
          "message": "the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes"
        },
        "78ac2560e64a6d4d": {
          "rule": "unknown-enum-value",
          "path": "configuration.inline.auth.appAuth.authServerType",
          "message": "Flyte does not know `authServerType: self`: flyteadmin does not start"
        }
      }
    }
    "#);
    let flags = ["--baseline", ".flyte-auth-baseline.json", "values.yaml"];
    write(folder.path(), "values.yaml", &format!("# Moved.\n\n{FAULTY}"));
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    let more = FAULTY.replace("https://flyte.example.org]", "https://flyte.example.org, flyte.example.com]");
    write(folder.path(), "values.yaml", &more);
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 0
    --- stdout
    values.yaml:4:49: info[authorized-uri-does-not-match-public-url]: `flyte.example.com` has no scheme `http` or `https`, so no request matches it
    Found 1 note (1 fixable with `--fix --unsafe-fixes`; 2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth-baseline.json", "{\"version\": 2, \"findings\": {}}");
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 2
    --- stderr
    error: `.flyte-auth-baseline.json` is not a baseline
    caused by: the baseline has version 2, which this flyte-auth does not support at line 1 column 13
    ");
}

#[test]
fn flag_and_settings_use_a_baseline() {
    let folder = folder_with_values(FAULTY);
    concise(folder.path(), &["--write-baseline", "values.yaml"]);
    insta::assert_snapshot!(concise(folder.path(), &["--baseline", ".flyte-auth-baseline.json", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth.toml", "baseline = \".flyte-auth-baseline.json\"\n");
    insta::assert_snapshot!(concise(folder.path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    insta::assert_snapshot!(concise(folder.path(), &["--write-baseline", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in .flyte-auth-baseline.json, the baseline that `.flyte-auth.toml` sets
    ");
}

/// Values that enable authentication, with a fault.
const UNKNOWN_VALUE: &str = "\
configmap:
  adminServer:
    server: {security: {useAuth: true}}
    auth:
      authorizedUris: [https://flyte.example.org]
      appAuth: {authServerType: self}
";

fn lint_values(folder: &Path, arguments: &[&str]) -> String {
    let selected = ["--select", "unknown-enum-value", "--format", "concise"];
    outcome(flyte_auth(folder).arg("lint").args(arguments).args(selected))
}

/// A repository with values in a directory, and without settings.
fn repository() -> tempfile::TempDir {
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir_all(repository.path().join("flyte/env")).unwrap();
    fs::create_dir_all(repository.path().join("ci")).unwrap();
    fs::write(repository.path().join("flyte/values.yaml"), UNKNOWN_VALUE).unwrap();
    repository
}

#[test]
fn a_baseline_matches_the_file_from_any_directory() {
    let repository = repository();
    let root = repository.path();
    insta::assert_snapshot!(lint_values(root, &["flyte/values.yaml", "--write-baseline"]), @r#"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    --- stderr
    recorded 1 finding in .flyte-auth-baseline.json; use it with `--baseline .flyte-auth-baseline.json` or `baseline = ".flyte-auth-baseline.json"` in `.flyte-auth.toml`
    "#);
    let baseline = ["--baseline", ".flyte-auth-baseline.json"];
    insta::assert_snapshot!(lint_values(root, &[&baseline[..], &["flyte/values.yaml"]].concat()), @"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    ");
    let known = lint_values(root, &[&baseline[..], &["flyte/values.yaml"]].concat());
    let absolute = root.join("flyte/values.yaml").display().to_string();
    for file in ["./flyte/values.yaml", "flyte/env/../values.yaml", "flyte", &absolute] {
        assert_eq!(lint_values(root, &[&baseline[..], &[file]].concat()), known, "{file}");
    }
    let inside = root.join("flyte");
    assert_eq!(lint_values(&inside, &["--baseline", "../.flyte-auth-baseline.json", "values.yaml"]), known);
    // A file with another name is another file.
    fs::write(root.join("values.yaml"), UNKNOWN_VALUE).unwrap();
    insta::assert_snapshot!(lint_values(root, &[&baseline[..], &["values.yaml"]].concat()), @"
    exit 1
    --- stdout
    values.yaml:6:33: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error
    ");
}

#[test]
fn a_baseline_in_another_directory_matches() {
    let repository = repository();
    let root = repository.path();
    lint_values(root, &["flyte/values.yaml", "--write-baseline", "--baseline", "ci/known.json"]);
    fs::write(
        root.join(".flyte-auth.toml"),
        "baseline = \"ci/known.json\"\n[[release]]\nfiles = [\"flyte/values.yaml\"]\n",
    )
    .unwrap();
    for folder in ["", "flyte", "flyte/env"] {
        let output = lint_values(&root.join(folder), &[]);
        assert_eq!(output, "exit 0\n--- stdout\nNo new findings (1 in the baseline)\n", "{folder}");
    }
}

#[test]
fn init_config_sets_an_existing_baseline() {
    let repository = repository();
    let root = repository.path();
    let setting = || {
        let output = outcome(flyte_auth(root).args(["init-config", "--stdout", "flyte/values.yaml"]));
        output.lines().filter(|line| line.contains("aseline")).map(|line| format!("{line}\n")).collect::<String>()
    };
    insta::assert_snapshot!(setting(), @r#"
    # Known findings that are not reported. `flyte-auth lint --write-baseline` writes this file.
    # baseline = ".flyte-auth-baseline.json"
    "#);
    lint_values(root, &["flyte/values.yaml", "--write-baseline"]);
    insta::assert_snapshot!(setting(), @r#"
    # Known findings that are not reported. `flyte-auth lint --write-baseline` writes this file.
    baseline = ".flyte-auth-baseline.json"
    "#);
    outcome(flyte_auth(root).args(["init-config", "flyte/values.yaml"]));
    insta::assert_snapshot!(lint_values(root, &[]), @"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    ");
}

#[test]
fn a_missing_baseline_is_created_by_the_command_in_the_help() {
    let folder = folder_with_values(FAULTY);
    write(folder.path(), ".flyte-auth.toml", "baseline = \"known.json\"\n");
    insta::assert_snapshot!(concise(folder.path(), &["values.yaml"]), @"
    exit 2
    --- stderr
    error: the baseline `known.json` does not exist
    help: create it with `flyte-auth lint --write-baseline`
    ");
    insta::assert_snapshot!(concise(folder.path(), &["--write-baseline", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in known.json, the baseline that `.flyte-auth.toml` sets
    ");
    insta::assert_snapshot!(concise(folder.path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
}
