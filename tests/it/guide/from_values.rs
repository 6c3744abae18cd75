//! From values: their release, URL and clients, and what Helm needs first.

use std::fmt::Write as _;
use std::fs;

use super::of_values;
use crate::common::{example_values, flyte_auth, outcome, project};

/// The outcome of `next` with an example and another layer.
fn next_with(layer: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let base = project().join("examples/values/flyte-core-okta-external.yaml");
    fs::copy(base, folder.path().join("base.yaml")).unwrap();
    fs::write(folder.path().join("layer.yaml"), layer).unwrap();
    outcome(flyte_auth(folder.path()).args(["next", "-f", "base.yaml", "-f", "layer.yaml"]))
}

#[test]
fn asks_to_decrypt_or_resolve_values_first() {
    for (layer, step) in [
        (
            "flyteadmin: {secrets: {oidc_client_secret: 'ENC[AES256_GCM,data:x,type:str]'}}",
            "  1. Decrypt the values first; otherwise Helm passes `ENC[…]` to Flyte as the secret",
        ),
        (
            "flyteadmin: {secrets: {oidc_client_secret: '${OIDC_SECRET}'}}",
            "  1. Resolve placeholders first; Helm passes `${…}`, `ref+…` and `<path:…>` on unchanged",
        ),
        ("flyteadmin: {replicaCount: 1}", "  1. Upgrade"),
    ] {
        let output = next_with(layer);
        let first = output.lines().find(|line| line.starts_with("  1. "));
        assert_eq!(first, Some(step), "{output}");
    }
}

#[test]
fn finds_the_public_url_after_a_cluster_internal_one() {
    let output = next_with(
        "configmap: {adminServer: {auth: {authorizedUris: [http://flyteadmin:80, https://flyte.example.org]}}}",
    );
    assert!(output.contains("Flyte at https://flyte.example.org, "), "{output}");
}

#[test]
fn commands_use_the_release_and_names_of_the_values() {
    let run = |arguments: &[&str]| {
        let page = outcome(flyte_auth(&project().join("examples/values")).arg("next").args(arguments));
        page.lines()
            .filter(|line| line.contains("$ ") && (line.contains("helm") || line.contains("kubectl")))
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(run(&["-f", "flyte-binary-okta-external.yaml", "--set", "fullnameOverride=flyte,x.clientSecret=hunter2", "--release", "r", "-n", "ns", "--flyte-version", "1.15.0"]), @"
    $ helm repo add flyteorg https://flyteorg.github.io/flyte
    $ helm get values r --namespace ns -o yaml > current.yaml
    $ helm upgrade r flyteorg/flyte-binary --version v1.15.0 --namespace ns -f current.yaml -f flyte-binary-okta-external.yaml --set 'fullnameOverride=<value>'
    $ kubectl -n ns rollout status deployment/flyte
    $ kubectl -n ns get pods
    $ kubectl -n ns logs deployment/flyte --since=5m | grep -iE 'unauthenticated|invalid_client|invalid_scope'
    ");
    insta::assert_snapshot!(run(&["-f", "flyte-core-okta-internal.yaml", "--set-string", "workflow_scheduler.enabled=true", "--set", "workflow_scheduler.type=native"]), @"
    $ helm repo add flyteorg https://flyteorg.github.io/flyte
    $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
    $ helm upgrade flyte-backend flyteorg/flyte-core --version v1.16.8 --namespace flyte -f current.yaml -f flyte-core-okta-internal.yaml --set 'workflow_scheduler.type=<value>' --set-string 'workflow_scheduler.enabled=<value>'
    $ kubectl -n flyte rollout restart deployment/flyteadmin
    $ kubectl -n flyte rollout restart deployment/flytepropeller
    $ kubectl -n flyte rollout restart deployment/flytescheduler
    $ kubectl -n flyte rollout status deployment/flyteadmin
    $ kubectl -n flyte get pods
    $ kubectl -n flyte logs deployment/flytepropeller --since=5m | grep -iE 'unauthenticated|invalid_client|invalid_scope'
    ");
}

#[test]
fn commands_repeat_the_given_flags() {
    let page =
        outcome(
            flyte_auth(&project().join("examples/values"))
                .args(["guide", "-f", "flyte-core-auth0-external.yaml"])
                .args(["--idp", "oidc", "-n", "ns", "--flyte-version", "1.15.0"]),
        );
    let lines = page.lines().filter(|line| line.contains("$ flyte-auth"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    $ flyte-auth guide -f flyte-core-auth0-external.yaml --flyte-version 1.15.0 --namespace ns --idp oidc --ci
       $ flyte-auth lint -f flyte-core-auth0-external.yaml
       $ flyte-auth next -f flyte-core-auth0-external.yaml --flyte-version 1.15.0 --namespace ns --idp oidc
    ");
}

#[test]
fn ignores_sample_ids_of_the_chart() {
    let page = of_values(
        "guide",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org]}}}",
        &[],
    );
    assert!(!page.contains("657465813211"), "{page}");
    assert!(page.contains("Save: Client ID (`clients.web.id`)\n"), "{page}");
}

#[test]
fn reads_values_of_an_umbrella_chart() {
    let values = example_values("flyte-core-okta-external");
    for key in ["flyte-core", "flyte"] {
        let mut umbrella = format!("grafana: {{enabled: true}}\n{key}:\n");
        for line in values.lines() {
            let _ = writeln!(umbrella, "  {line}");
        }
        let page = of_values("guide", &umbrella, &[]);
        assert!(page.contains("Flyte at https://flyte.example.org, login with Okta"), "{page}");
        let page = of_values("next", &umbrella, &[]);
        assert!(
            page.contains("helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f v.yaml"),
            "{page}"
        );
    }
}

#[test]
fn redacts_a_password_in_a_url() {
    let values = "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org], userAuth: {openId: {baseUrl: 'https://u:PASSW0RD@acme.okta.com'}}}}}";
    for subcommand in ["guide", "next"] {
        let page = of_values(subcommand, values, &[]);
        assert!(!page.contains("PASSW0RD"), "{page}");
    }
}
