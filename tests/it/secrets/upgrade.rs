//! What `helm upgrade` does to existing Secrets.

use std::fs;

use super::core;
use crate::common::{flyte_auth, folder_with, outcome, place_answers};

#[test]
fn before_reports_what_the_upgrade_does_to_secrets() {
    let notes = |before: &str, after: &str| {
        let folder = folder_with(&[("before.yaml", before), ("after.yaml", after)]);
        let output =
            outcome(flyte_auth(folder.path()).args(["secrets", "-f", "after.yaml", "--before", "before.yaml"]));
        let (_, notes) = output.split_once("--- stderr\n").unwrap();
        notes.to_owned()
    };
    let literal = core(
        "}}\nsecrets: {adminOauthClientCredentials: {clientSecret: canary}}\nflyteadmin: {secrets: {oidc_client_secret: canary, more: canary}}\n",
    );
    let mounted = "flyteadmin:\n  additionalVolumes: [{name: oidc, secret: {secretName: sso}}]\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc}]\n";
    let elsewhere = |more: &str| {
        core(&format!(
            ", clientSecretFile: /etc/oidc/secret}}}}\nsecrets: {{adminOauthClientCredentials: {{clientSecret: null{more}}}}}\n{mounted}"
        ))
    };
    insta::assert_snapshot!(notes(&literal, &elsewhere("")), @r#"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-secret-auth`, even with your own secret in it, because the chart created it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`; or name your Secret differently in `secrets.adminOauthClientCredentials.secretName` (Flyte 1.15.0 and later)
    note: the upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: the old secret stays; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'`
    note: the upgrade does not remove `more` from `flyte-admin-secrets`: the old secret stays; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/more"}]'`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
    insta::assert_snapshot!(notes(
        &literal,
        &format!(
            "{}  secrets: {{more: canary}}\n",
            elsewhere(", secretName: mine")
        )
    ), @r#"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: Helm 3 leaves it empty (a login that still reads it fails with `invalid_client`), Helm 4 leaves the old secret; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'`
    note: the upgrade deletes `flyte-secret-auth`, which the chart created; these values do not use it
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
    // The Secrets stay the same.
    insta::assert_snapshot!(notes(&elsewhere(""), &elsewhere("")), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    ");
    // The secrets return to the values.
    insta::assert_snapshot!(notes(&elsewhere(""), &literal), @"
    note: Helm refuses the upgrade (`invalid ownership metadata`) while a `flyte-secret-auth` exists that it did not create; run first: `kubectl -n flyte delete secret flyte-secret-auth`; or upgrade with `--take-ownership`
    note: no Secrets to create: the chart creates them from the secrets in these values
    ");
    let binary = |secrets: &str| {
        format!(
            "configuration:\n  auth:\n    enabled: true\n    oidc: {{baseUrl: https://idp.example.org, clientId: web{secrets}\n    authorizedUris: [https://flyte.example.org]\n"
        )
    };
    let inline = binary(", clientSecret: canary}\n    internal: {clientSecret: canary}");
    let own = binary("}\n    clientSecretsExternalSecretRef: flyte-client-secrets");
    let same = binary("}\n    clientSecretsExternalSecretRef: flyte-backend-flyte-binary-client-secrets");
    insta::assert_snapshot!(notes(&inline, &own), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-backend-flyte-binary-client-secrets`, which the chart created; these values do not use it
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyte-backend-flyte-binary`
    ");
    insta::assert_snapshot!(notes(&inline, &same), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-backend-flyte-binary-client-secrets`, even with your own secret in it, because the chart created it; run first: `kubectl -n flyte annotate secret flyte-backend-flyte-binary-client-secrets helm.sh/resource-policy=keep`; or name your Secret differently in `configuration.auth.clientSecretsExternalSecretRef`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyte-backend-flyte-binary`
    ");
}

#[test]
fn generate_into_reports_what_the_upgrade_does_to_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let answers = place_answers(folder.path(), "keycloak-external-flyte-core-existing");
    fs::write(
        folder.path().join("mine.yaml"),
        core("}}\nflyteadmin: {secrets: {oidc_client_secret: canary, more: canary}}\n"),
    )
    .unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["generate", "--into", "mine.yaml", "--answers"]).arg(answers));
    let steps: Vec<&str> =
        output.lines().skip_while(|line| *line != "Upgrade").take_while(|line| !line.starts_with("Restart")).collect();
    insta::assert_snapshot!(steps.join("\n"), @r#"
    Upgrade
      Warning: these values set no database and no storage. With them alone, Helm uses the chart's
      defaults (database: host `postgres`; storage: the sandbox bucket `my-s3-bucket`); `current.yaml`
      prevents that.
      `flyte-backend`, `flyte` and `1.16.8` are defaults: pass `--release`, `--namespace` and
      `--flyte-version` if yours differ; `helm list -A` shows them.
      `secrets-manifest.yaml` holds secrets: keep it out of git.
      1. Create the Secrets that the values refer to
         $ kubectl apply -f secrets-manifest.yaml
             → after filling it in; or create them with your secret store
         Delete secrets-manifest.yaml afterwards.
      2. Keep `flyte-secret-auth`
         $ kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep
         The upgrade deletes `flyte-secret-auth`, even with your own secret in it, because the chart
         created it.
         Or name your Secret differently in `secrets.adminOauthClientCredentials.secretName` (Flyte
         1.15.0 and later).
      3. Upgrade
         $ helm repo add flyteorg https://flyteorg.github.io/flyte
         $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
             → the values that Flyte runs with now
         $ flyte-auth lint -f current.yaml -f mine.yaml
             → no error
         $ helm upgrade flyte-backend flyteorg/flyte-core --version v1.16.8 --namespace flyte -f current.yaml -f mine.yaml
      4. Remove `oidc_client_secret` from `flyte-admin-secrets`
         $ kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'
         The upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: Helm 3 leaves it
         empty (a login that still reads it fails with `invalid_client`), Helm 4 leaves the old secret.

    More
      1. Set up Keycloak
         $ flyte-auth guide --answers examples/answers/keycloak-external-flyte-core-existing.yaml --into mine.yaml
             → lists the steps; the redirect URI is https://flyte.example.org/callback
      2. Restart and verify the login
         $ flyte-auth next --answers examples/answers/keycloak-external-flyte-core-existing.yaml --into mine.yaml
    "#);
}
