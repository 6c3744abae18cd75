//! Configurations without findings: those that `client`, flytectl and the documentation write.

use std::fs;

use super::{lint, lint_text, write};
use crate::common::{flyte_auth, outcome, project};

#[test]
fn output_of_client_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    for name in fs::read_dir(project().join("examples/values")).unwrap() {
        let values = name.unwrap().path();
        if values.ends_with("external-misplaced.yaml") {
            continue;
        }
        let is_internal = values.to_str().unwrap().contains("-internal");
        for flow in [
            &["pkce"][..],
            &["client-secret"],
            &["client-secret", "--secret-file", "/run/secrets/flyte"],
            &["client-secret", "--client-id", "ci"],
            &["external-command", "--command", "get-token", "--command", "-q"],
            &["device-flow"],
        ] {
            // flyteadmin has no device endpoint, and no client `ci`.
            if is_internal && (flow == ["device-flow"] || flow.contains(&"ci")) {
                continue;
            }
            let mut client = flyte_auth(project());
            client.args(["client", "--flow"]).args(flow);
            let output = client.arg("-f").arg(&values).output().unwrap();
            assert!(output.status.success());
            let text = String::from_utf8(output.stdout).unwrap();
            write(folder.path(), "config.yaml", &text);
            // With the values of the deployment there is not even a note.
            let mut output = flyte_auth(folder.path());
            output.args(["lint", "--kind", "client-config", "config.yaml", "-f"]);
            assert_eq!(
                outcome(output.arg(&values)),
                "exit 0\n--- stdout\nNo problems found\n",
                "{}\n{text}",
                values.display()
            );
            let alone = lint(folder.path(), &["config.yaml"]);
            assert!(alone.contains("\nNo problems found\n"), "{alone}\n{text}");
        }
    }
}

/// The keys that `flytectl demo start`, `flytectl config init` and Flyte's documentation write.
#[test]
fn configs_of_flytectl_and_the_documentation_are_clean() {
    for text in [
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n",
        "admin:\n  endpoint: localhost:30081\n  authType: Pkce\n  insecure: true\n",
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n  authType: Pkce\nconsole:\n  endpoint: http://localhost:30080\nlogger:\n  show-source: true\n  level: 0\n",
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n  authType: Pkce\nstorage:\n  type: stow\n  stow:\n    kind: s3\n    config:\n      auth_type: accesskey\n      access_key_id: minio\n      secret_key: miniostorage\n      endpoint: http://localhost:30084\n",
        "admin:\n  endpoint: dns:///flyte.example.org:30081\n  authType: Pkce\n  insecure: true\nstorage:\n  connection:\n    access-key: minio\n    auth-type: accesskey\n    disable-ssl: true\n    endpoint: http://localhost:30084\n    secret-key: miniostorage\n  type: minio\nimages:\n  one: ghcr.io/example/one:latest\ntask:\n  project: flytesnacks\n",
        "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  clientId: ci\n  clientSecretLocation: /run/secrets/flyte\n  scopes: all,offline\n  insecureSkipVerify: false\n  tokenUrl: https://idp.example.org/token\n  pkceConfig: {timeout: 5m}\n  deviceFlowConfig: {pollInterval: 5s}\n  authorizationHeader: flyte-authorization\n  defaultServiceConfig: '{\"loadBalancingConfig\": [{\"round_robin\":{}}]}'\n",
        "admin:\n  endpoint: ${FLYTE_ENDPOINT}\n  authType: ${AUTH_TYPE}\n  insecure: false\n",
    ] {
        assert_eq!(lint_text(text, &["--kind", "client-config"]), "exit 0\n--- stdout\nNo problems found\n", "{text}");
    }
    // If authentication is enabled, flytectl and pyflyte differ for what `config init --host` writes.
    let note = lint_text("admin:\n  endpoint: dns:///flyte.example.org\n  insecure: false\n", &[]);
    insta::assert_snapshot!(note, @"
    exit 0
    --- stdout
    config.yaml:1:1: info[client-auth-type-not-set]: if Flyte requires a login, flytectl reads a client secret from `/etc/secrets/client_secret`, and pyflyte opens a browser
    Found 1 note
    ");
}
