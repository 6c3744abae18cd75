//! A client configuration beside the values of its deployment.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;

use super::{GOOD, lint, lint_text, write};
use crate::common::{flyte_auth, folder_with, outcome, project};

#[test]
fn compares_with_the_values_of_the_deployment() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &GOOD.replace("Pkce", "DeviceFlow").replace("flyte.", "other."));
    let values: PathBuf = project().join("examples/values/flyte-binary-google-internal.yaml");
    let mut command = flyte_auth(folder.path());
    command.args(["lint", "--kind", "client-config", "config.yaml", "-f"]).arg(values);
    assert_snapshot!(outcome(&mut command), @"
    exit 1
    --- stdout
    warning[client-endpoint-of-another-deployment]: `endpoint` is at `other.example.org`, but the given values are for `flyte.example.org`
     --> config.yaml:2:13
      |
    2 |   endpoint: dns:///other.example.org
      |             ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `dns:///flyte.example.org`, or pass the values of the deployment that you want

    error[device-flow-with-internal-server]: users get no token: flyteadmin issues the tokens here, and it has no device endpoint
     --> config.yaml:3:13
      |
    3 |   authType: DeviceFlow
      |             ^^^^^^^^^^
      |
      = help: use `Pkce`, or `ClientSecret` on machines without a browser; or use an external authorization server

    Found 1 error, 1 warning (1 fixable with `--fix --unsafe-fixes`)
    ");
}

#[test]
fn accepts_any_endpoint_if_the_url_is_a_placeholder() {
    let folder = folder_with(&[("config.yaml", GOOD)]);
    let values = project().join("examples/values/flyte-binary-google-internal.yaml");
    let values = fs::read_to_string(values).unwrap();
    let values = values.replace("https://flyte.example.org", "https://${DOMAIN}");
    fs::write(folder.path().join("values.yaml"), values).unwrap();
    assert_snapshot!(
        outcome(flyte_auth(folder.path()).args([
            "lint", "--kind", "client-config", "config.yaml", "-f", "values.yaml",
        ])),
        @"
    exit 0
    --- stdout
    No problems found
    "
    );
}

/// A configuration with `ClientSecret` and this client ID.
fn as_service(id: &str) -> String {
    format!(
        "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  clientId: {id}\n  clientSecretEnvVar: FLYTE_CLIENT_SECRET\n  scopes: [all]\n"
    )
}

/// Lints `as_service(id)` with the example values `values` and another layer.
fn lint_as_service(id: &str, values: &str, layer: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &as_service(id));
    write(folder.path(), "layer.yaml", layer);
    let example = project().join(format!("examples/values/{values}.yaml"));
    fs::copy(example, folder.path().join("values.yaml")).unwrap();
    let arguments = ["--format", "concise", "--kind", "client-config", "config.yaml"];
    let mut all = arguments.to_vec();
    all.extend(["-f", "values.yaml", "-f", "layer.yaml"]);
    lint(folder.path(), &all)
}

#[test]
fn reports_a_public_client_with_client_secret() {
    // flyteadmin certainly rejects its own public clients.
    for id in ["flytectl", "flyte-cli"] {
        let output = lint_as_service(id, "flyte-core-okta-internal", "{}");
        assert!(
            output.starts_with("exit 1")
                && output.contains(&format!(
                    ":4:13: error[client-secret-flow-with-public-client]: `{id}` is a public client, which has no secret"
                )),
            "{output}"
        );
    }
    assert_snapshot!(lint_as_service("0oaflytectl", "flyte-binary-okta-external", "{}"), @"
    exit 0
    --- stdout
    config.yaml:4:13: warning[client-secret-flow-with-public-client]: `0oaflytectl` is flytectl's public client, which has no secret: Okta issues no token to it with `ClientSecret`
    Found 1 warning
    ");
    assert_snapshot!(lint_text(&as_service("flytectl"), &[]), @"
    exit 0
    --- stdout
    config.yaml:4:13: warning[client-secret-flow-with-public-client]: with the internal server, `flytectl` has no secret and gets no token with `ClientSecret`
    Found 1 warning
    ");
}

#[test]
fn accepts_clients_that_can_have_a_secret() {
    const CLEAN: &str = "exit 0\n--- stdout\nNo problems found\n";
    let core = "configmap: {adminServer: {auth: {appAuth: ";
    let published =
        |id: &str| format!("{core}{{thirdPartyConfig: {{flyteClient: {{clientId: {id}, scopes: [all]}}}}}}}}}}}}");
    for (what, id, values, layer) in [
        ("flytepropeller's client", "flytepropeller", "flyte-core-okta-internal", "{}".to_owned()),
        (
            "a static client of one's own",
            "ci",
            "flyte-core-okta-internal",
            format!("{core}{{selfAuthServer: {{staticClients: {{ci: {{id: ci, public: false}}}}}}}}}}}}}}"),
        ),
        (
            "flytectl, which was given a secret",
            "flytectl",
            "flyte-core-okta-internal",
            format!("{core}{{selfAuthServer: {{staticClients: {{flytectl: {{public: false}}}}}}}}}}}}}}"),
        ),
        (
            "static clients from outside",
            "flytectl",
            "flyte-core-okta-internal",
            "storage: {secretName: more-config}".to_owned(),
        ),
        (
            "a confidential client called flytectl at an external server",
            "flytectl",
            "flyte-core-okta-external",
            "{}".to_owned(),
        ),
        ("one that is flytepropeller's, too", "0oapropeller", "flyte-core-okta-external", published("0oapropeller")),
        ("one that is the console's, too", "0oaweb", "flyte-core-okta-external", published("0oaweb")),
    ] {
        assert_eq!(lint_as_service(id, values, &layer), CLEAN, "{what}");
    }
    // The values are for another deployment.
    let elsewhere = lint_as_service(
        "flytectl",
        "flyte-core-okta-internal",
        "configmap: {adminServer: {auth: {authorizedUris: [https://other.example.org]}}}",
    );
    assert!(
        elsewhere.contains("[client-endpoint-of-another-deployment]") && !elsewhere.contains("public-client"),
        "{elsewhere}"
    );
    // One Entra ID registration can serve people and services.
    let entra = lint_as_service(
        "22222222-2222-2222-2222-222222222222",
        "flyte-core-entra-external",
        &published("22222222-2222-2222-2222-222222222222"),
    );
    assert!(!entra.contains("public-client"), "{entra}");
    // Without values: settings of an external server, placeholders, and a client that flyteadmin does not have.
    for text in [
        format!("{}  tokenUrl: https://idp.example.org/token\n", as_service("flytectl")),
        format!("{}  audience: https://flyte.example.org\n", as_service("flytectl")),
        as_service("${CLIENT_ID}"),
        as_service("ci"),
    ] {
        assert_eq!(lint_text(&text, &["--kind", "client-config"]), CLEAN, "{text}");
    }
}
