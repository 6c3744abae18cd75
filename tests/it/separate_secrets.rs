//! Errors and notes name a secrets file next to the values that was not passed.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, generated, outcome};

/// The standard error of a command.
fn stderr(folder: &Path, command: &str) -> String {
    let output = flyte_auth(folder).args(command.split_whitespace()).output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

fn example(name: &str) -> tempfile::TempDir {
    generated(Path::new(&format!("examples/answers/{name}.yaml")), &[])
}

#[test]
fn the_error_names_the_file_that_sets_the_missing_secret() {
    let folder = example("okta-internal-flyte-binary-separate");
    let run = |command: &str| outcome(flyte_auth(folder.path()).args(command.split_whitespace()));
    insta::assert_snapshot!(run("client -f values.yaml"), @"
    exit 2
    --- stderr
    error: execution error at (flyte-binary/templates/deployment.yaml): Internal client secret required when authentication is enabled
    help: pass the secrets file of these values, too: `-f values-secrets.yaml`
    ");
    let expected = run("client -f values.yaml");
    for command in ["guide", "show", "next", "secrets"] {
        assert_eq!(run(&format!("{command} -f values.yaml")), expected, "{command}");
    }
    for command in ["client", "guide", "show", "next"] {
        let whole = run(&format!("{command} -f values.yaml -f values-secrets.yaml"));
        assert!(whole.starts_with("exit 0\n") && !whole.contains("--- stderr"), "{command}: {whole}");
    }
}

#[test]
fn the_error_names_the_keys_if_no_file_sets_them() {
    let folder = example("okta-internal-flyte-binary-separate");
    // A Kubernetes Secret, and values of another environment.
    fs::write(folder.path().join("values-secrets.yaml"), "apiVersion: v1\nkind: Secret\n").unwrap();
    fs::write(folder.path().join("secrets-staging.yaml"), "configuration: {auth: {oidc: {clientSecret: x}}}\n")
        .unwrap();
    insta::assert_snapshot!(stderr(folder.path(), "client -f values.yaml"), @"
    error: execution error at (flyte-binary/templates/deployment.yaml): Internal client secret required when authentication is enabled
    help: set `configuration.auth.oidc.clientSecret` and `configuration.auth.internal.clientSecret`, or pass the values file that sets them, too, with another `-f`
    ");
}

#[test]
fn values_that_render_without_their_secrets_get_a_note() {
    let folder = example("okta-external-flyte-core-multicluster");
    insta::assert_snapshot!(stderr(folder.path(), "next -f values-controlplane.yaml"), @"note: these values do not include `values-secrets.yaml`: add `-f values-secrets.yaml` if it is part of the release");
    insta::assert_snapshot!(stderr(folder.path(), "next -f values-dataplane.yaml"), @"note: these values do not include `values-dataplane-secrets.yaml`: add `-f values-dataplane-secrets.yaml` if it is part of the release");
    for command in ["guide", "show", "secrets", "check --dry-run"] {
        let notes = stderr(folder.path(), &format!("{command} -f values-controlplane.yaml"));
        assert!(notes.starts_with("note: these values do not include `values-secrets.yaml`"), "{command}: {notes}");
    }
    assert_eq!(stderr(folder.path(), "next -f values-controlplane.yaml -f values-secrets.yaml"), "");
}

#[test]
fn a_rerun_finds_the_secrets_that_the_first_run_wrote_to_a_separate_file() {
    for name in ["okta-internal-flyte-binary-separate", "okta-internal-flyte-core-separate"] {
        for command in ["init --yes --into values.yaml", "generate --into values.yaml"] {
            let folder = example(name);
            let files =
                || ["values.yaml", "values-secrets.yaml"].map(|file| fs::read(folder.path().join(file)).unwrap());
            let before = files();
            let told = outcome(flyte_auth(folder.path()).args(command.split_whitespace()));
            assert!(told.starts_with("exit 0\n"), "{command}: {told}");
            assert_eq!(files(), before, "{name}: {command}");
            // A secret of another client is not kept.
            let other = format!("{command} --web-client-id 0oanother");
            fs::write(
                folder.path().join("values-secrets.yaml"),
                "configuration: {auth: {oidc: {clientSecret: ENC[x]}}}\nsops: {mac: x}\n",
            )
            .unwrap();
            let told = outcome(flyte_auth(folder.path()).args(other.split_whitespace()));
            assert!(told.contains("--web-secret-env or --web-secret-file"), "{told}");
        }
    }
}
