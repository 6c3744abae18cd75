//! `lint`, `explain` and `rules` on the command line.

use std::fs;
use std::process::Command;

use crate::common::{self, example_values, flyte_auth, folder_with, outcome, project};

const OFF: &str = "configmap:\n  adminServer:\n    server:\n      security:\n        useAuth: false\n";
const FRAGMENT: &str = "configmap:\n  adminServer:\n    auth:\n      appAuth:\n        authServerType: external\n";

/// Runs `lint` in a folder that holds the named files.
fn lint(files: &[(&str, &str)], arguments: &[&str]) -> String {
    common::lint(folder_with(files).path(), arguments)
}

fn code(output: &str) -> &str {
    output.lines().next().unwrap_or_default()
}

#[test]
fn disabled_authentication_is_a_note() {
    insta::assert_snapshot!(lint(&[("v.yaml", OFF)], &["v.yaml"]), @"
    exit 0
    --- stdout
    info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it
     --> v.yaml:5:18
      |
    5 |         useAuth: false
      |                  ^^^^^
      |
      = help: nothing to do if this is intended; `flyte-auth generate` writes values that enable authentication

    Found 1 note
    ");
}

#[test]
fn checks_a_layer_without_missing_settings() {
    insta::assert_snapshot!(lint(&[("v.yaml", FRAGMENT)], &["v.yaml"]), @"
    exit 1
    --- stdout
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configmap.adminServer.server.security.useAuth: true`
     --> v.yaml:4:7
      |
    4 |       appAuth:
      |       ^^^^^^^^ configured, but not enabled
      |
      = help: set `configmap.adminServer.server.security.useAuth: true` here if this is the only file (`--complete`), or pass `--partial`

    error[unknown-enum-value]: Flyte does not know `authServerType: external`: flyteadmin does not start
     --> v.yaml:5:25
      |
    5 |         authServerType: external
      |                         ^^^^^^^^ names are case-sensitive
      |
      = help: write `authServerType: External`

    Found 1 error, 1 note (1 fixable with `--fix`). Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
    let whole = lint(&[("v.yaml", FRAGMENT)], &["v.yaml", "--complete"]);
    assert!(whole.contains("error[use-auth-misplaced-or-off]"), "{whole}");
}

#[test]
fn checks_layers_as_one_release_and_files_as_several() {
    let base = "configmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n    auth:\n      authorizedUris: [https://flyte.example.org, http://flyteadmin:80]\n";
    let files = [("a.yaml", base), ("b.yaml", OFF)];
    let layers = lint(&files, &["-f", "a.yaml", "-f", "b.yaml"]);
    assert!(layers.contains("warning[auth-is-off]: this layer disables authentication"), "{layers}");
    assert_eq!(code(&layers), "exit 0");
    let several = lint(&files, &["a.yaml", "b.yaml"]);
    assert_eq!(code(&several), "exit 1");
    assert!(several.contains(" in 2 releases"), "{several}");
}

#[test]
fn names_the_flag_that_sets_a_value() {
    let output = lint(
        &[("v.yaml", FRAGMENT)],
        &[
            "--select",
            "unknown-enum-value",
            "-f",
            "v.yaml",
            "--set",
            "configmap.adminServer.auth.appAuth.authServerType=EXTERNAL",
        ],
    );
    insta::assert_snapshot!(output, @"
    exit 1
    --- stdout
    error[unknown-enum-value]: Flyte does not know `authServerType: EXTERNAL`: flyteadmin does not start
    --> --set configmap.adminServer.auth.appAuth.authServerType
     = help: write `authServerType: External`

    Found 1 error. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
}

#[test]
fn placeholders_of_all_tools_are_unknown() {
    for placeholder in ["${X}", "ENC[a]", "{{ .Values.x }}", "ref+vault://a/b", "<path:a/b#c>"] {
        let values = format!(
            "configuration:\n  inline:\n    auth:\n      appAuth:\n        selfAuthServer:\n          \
             accessTokenLifespan: '{placeholder}'\n"
        );
        let found = lint(&[("v.yaml", &values)], &["--chart", "flyte-binary", "v.yaml"]);
        assert_eq!(code(&found), "exit 0", "{placeholder}: {found}");
    }
}

#[test]
fn placeholders_are_unknown() {
    let okta = example_values("flyte-binary-okta-external");
    let templated = okta
        .replace("https://dev-1234.okta.com", "${ISSUER}")
        .replace("https://flyte.example.org", "${URL}")
        .replace("0oa", "${PREFIX}");
    let output = lint(&[("v.yaml", &templated)], &["v.yaml"]);
    assert_eq!(output, "exit 0\n--- stdout\nNo problems found\n");
}

#[test]
fn severities_decide_the_exit_code() {
    let keycloak =
        fs::read_to_string(project().join("tests/published_guide/binary-keycloak-auth-prefix.yaml")).unwrap();
    let files = [("v.yaml", keycloak.as_str())];
    assert_eq!(code(&lint(&files, &["v.yaml"])), "exit 0");
    assert_eq!(code(&lint(&files, &["v.yaml", "--fail-on", "warning"])), "exit 1");
}

#[test]
fn exits_with_2_for_files_that_it_cannot_check() {
    insta::assert_snapshot!(
        [
            lint(&[], &[]),
            lint(&[("v.yaml", "a: b\n")], &["v.yaml"]),
            lint(&[("v.yaml", "configmap:\n  a: [\n")], &["v.yaml"]),
            lint(&[("v.yaml", OFF)], &["nothing.yaml", "v.yaml"]),
        ]
        .join("\n"),
        @"
    exit 2
    --- stderr
    error: no values file given
    help: pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` configures the releases of a repository

    exit 2
    --- stderr
    error: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`

    exit 2
    --- stderr
    error: failed to parse v.yaml: error converting YAML to JSON: yaml: line 2: did not find expected node content
     --> v.yaml:2:8
      |
    2 |   a: [
      |       ^

    exit 2
    --- stdout
    info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it
     --> v.yaml:5:18
      |
    5 |         useAuth: false
      |                  ^^^^^
      |
      = help: nothing to do if this is intended; `flyte-auth generate` writes values that enable authentication

    Found 1 note
    --- stderr
    error: cannot read `nothing.yaml`
    caused by: No such file or directory (os error 2)

    error: 1 of 2 files could not be checked
    "
    );
}

#[test]
fn excerpts_hide_secrets() {
    let output = lint(
        &[(
            "v.yaml",
            "secrets:\n  adminOauthClientCredentials:\n    clientsecret: canary-1\nflyteadmin:\n  secrets: {oidc_client_secret: canary-2}\nconfigmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n",
        )],
        &["--select", "wrong-key-case", "v.yaml"],
    );
    insta::assert_snapshot!(output, @"
    exit 1
    --- stdout
    error[wrong-key-case]: `secrets.adminOauthClientCredentials.clientsecret` has no effect: the chart's templates read `clientSecret`, in exactly this case
     --> v.yaml:3:5
      |
    3 |     clientsecret: ********
      |     ^^^^^^^^^^^^
      |
      = help: write `clientSecret`

    Found 1 error (1 fixable with `--fix`)
    ");
    assert!(!output.contains("canary"), "{output}");
}

#[test]
fn explain_and_rules_print_pages_and_lists() {
    let run = |arguments: &[&str]| {
        let mut command: Command = flyte_auth(project());
        outcome(command.args(arguments))
    };
    let page = run(&["explain", "auth-is-off"]);
    assert!(page.starts_with("exit 0\n--- stdout\n# auth-is-off\n"), "{page}");
    insta::assert_snapshot!(run(&["explain", "auth-is-of"]), @"
    exit 2
    --- stderr
    error: there is no rule or symptom `auth-is-of`
    help: did you mean `auth-is-off`? `flyte-auth rules` lists all
    ");
    let list = run(&["rules", "--format", "json"]);
    let json = list.strip_prefix("exit 0\n--- stdout\n").unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let rules = json.get("rules").and_then(|rules| rules.as_array()).unwrap();
    assert_eq!(rules.len(), ::flyte_auth::internals::lint::ALL.len());
    assert_eq!(run(&["rules"]).lines().count(), rules.len() + 2);
}
