//! Baselines: recorded findings do not count, whatever the working directory and the spelling of the path.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, outcome};

/// Values that enable authentication, with a fault.
const FAULTY: &str = "\
configmap:
  adminServer:
    server: {security: {useAuth: true}}
    auth:
      authorizedUris: [https://flyte.example.org]
      appAuth: {authServerType: self}
";

fn lint(folder: &Path, arguments: &[&str]) -> String {
    let selected = ["--select", "unknown-enum-value", "--format", "concise"];
    outcome(flyte_auth(folder).arg("lint").args(arguments).args(selected))
}

/// A repository with values in a directory, and without settings.
fn repository() -> tempfile::TempDir {
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir_all(repository.path().join("flyte/env")).unwrap();
    fs::create_dir_all(repository.path().join("ci")).unwrap();
    fs::write(repository.path().join("flyte/values.yaml"), FAULTY).unwrap();
    repository
}

#[test]
fn a_baseline_matches_the_file_from_any_directory() {
    let repository = repository();
    let root = repository.path();
    insta::assert_snapshot!(lint(root, &["flyte/values.yaml", "--write-baseline"]), @r#"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    --- stderr
    recorded 1 finding in .flyte-auth-baseline.json; use it with `--baseline .flyte-auth-baseline.json` or `baseline = ".flyte-auth-baseline.json"` in `.flyte-auth.toml`
    "#);
    let baseline = ["--baseline", ".flyte-auth-baseline.json"];
    insta::assert_snapshot!(lint(root, &[&baseline[..], &["flyte/values.yaml"]].concat()), @"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    ");
    let known = lint(root, &[&baseline[..], &["flyte/values.yaml"]].concat());
    let absolute = root.join("flyte/values.yaml").display().to_string();
    for file in ["./flyte/values.yaml", "flyte/env/../values.yaml", "flyte", &absolute] {
        assert_eq!(lint(root, &[&baseline[..], &[file]].concat()), known, "{file}");
    }
    let inside = root.join("flyte");
    assert_eq!(lint(&inside, &["--baseline", "../.flyte-auth-baseline.json", "values.yaml"]), known);
    // A file with another name is another file.
    fs::write(root.join("values.yaml"), FAULTY).unwrap();
    insta::assert_snapshot!(lint(root, &[&baseline[..], &["values.yaml"]].concat()), @"
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
    lint(root, &["flyte/values.yaml", "--write-baseline", "--baseline", "ci/known.json"]);
    fs::write(
        root.join(".flyte-auth.toml"),
        "baseline = \"ci/known.json\"\n[[release]]\nfiles = [\"flyte/values.yaml\"]\n",
    )
    .unwrap();
    for folder in ["", "flyte", "flyte/env"] {
        let output = lint(&root.join(folder), &[]);
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
    lint(root, &["flyte/values.yaml", "--write-baseline"]);
    insta::assert_snapshot!(setting(), @r#"
    # Known findings that are not reported. `flyte-auth lint --write-baseline` writes this file.
    baseline = ".flyte-auth-baseline.json"
    "#);
    outcome(flyte_auth(root).args(["init-config", "flyte/values.yaml"]));
    insta::assert_snapshot!(lint(root, &[]), @"
    exit 0
    --- stdout
    No new findings (1 in the baseline)
    ");
}
