//! Names, keys and flags that `secrets` rejects.

use super::{core, of_values};
use crate::common::{flyte_auth, outcome, project};

#[test]
fn rejects_invalid_names_and_keys() {
    let named = |name: &str| {
        of_values(
            &format!(
                "configuration: {{auth: {{enabled: true, oidc: {{baseUrl: https://idp.example.org, clientId: web}}, clientSecretsExternalSecretRef: '{name}', authorizedUris: [https://flyte.example.org]}}}}\n"
            ),
            &[],
        )
    };
    insta::assert_snapshot!(named("x; rm -rf $HOME"), @"
    exit 2
    --- stderr
    error: `x; rm -rf $HOME` is not the name of a Secret
    help: use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit
    ");
    insta::assert_snapshot!(named("${CLIENT_SECRETS}"), @"
    exit 2
    --- stderr
    error: `${CLIENT_SECRETS}` is not the name of a Secret
    help: pass the values as Helm gets them, with all placeholders filled in
    ");
    let keyed = of_values(
        &core(
            ", clientSecretName: '../x'}}\nflyteadmin: {env: [{name: FLYTE_SECRET_../x, valueFrom: {secretKeyRef: {name: a, key: ../x}}}]}\n",
        ),
        &[],
    );
    insta::assert_snapshot!(keyed, @"
    exit 2
    --- stderr
    error: `../x` is not the key of a Secret
    help: use letters, digits, `-`, `_` and `.`
    ");
    let example = "examples/answers/keycloak-external-flyte-core-existing.yaml";
    let flags = |arguments: &[&str]| {
        outcome(flyte_auth(project()).arg("secrets").arg("--answers").arg(example).args(arguments))
    };
    insta::assert_snapshot!(flags(&[
        "--format",
        "external-secret",
        "--secret-store",
        "a b"
    ]), @"
    exit 2
    --- stderr
    error: `a b` is not the name of a secret store
    --> --secret-store
     = help: use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit

    error: 1 problem found
    ");
    insta::assert_snapshot!(flags(&["--secret-store", "vault"]), @"
    exit 2
    --- stderr
    error: `--secret-store` requires `--format external-secret`
    ");
}
