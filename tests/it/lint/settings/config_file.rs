//! The settings in `.flyte-auth.toml`, their schema, and `init-config`, which writes the file.

use std::fmt::Write as _;
use std::fs;

use super::{FAULTY, concise};
use crate::common::{flyte_auth, folder_with_values, outcome, project, write};

#[test]
fn checks_the_releases_of_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "env/base.yaml", FAULTY);
    write(
        folder,
        "env/prod.yaml",
        "configuration:\n  inline:\n    auth:\n      appAuth:\n        authServerType: Self\n",
    );
    write(
        folder,
        ".flyte-auth.toml",
        "flyte-version = \"1.16.8\"\n\n[severity]\ncookie-too-large = \"off\"\nlayers-undo-each-other = \"off\"\n\n[[release]]\nfiles = [\"env/base.yaml\"]\n\n[[release]]\nfiles = [\"env/base.yaml\", \"env/prod.yaml\"]\nnamespace = \"prod\"\n",
    );
    insta::assert_snapshot!(concise(folder, &[]), @"
    exit 1
    --- stdout
    env/base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(concise(&folder.join("env"), &[]), @"
    exit 1
    --- stdout
    base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(concise(&folder.join("env"), &["base.yaml"]), @"
    exit 1
    --- stdout
    base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(concise(folder, &["--no-config", "env/base.yaml"]), @"
    exit 1
    --- stdout
    env/base.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    env/base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(concise(folder, &["--no-config"]), @"
    exit 2
    --- stderr
    error: no values file given
    help: pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` configures the releases of a repository
    ");
    let mut page = String::new();
    for (wrong, right) in [
        ("flyte-verison = \"1.16.8\"", "flyte-version = \"1.16.8\""),
        ("cookie-to-large = \"off\"", "cookie-too-large = \"off\""),
        ("cookie-too-large = \"none\"", "cookie-too-large = \"off\""),
        ("flyte-version = \"sixteen\"", "flyte-version = \"1.16.8\""),
        ("helm-version = 5", "flyte-version = \"1.16.8\""),
    ] {
        let text = fs::read_to_string(folder.join(".flyte-auth.toml")).unwrap();
        write(folder, "wrong/.flyte-auth.toml", &text.replace(right, wrong));
        let _ = writeln!(page, "{wrong}\n{}", concise(folder, &["--config", "wrong/.flyte-auth.toml"]));
    }
    insta::assert_snapshot!(page, @r#"
    flyte-verison = "1.16.8"
    exit 2
    --- stderr
    error: unknown field `flyte-verison`, expected one of `chart`, `flyte-version`, `helm-version`, `fail-on`, `select`, `ignore`, `severity`, `baseline`, `exclude`, `release`
     --> wrong/.flyte-auth.toml:1:1
      |
    1 | flyte-verison = "1.16.8"
      | ^^^^^^^^^^^^^
      |
      = help: did you mean `flyte-version`?

    cookie-to-large = "off"
    exit 2
    --- stderr
    error: there is no rule `cookie-to-large`; did you mean `cookie-too-large`?
     --> wrong/.flyte-auth.toml:4:1
      |
    4 | cookie-to-large = "off"
      | ^^^^^^^^^^^^^^^

    cookie-too-large = "none"
    exit 2
    --- stderr
    error: unknown variant `none`, expected one of `error`, `warning`, `info`, `off`
     --> wrong/.flyte-auth.toml:4:20
      |
    4 | cookie-too-large = "none"
      |                    ^^^^^^

    flyte-version = "sixteen"
    exit 2
    --- stderr
    error: `sixteen` is not a version of Flyte
     --> wrong/.flyte-auth.toml:1:17
      |
    1 | flyte-version = "sixteen"
      |                 ^^^^^^^^^

    helm-version = 5
    exit 2
    --- stderr
    error: 5 is not a supported version of Helm: use 3 or 4
     --> wrong/.flyte-auth.toml:1:16
      |
    1 | helm-version = 5
      |                ^
    "#);
}

#[test]
fn checks_layers_in_a_directory_as_their_release() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "env/base.yaml", FAULTY);
    write(
        folder,
        "env/prod.yaml",
        "configuration:\n  inline:\n    auth:\n      appAuth:\n        authServerType: Self\n",
    );
    write(
        folder,
        ".flyte-auth.toml",
        "[severity]\ncookie-too-large = \"off\"\nlayers-undo-each-other = \"off\"\n\n[[release]]\nfiles = [\"env/base.yaml\", \"env/prod.yaml\"]\n",
    );
    write(folder, "other.yaml", FAULTY);
    insta::assert_snapshot!(concise(folder, &["."]), @"
    exit 1
    --- stdout
    other.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
}

#[test]
fn init_config_writes_valid_settings() {
    let folder = folder_with_values(FAULTY);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["init-config", "values.yaml"])), @"
    exit 0
    --- stdout
    .flyte-auth.toml
    ");
    let written = fs::read_to_string(folder.path().join(".flyte-auth.toml")).unwrap();
    insta::assert_snapshot!("init_config", written);
    assert!(concise(folder.path(), &[]).contains("Found 1 error, 1 warning"));
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["init-config"])), @"
    exit 2
    --- stderr
    error: `.flyte-auth.toml` already exists
    help: edit it, or print a new one with `--stdout`
    ");
    // Each commented-out setting is valid.
    let all: String = written
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.contains(" = ") && !setting.contains("select") || setting.starts_with('[') => {
                format!("{setting}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    write(folder.path(), ".flyte-auth.toml", &all);
    write(folder.path(), ".flyte-auth-baseline.json", "{\"version\": 1, \"findings\": {}}");
    let output = concise(folder.path(), &[]);
    assert!(output.starts_with("exit 1\n--- stdout"), "{all}\n{output}");
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema = fs::read(project().join("schemas/config.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_slice(&schema).unwrap()).unwrap();
    for (text, taken) in [
        ("chart = \"flyte-core\"\nhelm-version = 4\nfail-on = \"info\"", true),
        ("[[release]]\nfiles = [\"a.yaml\"]\npart = true", true),
        ("[severity]\ncookie-too-large = \"off\"", true),
        ("[severity]\nno-such-rule = \"off\"", false),
        ("chart = \"flyte\"", false),
        ("unknown = 1", false),
        ("[[release]]\nname = \"x\"", false),
    ] {
        let value: serde_json::Value = toml::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&value), taken, "{text}");
        assert_eq!(toml::from_str::<flyte_auth::internals::config::Config>(text).is_ok(), taken, "{text}");
    }
}
