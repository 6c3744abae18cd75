//! The section about a move between the internal and an external authorization server.

use std::fs;

use crate::common::{example_values, flyte_auth, outcome, project};

#[test]
fn shows_the_move_if_the_authorization_server_changes() {
    let moves = |from: &str, to: &str| {
        let page = outcome(
            flyte_auth(&project().join("examples"))
                .args(["guide", "--answers", &format!("answers/{to}.yaml")])
                .args(["--into", &format!("values/{from}.yaml")]),
        );
        let at = page.find("\nMoving").unwrap_or(page.len());
        let section = &page[at..];
        let end = section.find("\nValues").unwrap_or(section.len());
        section[..end].trim().to_owned()
    };
    insta::assert_snapshot!(moves("flyte-core-okta-internal", "okta-external-flyte-core"), @"
    Moving from the internal to the external authorization server
      1. Choose a time with few running tasks
         All current tokens become invalid with the upgrade: people log in again, and running tasks may
         lose their connection to flyteadmin. The two servers never work at the same time.
      2. Set up Okta before the upgrade; this does not affect the current login
      3. Change the values
         $ flyte-auth generate --answers answers/okta-external-flyte-core.yaml --into values/flyte-core-okta-internal.yaml --dry-run
             → shows the change, writes nothing
         $ flyte-auth generate --answers answers/okta-external-flyte-core.yaml --into values/flyte-core-okta-internal.yaml
         This removes `selfAuthServer` with its static clients, the hash and `offline`, and adds
         `authServerType: External` and `externalAuthServer`. Everything else in the file stays
         unchanged.
      4. Upgrade, restart and check, as `flyte-auth next` shows
         Restart flytepropeller after flyteadmin: it does not retry a failed login.
      5. Give clients their new configuration: `flyte-auth client`
         flytectl and pyflyte cache tokens in the system keyring and renew them automatically. CI logs
         in with flytepropeller's client, or better with a separate one (`flyte-auth guide --ci` shows
         how to register it): it needs the client ID and secret.
      6. If it does not work, go back with `helm rollback`; the internal server needs nothing at the
         provider
    ");
    insta::assert_snapshot!(moves("flyte-binary-keycloak-external", "keycloak-internal-flyte-binary"), @"
    Moving from the external to the internal authorization server
      1. Choose a time with few running tasks
         All current tokens become invalid with the upgrade: people log in again, and running tasks may
         lose their connection to flyteadmin. The two servers never work at the same time.
      2. Change the values
         $ flyte-auth generate --answers answers/keycloak-internal-flyte-binary.yaml --into values/flyte-binary-keycloak-external.yaml --dry-run
             → shows the change, writes nothing
         $ flyte-auth generate --answers answers/keycloak-internal-flyte-binary.yaml --into values/flyte-binary-keycloak-external.yaml
         This removes `externalAuthServer` and `authServerType`, and adds flytepropeller's password and
         its hash. Everything else in the file stays unchanged.
      3. Upgrade, restart and check, as `flyte-auth next` shows
      4. Give clients their new configuration: `flyte-auth client`
         flytectl and pyflyte cache tokens in the system keyring and renew them automatically. CI logs
         in with `flytepropeller`, or better with a separate client (`--ci-client-id ID` adds it): it
         needs the client ID and secret.
      5. When it works, delete the clients of flytectl and flytepropeller at Keycloak; keep the web
         client
    ");
    assert_eq!(moves("flyte-core-okta-internal", "okta-internal-flyte-core"), "");
}

#[test]
fn shows_the_move_for_umbrella_charts_and_not_without_authentication() {
    let folder = tempfile::tempdir().unwrap();
    let internal = example_values("flyte-core-okta-internal");
    let below = |key: &str| {
        let lines = internal.lines().map(|line| format!("  {line}\n"));
        format!("grafana: {{enabled: true}}\n{key}:\n{}", lines.collect::<String>())
    };
    let output = |values: &str| {
        fs::write(folder.path().join("v.yaml"), values).unwrap();
        let answers = "examples/answers/okta-external-flyte-core.yaml";
        fs::copy(answers, folder.path().join("a.yaml")).unwrap();
        let page = outcome(flyte_auth(folder.path()).args(["guide", "--answers", "a.yaml", "--into", "v.yaml"]));
        let is_heading = |line: &&str| line.starts_with(char::is_uppercase) && !line.contains(':');
        let headings = page.lines().filter(is_heading).collect::<Vec<_>>();
        headings.join("\n")
    };
    let all = "Before\nAt Okta\nMoving from the internal to the external authorization server\nValues";
    assert_eq!(output(&below("flyte-core")), all);
    assert_eq!(output(&below("flyte")), all);
    // Authentication is not enabled in these values.
    for values in
        ["flyteadmin: {replicaCount: 2}\n", "flyte-core: {flyteadmin: {replicaCount: 2}}\n", "flyte: {}\n", ""]
    {
        assert_eq!(output(values), "Before\nAt Okta\nValues", "{values}");
    }
}
