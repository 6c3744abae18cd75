//! Several files of one release: detected by their names, or configured.

use std::fs;

use crate::common::{flyte_auth, outcome, write};

const BASE: &str = "configmap:\n  adminServer:\n    auth:\n      authorizedUris: [https://flyte.example.org]\n";

const PRODUCTION: &str = "configmap:\n  adminServer:\n    server:\n      security:\n        useAuth: true\n        allowedOrigins: [https://flyte.example.org]\n    auth:\n      userAuth:\n        openId:\n          baseUrl: https://accounts.google.com\n          clientId: 123-abc.apps.googleusercontent.com\n";

const SECRETS: &str = "flyteadmin:\n  secrets:\n    oidc_client_secret: ${WEB_SECRET}\n";

/// The layers of two environments; production has its secrets in a separate file.
fn layers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "values.yaml", BASE);
    write(folder.path(), "values-production.yaml", PRODUCTION);
    write(folder.path(), "values-staging.yaml", PRODUCTION);
    write(folder.path(), "secrets-production.yaml", SECRETS);
    folder
}

#[test]
fn suggests_the_command_and_settings_for_layers() {
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
    // Two files of one release: the release is checked once.
    assert_eq!(run(&["values-production.yaml", "secrets-production.yaml"]), run(&["values-production.yaml"]));
    // `--complete` checks the file by itself.
    insta::assert_snapshot!(run(&["--complete", "values-production.yaml", "--format", "concise"]), @"
    exit 1
    --- stdout
    flyte-core 1.16.8: values.yaml:674: error[default-client-secret]: flytepropeller's client secret is `foobar`, which is the chart's public default (release values-production.yaml)
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
fn folders_of_environments_are_layers_on_their_base() {
    for [base, production, secrets, staging] in [
        ["base/values.yaml", "prod/values.yaml", "prod/secrets.yaml", "staging/values.yaml"],
        ["base/values.yaml", "overlays/prod/values.yaml", "overlays/prod/secrets.yaml", "overlays/staging/values.yaml"],
        ["values.yaml", "envs/prod.yaml", "envs/prod-secrets.yaml", "envs/staging.yaml"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [(base, BASE), (production, PRODUCTION), (secrets, SECRETS), (staging, PRODUCTION)] {
            write(folder.path(), path, text);
        }
        outcome(flyte_auth(folder.path()).arg("init-config"));
        let written = fs::read_to_string(folder.path().join(".flyte-auth.toml")).unwrap();
        assert_eq!(
            written.split_once("[[release]]").unwrap().1.trim(),
            format!(
                "files = [\"{base}\", \"{production}\", \"{secrets}\"]\n\n[[release]]\nfiles = [\"{base}\", \"{staging}\"]"
            )
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["lint", "--select", "unknown-key"])), @"
            exit 0
            --- stdout
            No problems found in 2 releases
            ");
        }
    }
}

#[test]
fn suggests_the_file_with_secrets_next_to_the_values() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "values.yaml", &format!("{PRODUCTION}      authorizedUris: [https://flyte.example.org]\n"));
    write(folder.path(), "values-secrets.yaml", SECRETS);
    let args = ["lint", "--select", "oidc-client-secret-missing-or-misplaced", "values.yaml"];
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(args)), @"
    exit 1
    --- stdout
    error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: these values lack `oidc_client_secret`, the web client's secret
    --> values.yaml
     = help: set `flyteadmin.secrets.oidc_client_secret`; if another values file has it, lint both files with `-f`; ignore this if another tool adds it to the Secret `flyte-admin-secrets`

    Found 1 error
    --- stderr

    help: if the file with secrets is part of the release, check them together:
      flyte-auth lint -f values.yaml -f values-secrets.yaml
    ");
    let both = ["-f", "values.yaml", "-f", "values-secrets.yaml"];
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(&args[..3]).args(both)), @"
    exit 0
    --- stdout
    No problems found
    ");
    write(folder.path(), "values.yaml", "configuration:\n  auth: {enabled: false}\n");
    write(folder.path(), "b.yaml", "deployment: {}\n");
    let off = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml", "-f", "b.yaml"]));
    assert!(off.contains("help: `flyte-auth init --into values.yaml` enables it\n"), "{off}");
}
