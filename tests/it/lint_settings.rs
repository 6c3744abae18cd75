//! What is judged, and what counts: folders, `.flyte-auth.toml`, comments, selections, baselines.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::common::{flyte_auth, outcome, project};

/// Auth on with a warning (`groups`) and an error (`authServerType`).
const FAULTY: &str = "\
configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org]
    oidc: {baseUrl: https://accounts.google.com, clientId: 1-a.apps.googleusercontent.com, clientSecret: s3cret-of-google}
    internal:
      clientSecret: correct-horse-battery-staple
      clientSecretHash: JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL
  inline:
    auth:
      userAuth:
        openId:
          scopes: [openid, profile, groups]
      appAuth:
        authServerType: self
";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// `lint --format concise` in a folder: the whole outcome.
fn lint(folder: &Path, arguments: &[&str]) -> String {
    outcome(flyte_auth(folder).args(["lint", "--format", "concise"]).args(arguments))
}

fn with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "values.yaml", text);
    folder
}

#[test]
fn comments_keep_findings_from_counting() {
    let on_the_line =
        FAULTY.replace("authServerType: self", "authServerType: self # flyte-auth: ignore[unknown-enum-value] not yet");
    let above = on_the_line.replace(
        "          scopes:",
        "          # flyte-auth: ignore[cookie-too-large, unknown-enum-value]\n          scopes:",
    );
    let enclosing = FAULTY.replace("  inline:", "  inline: # flyte-auth: ignore[cookie-too-large,unknown-enum-value]");
    let above_enclosing = FAULTY.replace(
        "  inline:",
        "  # flyte-auth: ignore[cookie-too-large]\n\n  # flyte-auth: ignore[unknown-enum-value]\n  inline:",
    );
    let whole_file = format!(
        "# Ours.\n# flyte-auth: ignore[cookie-too-large] few groups\n\n# flyte-auth: ignore-file[unknown-enum-value]\n{FAULTY}"
    );
    for text in [&enclosing, &above_enclosing, &whole_file] {
        let folder = with(text);
        assert_eq!(
            lint(folder.path(), &["values.yaml"]),
            "exit 0\n--- stdout\nNo problems found (2 ignored by comments)\n",
            "{text}"
        );
    }
    insta::assert_snapshot!(lint(with(&on_the_line).path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning (1 ignored by comments)
    ");
    insta::assert_snapshot!(lint(with(&above).path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml:13:50: warning[unused-ignore]: this comment has no effect: `unknown-enum-value` reports nothing here
    Found 1 warning (1 fixable with `--fix`; 2 ignored by comments)
    ");
}

#[test]
fn rules_are_chosen_and_graded() {
    let folder = with(FAULTY);
    let lint = |arguments: &[&str]| lint(folder.path(), &[arguments, &["values.yaml"]].concat());
    insta::assert_snapshot!(lint(&["--select", "cookie-too-large"]), @"
    exit 0
    --- stdout
    values.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning
    ");
    insta::assert_snapshot!(lint(&["--ignore", "cookie-too-large,unknown-enum-value"]), @"
    exit 0
    --- stdout
    No problems found
    ");
    insta::assert_snapshot!(lint(&["--severity", "cookie-too-large=error,unknown-enum-value=off"]), @"
    exit 1
    --- stdout
    values.yaml:13:19: error[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 error
    ");
    insta::assert_snapshot!(lint(&["--severity", "cookie-too-large=fatal"]), @"
    exit 2
    --- stderr
    error: invalid value 'cookie-too-large=fatal' for '--severity <RULE=SEVERITY>': `fatal` is not one of error, warning, info, off

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(lint(&["--ignore", "cookie-to-large"]), @"
    exit 2
    --- stderr
    error: invalid value 'cookie-to-large' for '--ignore <RULE>': there is no rule `cookie-to-large`; did you mean `cookie-too-large`?

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(lint(&["--fail-on", "warning", "--ignore", "unknown-enum-value"]), @"
    exit 1
    --- stdout
    values.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning
    ");
}

#[test]
fn a_baseline_survives_moved_lines_and_lets_new_findings_through() {
    let folder = with(FAULTY);
    insta::assert_snapshot!(lint(folder.path(), &["--write-baseline", "values.yaml"]), @r#"
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
        "2a44eeaf16b29985": {
          "rule": "cookie-too-large",
          "path": "configuration.inline.auth.userAuth.openId.scopes",
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
    insta::assert_snapshot!(lint(folder.path(), &flags), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    let more = FAULTY.replace("https://flyte.example.org]", "https://flyte.example.org, flyte.example.com]");
    write(folder.path(), "values.yaml", &more);
    insta::assert_snapshot!(lint(folder.path(), &flags), @"
    exit 0
    --- stdout
    values.yaml:4:49: info[authorized-uri-does-not-match-public-url]: `flyte.example.com` has no scheme `http` or `https`, so no request matches it
    Found 1 note (1 fixable with `--fix --unsafe-fixes`; 2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth-baseline.json", "{\"version\": 2, \"findings\": {}}");
    insta::assert_snapshot!(lint(folder.path(), &flags), @"
    exit 2
    --- stderr
    error: `.flyte-auth-baseline.json` is not a baseline
    caused by: the baseline has version 2, which this flyte-auth does not support at line 1 column 13
    ");
}

#[test]
fn folders_are_searched_for_values() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "b/prod.yaml", FAULTY);
    write(folder, "a/values.yaml", FAULTY);
    write(folder, "a/other-chart/values.yaml", "service: {type: ClusterIP}\n");
    write(folder, "a/ignored/values.yaml", FAULTY);
    write(folder, ".gitignore", "ignored/\n");
    write(folder, ".hidden/values.yaml", FAULTY);
    write(folder, "manifests/svc.yaml", "apiVersion: v1\nkind: Service\n");
    write(folder, "templates/cm.yaml", "a: {{ .Values.x }}\n");
    write(folder, "notes.txt", "configuration: {}\n");
    insta::assert_snapshot!(lint(folder, &["."]), @"
    exit 1
    --- stdout
    a/values.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    a/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    b/prod.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    b/prod.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 2 errors, 2 warnings in 2 releases (2 fixable with `--fix`)
    ");
    insta::assert_snapshot!(lint(folder, &["-v", "b", "manifests", "templates"]), @"
    exit 1
    --- stdout
    b/prod.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    b/prod.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    skipped manifests/svc.yaml: it is a Kubernetes manifest, `Service`
    skipped templates/cm.yaml: Helm does not read it as values: failed to parse templates/cm.yaml: error converting YAML to JSON: yaml: invalid map key: <redacted>
    ");
    insta::assert_snapshot!(lint(folder, &["manifests"]), @"
    exit 2
    --- stderr
    error: the only file found is neither a values file for Flyte nor a client configuration
    help: `--verbose` shows why each file was skipped; a file that is named is always checked
    ");
    insta::assert_snapshot!(lint(folder, &["manifests/svc.yaml"]), @"
    exit 2
    --- stderr
    error: this is a Kubernetes manifest (`kind: Service`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    ");
    insta::assert_snapshot!(lint(folder, &["missing"]), @"
    exit 2
    --- stderr
    error: cannot read `missing`
    caused by: No such file or directory (os error 2)
    ");
    write(folder, "a/broken-values.yaml", "a: [\n");
    insta::assert_snapshot!(lint(folder, &["a"]), @"
    exit 2
    --- stdout
    a/values.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    a/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    error: failed to parse a/broken-values.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content
     --> a/broken-values.yaml:1:6
      |
    1 | a: [
      |     ^

    error: 1 of 3 files could not be checked
    ");
}

#[test]
fn of_several_files_each_error_names_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "good.yaml", FAULTY);
    write(folder, "bad.yaml", "a: b\n");
    write(folder, "empty.yaml", "");
    write(folder, "list.yaml", "- a\n");
    write(folder, "svc.yaml", "apiVersion: v1\nkind: Service\n");
    write(folder, "config", "[platform]\nurl = flyte.example.org\n");
    insta::assert_snapshot!(
        lint(folder, &["good.yaml", "bad.yaml", "empty.yaml", "list.yaml", "svc.yaml", "config", "missing.yaml"]),
        @"
    exit 2
    --- stdout
    good.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    good.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    error: `bad.yaml`: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`

    error: `empty.yaml`: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`

    error: failed to parse list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}
     --> list.yaml:1:1
      |
    1 | - a
      | ^^^

    error: `svc.yaml`: this is a Kubernetes manifest (`kind: Service`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`

    error: `config`: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    error: cannot read `missing.yaml`
    caused by: No such file or directory (os error 2)

    error: 6 of 7 files could not be checked
    "
    );
    // One file alone needs no name.
    insta::assert_snapshot!(lint(folder, &["bad.yaml"]), @"
    exit 2
    --- stderr
    error: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`
    ");
    fs::create_dir_all(folder.join("none")).unwrap();
    fs::create_dir_all(folder.join("nothing/at/all")).unwrap();
    insta::assert_snapshot!(lint(folder, &["none"]), @"
    exit 2
    --- stderr
    error: no YAML or JSON files in `none`
    ");
    insta::assert_snapshot!(lint(folder, &["none", "nothing"]), @"
    exit 2
    --- stderr
    error: no YAML or JSON files in `none`, `nothing`
    ");
}

#[test]
fn of_several_files_it_is_said_which_are_parts_of_a_release() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "whole.yaml", FAULTY);
    let part = "configuration:\n  auth:\n    authorizedUris: [https://flyte.example.org]\n";
    write(folder, "part.yaml", part);
    write(folder, "second.yaml", part);
    insta::assert_snapshot!(lint(folder, &["part.yaml"]), @"
    exit 0
    --- stdout
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
    insta::assert_snapshot!(lint(folder, &["whole.yaml", "part.yaml"]), @"
    exit 1
    --- stdout
    whole.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    whole.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    Found 1 error, 1 warning, 1 note in 2 releases (1 fixable with `--fix`). `part.yaml` was checked as a partial values file (authentication is neither enabled nor disabled here).
    ");
    insta::assert_snapshot!(lint(folder, &["."]), @"
    exit 1
    --- stdout
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    second.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    whole.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    whole.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning, 2 notes in 3 releases (1 fixable with `--fix`). 2 of them were checked as partial values files (authentication is neither enabled nor disabled here).
    ");
}

#[test]
fn settings_name_the_releases_of_a_repository() {
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
    insta::assert_snapshot!(lint(folder, &[]), @"
    exit 1
    --- stdout
    env/base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(lint(&folder.join("env"), &[]), @"
    exit 1
    --- stdout
    base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(lint(&folder.join("env"), &["base.yaml"]), @"
    exit 1
    --- stdout
    base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(lint(folder, &["--no-config", "env/base.yaml"]), @"
    exit 1
    --- stdout
    env/base.yaml:13:19: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    env/base.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    ");
    insta::assert_snapshot!(lint(folder, &["--no-config"]), @"
    exit 2
    --- stderr
    error: no values file given
    help: pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` configures the releases of a repository
    ");
    for (wrong, right) in [
        ("flyte-verison = \"1.16.8\"", "flyte-version = \"1.16.8\""),
        ("cookie-to-large = \"off\"", "cookie-too-large = \"off\""),
        ("cookie-too-large = \"none\"", "cookie-too-large = \"off\""),
        ("flyte-version = \"sixteen\"", "flyte-version = \"1.16.8\""),
        ("helm-version = 5", "flyte-version = \"1.16.8\""),
    ] {
        let text = fs::read_to_string(folder.join(".flyte-auth.toml")).unwrap();
        write(folder, "wrong/.flyte-auth.toml", &text.replace(right, wrong));
        insta::assert_snapshot!(lint(folder, &["--config", "wrong/.flyte-auth.toml"]));
    }
}

#[test]
fn a_folders_layers_are_judged_with_their_release() {
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
    insta::assert_snapshot!(lint(folder, &["."]), @"
    exit 1
    --- stdout
    other.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error in 2 releases (1 fixable with `--fix`)
    ");
}

#[test]
fn init_config_writes_settings_that_are_read() {
    let folder = with(FAULTY);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["init-config", "values.yaml"])), @"
    exit 0
    --- stdout
    .flyte-auth.toml
    ");
    let written = fs::read_to_string(folder.path().join(".flyte-auth.toml")).unwrap();
    insta::assert_snapshot!("init_config", written);
    assert!(lint(folder.path(), &[]).contains("Found 1 error, 1 warning"));
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["init-config"])), @"
    exit 2
    --- stderr
    error: `.flyte-auth.toml` already exists
    help: edit it, or print a new one with `--stdout`
    ");
    // Every line that is commented out can be taken as it is.
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
    let told = lint(folder.path(), &[]);
    assert!(told.starts_with("exit 1\n--- stdout"), "{all}\n{told}");
}

#[test]
fn standard_input_may_have_a_name() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "env/.flyte-auth.toml", "ignore = [\"cookie-too-large\"]\n");
    let mut child = flyte_auth(folder.path())
        .args(["lint", "--format", "concise", "-", "--stdin-filename", "env/values.yaml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FAULTY.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @"
    env/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error (1 fixable with `--fix`)
    ");
}

#[test]
fn many_files_are_told_in_their_order_every_time() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..300 {
        let text = if number % 7 == 0 { FAULTY } else { "flyteadmin: {replicaCount: 1}\n" };
        write(folder.path(), &format!("{number:03}.yaml"), text);
    }
    let first = lint(folder.path(), &["."]);
    assert!(first.contains("\nFound 43 errors, 43 warnings, 257 notes in 300 releases ("), "{first}");
    let order: Vec<&str> = first.lines().filter_map(|line| line.split_once(".yaml:").map(|(file, _)| file)).collect();
    assert!(order.is_sorted(), "{order:?}");
    for _ in 0..3 {
        assert_eq!(first, lint(folder.path(), &["."]));
    }
}

#[test]
fn the_schema_of_the_settings_takes_what_is_taken() {
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

const BASE: &str = "configmap:\n  adminServer:\n    auth:\n      authorizedUris: [https://flyte.example.org]\n";
const PRODUCTION: &str = "configmap:\n  adminServer:\n    server:\n      security:\n        useAuth: true\n        allowedOrigins: [https://flyte.example.org]\n    auth:\n      userAuth:\n        openId:\n          baseUrl: https://accounts.google.com\n          clientId: 123-abc.apps.googleusercontent.com\n";
const SECRETS: &str = "flyteadmin:\n  secrets:\n    oidc_client_secret: ${WEB_SECRET}\n";

/// The layers of two environments, of which one has secrets in a file of their own.
fn layers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "values.yaml", BASE);
    write(folder.path(), "values-production.yaml", PRODUCTION);
    write(folder.path(), "values-staging.yaml", PRODUCTION);
    write(folder.path(), "secrets-production.yaml", SECRETS);
    folder
}

#[test]
fn files_that_look_like_layers_are_named_with_the_command_and_the_settings() {
    let folder = layers();
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", ".", "--select", "unknown-key"])), @r#"
    exit 0
    --- stdout
    No problems found in 4 releases. `values.yaml` was checked as a partial values file (authentication is neither enabled nor disabled here).
    --- stderr

    help: these files look like layers, which Helm merges; check them together:
      flyte-auth lint -f values.yaml -f values-production.yaml -f secrets-production.yaml
      flyte-auth lint -f values.yaml -f values-staging.yaml
    or write this to `.flyte-auth.toml` (as `flyte-auth init-config` does), so that `flyte-auth lint` checks them:
      [[release]]
      files = ["values.yaml", "values-production.yaml", "secrets-production.yaml"]

      [[release]]
      files = ["values.yaml", "values-staging.yaml"]
    "#);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", "--select", "unknown-key", "--partial", "."])), @"
    exit 0
    --- stdout
    No problems found in 4 releases. 4 of them were checked as partial values files (as requested).
    ");
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["init-config"])), @"
    exit 0
    --- stdout
    .flyte-auth.toml
    ");
    let written = fs::read_to_string(folder.path().join(".flyte-auth.toml")).unwrap();
    insta::assert_snapshot!(written.split_once("[[release]]").unwrap().1, @r#"

    files = ["values.yaml", "values-production.yaml", "secrets-production.yaml"]

    [[release]]
    files = ["values.yaml", "values-staging.yaml"]
    "#);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", ".", "--select", "unknown-key"])), @"
    exit 0
    --- stdout
    No problems found in 2 releases
    ");
}

#[test]
fn separate_releases_do_not_look_like_layers() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "staging.yaml", PRODUCTION);
    write(folder.path(), "production.yaml", PRODUCTION);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", ".", "--select", "unknown-key"])), @"
    exit 0
    --- stdout
    No problems found in 2 releases
    ");
}

#[test]
fn init_config_writes_the_layers_of_one_release() {
    let folder = layers();
    let args = ["init-config", "-f", "values.yaml", "-f", "values-production.yaml", "--stdout"];
    let printed = outcome(flyte_auth(folder.path()).args(args));
    insta::assert_snapshot!(printed.split_once("[[release]]").unwrap().1, @r#"

    files = ["values.yaml", "values-production.yaml"]
    "#);
}

#[test]
fn a_file_of_a_configured_release_is_checked_with_that_release() {
    let folder = layers();
    let settings = "[[release]]\nname = \"production\"\nfiles = [\"values.yaml\", \"values-production.yaml\", \"secrets-production.yaml\"]\n";
    write(folder.path(), ".flyte-auth.toml", settings);
    let select = ["--select", "oidc-client-secret-missing-or-misplaced,default-client-secret"];
    let run = |args: &[&str]| outcome(flyte_auth(folder.path()).args(["lint"]).args(select).args(args));
    insta::assert_snapshot!(run(&["values-production.yaml"]), @"
    exit 1
    --- stdout
    Release production (values.yaml + values-production.yaml + secrets-production.yaml):

    error[default-client-secret]: flytepropeller's client secret is `foobar`, which is the chart's public default
       --> flyte-core 1.16.8: values.yaml:674:1
        |
    674 | clientSecret: foobar
        | ^^^^^^^^^^^^^^^^^^^^ not overridden
        |
        = help: set `secrets.adminOauthClientCredentials.clientSecret` to a generated password (`flyte-auth hash` prints one with its hash), or to null if you create the Secret

    Found 1 error
    ");
    // Files of one release: once.
    assert_eq!(run(&["values-production.yaml", "secrets-production.yaml"]), run(&["values-production.yaml"]));
    // By itself, if that is what the user asks for.
    insta::assert_snapshot!(run(&["--complete", "values-production.yaml", "--format", "concise"]), @"
    exit 1
    --- stdout
    flyte-core 1.16.8: values.yaml:674: error[default-client-secret]: flytepropeller's client secret is `foobar`, which is the chart's public default
    values-production.yaml: error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: these values lack `oidc_client_secret`, the web client's secret
    Found 2 errors
    ");
}

#[test]
fn every_format_names_the_release() {
    let folder = layers();
    write(
        folder.path(),
        "values-production.yaml",
        &PRODUCTION.replace("useAuth: true", "useAuth: true\n        useAut: true"),
    );
    let settings = "[[release]]\nname = \"production\"\nfiles = [\"values.yaml\", \"values-production.yaml\", \"secrets-production.yaml\"]\n[[release]]\nfiles = [\"values.yaml\", \"values-staging.yaml\"]\n";
    write(folder.path(), ".flyte-auth.toml", settings);
    let run =
        |format: &str| outcome(flyte_auth(folder.path()).args(["lint", "--select", "unknown-key", "--format", format]));
    insta::assert_snapshot!(run("human"), @"
    exit 1
    --- stdout
    Release production (values.yaml + values-production.yaml + secrets-production.yaml):

    error[unknown-key]: `configmap.adminServer.server.security.useAut` has no effect: nothing reads a key with this name
     --> values-production.yaml:6:9
      |
    6 |         useAut: true
      |         ^^^^^^
      |
      = help: did you mean `useAuth`?

    Found 1 error in 2 releases
    ");
    let name = "production (values.yaml + values-production.yaml + secrets-production.yaml)";
    assert!(run("junit").contains(&format!("<testsuite name=\"{name}\" tests=\"1\"")));
    assert!(run("json").contains(&format!("\"release\":\"{name}\"")));
    assert!(run("sarif").contains(&format!("\"properties\":{{\"release\":\"{name}\"}}")));
}

#[test]
fn a_baseline_is_used_as_its_message_shows() {
    let folder = with(FAULTY);
    lint(folder.path(), &["--write-baseline", "values.yaml"]);
    insta::assert_snapshot!(lint(folder.path(), &["--baseline", ".flyte-auth-baseline.json", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth.toml", "baseline = \".flyte-auth-baseline.json\"\n");
    insta::assert_snapshot!(lint(folder.path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    insta::assert_snapshot!(lint(folder.path(), &["--write-baseline", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in .flyte-auth-baseline.json, the baseline that `.flyte-auth.toml` sets
    ");
}
