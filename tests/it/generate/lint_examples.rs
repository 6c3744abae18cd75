//! `lint` finds no errors and warnings in the files that `generate` writes for the examples.

use std::fmt::Write as _;

use crate::common::{answers_examples, flyte_auth, generated, name_of, outcome};

#[test]
fn every_example_lints_clean() {
    let (mut findings, mut releases_checked) = (String::new(), 0);
    for example in answers_examples() {
        let folder = generated(&example, &[]);
        // The layers of each release, as the printed `helm upgrade` passes them.
        let releases = [
            ["values.yaml", "values-secrets.yaml"],
            ["values-controlplane.yaml", "values-secrets.yaml"],
            ["values-dataplane.yaml", "values-dataplane-secrets.yaml"],
        ];
        for [values, secrets] in releases {
            let exists = |file: &str| folder.path().join(file).exists();
            if !exists(values) {
                continue;
            }
            releases_checked += 1;
            let mut command = flyte_auth(folder.path());
            command.args(["lint", "--format", "concise", "-f", values]);
            if exists(secrets) {
                command.args(["-f", secrets]);
            }
            let output = outcome(&mut command);
            if !output.starts_with("exit 0\n--- stdout\nNo problems found") {
                let _ = writeln!(findings, "{}: {output}", name_of(&example));
            }
        }
    }
    assert_eq!(releases_checked, 30);
    // Notes about settings of the provider that values do not show.
    insta::assert_snapshot!(findings, @"
    gitlab-internal-flyte-core-existing: exit 0
    --- stdout
    values.yaml:25:20: info[cookie-too-large]: GitLab puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 note

    keycloak-external-flyte-binary-existing: exit 0
    --- stdout
    values.yaml:42:25: info[keycloak-service-account-scope-claim]: check in Keycloak: without a mapper, its tokens have no `scp` claim, and flyteadmin rejects flytepropeller
    Found 1 note

    keycloak-external-flyte-binary: exit 0
    --- stdout
    values.yaml:42:25: info[keycloak-service-account-scope-claim]: check in Keycloak: without a mapper, its tokens have no `scp` claim, and flyteadmin rejects flytepropeller
    Found 1 note

    keycloak-external-flyte-core-existing: exit 0
    --- stdout
    values.yaml:29:25: info[keycloak-service-account-scope-claim]: check in Keycloak: without a mapper, its tokens have no `scp` claim, and flyteadmin rejects flytepropeller
    Found 1 note

    keycloak-external-flyte-core: exit 0
    --- stdout
    values.yaml:28:25: info[keycloak-service-account-scope-claim]: check in Keycloak: without a mapper, its tokens have no `scp` claim, and flyteadmin rejects flytepropeller
    Found 1 note
    ");
}
