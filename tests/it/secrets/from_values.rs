//! From values: which Secret and key each process reads.

use super::{core, of_values, with_canaries};
use crate::common::{HASH, flyte_auth, folder_with_values, outcome, place_answers, project};

#[test]
fn finds_secrets_in_variables_and_volumes() {
    // A variable of flyteadmin; the secret of flytepropeller is in the values.
    insta::assert_snapshot!(of_values(
        &core(
            "}}\nflyteadmin:\n  env:\n    - name: FLYTE_SECRET_oidc_client_secret\n      valueFrom: {secretKeyRef: {name: '{{ .Release.Name }}-oidc', key: secret}}\n"
        ),
        &[]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-backend-oidc'
      namespace: 'flyte'
    type: Opaque
    # Read by flyteadmin.
    stringData:
      secret: '<secret of the client console>'
    --- stderr
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin`
    ");
    // A key with another file name, in a projected volume; a variable of flytepropeller.
    insta::assert_snapshot!(of_values(
        &core(
            ", clientSecretFile: /etc/oidc/deep/file}}\n  admin: {admin: {clientSecretEnvVar: FLYTE_SECRET}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null}}\nflyteadmin:\n  additionalVolumes:\n    - name: oidc\n      projected:\n        sources:\n          - configMap: {name: other}\n          - secret: {name: sso.example, items: [{key: flyte.web, path: deep/file}]}\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc/}]\nflytepropeller:\n  podEnv: [{name: FLYTE_SECRET, valueFrom: {secretKeyRef: {name: propeller, key: token}}}]\n"
        ),
        &["--format", "kubectl"]
    ), @r#"
    exit 0
    --- stdout
    (
      ask() {
        printf %s "$1" >&2
        IFS= read -rs secret || true
        printf '\n' >&2
        if [ -z "$secret" ]; then
          printf 'no secret entered, nothing created\n' >&2
          exit 1
        fi
      }
      ask 'flyte.web (secret of the client console): '
      secret1=$secret
      kubectl --namespace flyte create secret generic sso.example \
        --from-file=flyte.web=<(printf %s "$secret1")
    )

    (
      ask() {
        printf %s "$1" >&2
        IFS= read -rs secret || true
        printf '\n' >&2
        if [ -z "$secret" ]; then
          printf 'no secret entered, nothing created\n' >&2
          exit 1
        fi
      }
      ask 'token (flytepropeller'\''s password, with its hash in the values): '
      secret1=$secret
      kubectl --namespace flyte create secret generic propeller \
        --from-file=token=<(printf %s "$secret1")
    )
    --- stderr
    note: `sso.example`: Read by flyteadmin
    note: `propeller`: Read by flytepropeller
    note: paste this into bash or zsh, or run it as a script; it asks for each secret with hidden input
    note: to replace existing Secrets, print the commands with `--replace`
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
}

#[test]
fn the_flyte_version_decides_the_secret_name() {
    // A file by `subPath`, `secretName`, which Flyte 1.14.1 does not read, and flytescheduler.
    insta::assert_snapshot!(of_values(
        &core(
            ", clientSecretFile: /etc/oidc}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null, secretName: mine}}\nworkflow_scheduler: {enabled: true, type: native}\nflyteadmin:\n  additionalVolumes: [{name: oidc, secret: {secretName: sso}}]\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc, subPath: web}]\n"
        ),
        &["--flyte-version", "1.14.1"]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'sso'
      namespace: 'flyte'
    type: Opaque
    # Read by flyteadmin.
    stringData:
      web: '<secret of the client console>'
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-secret-auth'
      namespace: 'flyte'
    type: Opaque
    # Read by flytepropeller and flytescheduler.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    --- stderr
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `flyte-secret-auth`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller deployment/flytescheduler`
    ");
    // Flyte 1.16.8 reads `secretName`, except in flytescheduler.
    insta::assert_snapshot!(of_values(
        &core(
            "}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null, secretName: mine}}\nworkflow_scheduler: {enabled: true, type: native}\nflyteadmin: {secrets: {oidc_client_secret: canary}}\n"
        ),
        &[]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'mine'
      namespace: 'flyte'
    type: Opaque
    # Read by flytepropeller.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-secret-auth'
      namespace: 'flyte'
    type: Opaque
    # Read by flytescheduler.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    --- stderr
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `flyte-secret-auth`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flytepropeller deployment/flytescheduler`
    ");
}

#[test]
fn flyte_binary_reads_one_secret_with_all_keys() {
    insta::assert_snapshot!(of_values(
        "configuration:\n  auth:\n    enabled: true\n    oidc: {baseUrl: https://idp.example.org, clientId: \"it's\"}\n    clientSecretsExternalSecretRef: '{{ .Release.Name }}-flyte-binary-client-secrets'\n    authorizedUris: [https://flyte.example.org]\n  inlineSecretRef: more-config\n  inline: {auth: {appAuth: {selfAuthServer: {tokenSigningRSAKeySecretName: token_rsa_key_old.pem}}, userAuth: {cookieHashKeySecretName: my_hash_key, openId: {clientSecretName: web}}}}\n",
        &[
            "--release",
            "prod",
            "--namespace",
            "ml",
            "--format",
            "kubectl"
        ]
    ), @r#"
    exit 0
    --- stdout
    (
      ask() {
        printf %s "$1" >&2
        IFS= read -rs secret || true
        printf '\n' >&2
        if [ -z "$secret" ]; then
          printf 'no secret entered, nothing created\n' >&2
          exit 1
        fi
      }
      ask 'client_secret (flytepropeller'\''s password, with its hash in the values): '
      secret1=$secret
      ask 'web (secret of the client it'\''s): '
      secret4=$secret
      kubectl --namespace ml create secret generic prod-flyte-binary-client-secrets \
        --from-file=client_secret=<(printf %s "$secret1") \
        --from-file=my_hash_key=./my_hash_key \
        --from-file=token_rsa_key_old.pem=./token_rsa_key_old.pem \
        --from-file=web=<(printf %s "$secret4")
    )
    --- stderr
    note: `configuration.inlineSecretRef` refers to the Secret `more-config`, whose keys are config files with unknown content
    note: `prod-flyte-binary-client-secrets`: Read by Flyte's single process
    note: paste this into bash or zsh, or run it as a script; it asks for each secret with hidden input
    note: to replace existing Secrets, print the commands with `--replace`
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `prod-flyte-binary-client-secrets`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n ml annotate secret prod-flyte-binary-client-secrets helm.sh/resource-policy=keep`; or name your Secret differently in `configuration.auth.clientSecretsExternalSecretRef`
    note: a changed Secret does not restart pods: run `kubectl -n ml rollout restart deployment/prod-flyte-binary`
    "#);
}

#[test]
fn reports_keys_that_no_secret_has() {
    // The chart creates a Secret without the key.
    insta::assert_snapshot!(of_values(&core("}}\n"), &[]), @"
    exit 0
    --- stderr
    note: flyteadmin reads `oidc_client_secret` in `flyte-admin-secrets`, which the chart creates without it: set `flyteadmin.secrets.oidc_client_secret`, or mount an existing Secret and set its file in `clientSecretFile`
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, set FLYTE_PROPELLER_HASH to the hash of flytepropeller's password in the values, and run `flyte-auth init --into values.yaml --secrets existing --yes --propeller-hash-env FLYTE_PROPELLER_HASH`
    ");
    // No Secret in these values has the file.
    insta::assert_snapshot!(of_values(
        &core(", clientSecretFile: /vault/secrets/oidc}}\n"),
        &[]
    ), @"
    exit 0
    --- stderr
    note: flyteadmin reads `/vault/secrets/oidc`, but no Secret in these values has it
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, set FLYTE_PROPELLER_HASH to the hash of flytepropeller's password in the values, and run `flyte-auth init --into values.yaml --secrets existing --yes --propeller-hash-env FLYTE_PROPELLER_HASH`
    ");
}

#[test]
fn the_command_in_the_help_works() {
    for example in [
        "keycloak-internal-flyte-binary",
        "keycloak-external-flyte-binary",
        "okta-internal-flyte-core",
        "okta-external-flyte-core",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let answers = place_answers(folder.path(), example);
        let created = outcome(with_canaries(folder.path()).args(["generate", "--answers", &answers, "-o", "."]));
        assert!(created.starts_with("exit 0"), "{created}");
        let output = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
        let command = output.split('`').find(|part| part.starts_with("flyte-auth ")).unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let done = outcome(flyte_auth(folder.path()).args(&words).env("FLYTE_PROPELLER_HASH", HASH));
        assert!(done.starts_with("exit 0"), "{command}\n{done}");
        let after = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
        assert!(after.starts_with("exit 0"), "{after}");
    }
}

#[test]
fn reports_that_the_chart_creates_the_secrets() {
    let secrets =
        |arguments: &[&str]| outcome(with_canaries(&project().join("examples")).arg("secrets").args(arguments));
    insta::assert_snapshot!(secrets(&[
        "--answers",
        "answers/okta-internal-flyte-core.yaml"
    ]), @"
    exit 2
    --- stderr
    error: no Secrets to create: with `secrets: inline`, the chart creates them from the values
    help: to manage them outside the chart, use `secrets: existing` (`--secrets existing`)
    ");
    insta::assert_snapshot!(secrets(&[
        "--answers",
        "answers/okta-internal-flyte-core-separate.yaml"
    ]), @"
    exit 2
    --- stderr
    error: no Secrets to create: with `secrets: separate`, the chart creates them from the values
    help: to manage them outside the chart, use `secrets: existing` (`--secrets existing`)
    ");
    insta::assert_snapshot!(secrets(&["-f", "values/flyte-core-okta-external.yaml"]), @"
    exit 0
    --- stderr
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, run `flyte-auth init --into values/flyte-core-okta-external.yaml --secrets existing --yes`
    ");
    insta::assert_snapshot!(secrets(&[]), @"
    exit 2
    --- stderr
    error: no deployment given
    help: pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them
    ");
}

#[test]
fn values_without_authentication_need_no_secrets() {
    let folder = folder_with_values("configuration: {database: {host: db}}\n");
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).arg("secrets")), @"
    exit 0
    --- stderr
    note: no Secrets to create: authentication is disabled in these values
    help: `flyte-auth init --into values.yaml` enables it
    ");
}
