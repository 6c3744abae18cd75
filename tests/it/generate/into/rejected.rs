//! Files that `generate --into` rejects and leaves unchanged.

use std::fs;

use super::{ENTRA, INTERNAL, folder, into, run};
use crate::common::{flyte_auth, outcome};

#[test]
fn rejects_several_documents_aliases_and_the_other_chart() {
    for (text, why) in [
        (
            "ingress: {}\n---\nb: 2\n",
            "error: cannot change `values.yaml` without affecting other content\ncaused by: the file has several \
                documents\n",
        ),
        (
            "configmap: {adminServer: {auth: {}}}\n",
            "error: `values.yaml` holds values for flyte-core, but the answers are for flyte-binary\n",
        ),
        (
            "configuration:\n  auth: &a {enabled: false}\nx: *a\n",
            "error: cannot change `values.yaml` without affecting other content\ncaused by: a change of \
                `configuration.auth.enabled` would change more than that\nhelp: replace the anchor, alias or merge \
                key (`&`, `*`, `<<`) by its value, or change the file manually: `-o DIR` instead of `--into` writes \
                the settings to new files\n",
        ),
        (
            "x: &a {oidc: {}}\nconfiguration:\n  auth: *a\n",
            "error: cannot change `values.yaml` without affecting other content\ncaused by: `configuration.auth` \
                comes from an alias or a merge\nhelp: replace the anchor, alias or merge key (`&`, `*`, `<<`) by its \
                value, or change the file manually: `-o DIR` instead of `--into` writes the settings to new files\n",
        ),
    ] {
        let (output, after) = run(text, &[]);
        assert_eq!((output, after), (format!("exit 2\n--- stderr\n{why}"), text.to_owned()));
    }
}

#[test]
fn rejects_encrypted_files_and_placeholders() {
    for text in [
        "configuration:\n  auth:\n    oidc:\n      clientSecret: ENC[AES256_GCM,data:xx]\nsops:\n  mac: ENC[x]\n",
        "ingress: {create: true}\nsops:\n  mac: ENC[x]\n",
    ] {
        let (output, after) = run(text, &[]);
        assert_eq!(after, text);
        assert_eq!(
            output,
            "exit 2\n--- stderr\nerror: cannot update `values.yaml`\ncaused by: it is encrypted with SOPS, which \
                rejects files that other tools modified\nhelp: decrypt it first (`sops decrypt --in-place FILE`) and \
                encrypt it afterwards, or write the settings to an unencrypted values file with `--secrets existing`\n"
        );
    }
    let text = "configuration:\n  auth:\n    oidc:\n      clientSecret: '{{ env \"WEB\" }}'\n";
    let (output, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    error: cannot update `values.yaml`
    caused by: `configuration.auth.oidc.clientSecret` is filled in later, by another tool
    help: change it at its source, or use a plain value for this command; `--secrets existing` keeps secrets out of the values
    ");
    let text = "configuration:\n  auth:\n    authorizedUris: ['https://${HOST}']\n";
    let (output, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(output, @r#"
    exit 2
    --- stderr
    error: cannot update `values.yaml`
    caused by: `configuration.auth.authorizedUris[0]` is filled in later, by another tool
    help: change it at its source, or use a plain value for this command; `-o DIR` instead of `--into` writes the settings to new files
    "#);
}

#[test]
fn init_rejects_an_encrypted_file_before_it_asks() {
    let folder = tempfile::tempdir().unwrap();
    let sops = "configuration: {auth: {enabled: false}}\nsops:\n  mac: ENC[x]\n";
    fs::write(folder.path().join("sops.yaml"), sops).unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["init", "--yes", "--into", "sops.yaml"]));
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    error: cannot update `sops.yaml`
    caused by: it is encrypted with SOPS, which rejects files that other tools modified
    help: decrypt it first (`sops decrypt --in-place FILE`) and encrypt it afterwards, or write the settings to an unencrypted values file with `--secrets existing`
    ");
    assert_eq!(fs::read_to_string(folder.path().join("sops.yaml")).unwrap(), sops);
}

#[test]
fn generate_and_init_reject_files_that_are_not_values() {
    let files = [
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {chart: flyte-core}}\n",
        "apiVersion: v1\nkind: ConfigMap\ndata: {}\n",
        "apiVersion: v2\nname: platform\nversion: 0.1.0\n",
        "admin: {endpoint: dns:///flyte.example.org, authType: Pkce, insecure: false}\n",
        INTERNAL,
        ENTRA,
        "my-flyte: {}\npostgresql: {enabled: true}\n",
    ];
    let mut all = String::new();
    for text in files {
        let folder = folder(text);
        let (output, after) = into(folder.path(), INTERNAL);
        assert_eq!(after, text);
        let wizard = outcome(
            flyte_auth(folder.path())
                .args(["init", "--yes", "--answers", "answers.yaml"])
                .args(["--into", "values.yaml"])
                .env("WEB", "web-secret-of-ours")
                .env("PROPELLER", "correct-horse-battery-staple"),
        );
        assert_eq!(wizard, output);
        all.push_str(&output);
    }
    insta::assert_snapshot!(all, @"
    exit 2
    --- stderr
    error: this Argo CD Application deploys flyte-core; it is not a values file
    help: it contains no values: check the values that the chart gets in another way
    exit 2
    --- stderr
    error: this is a Kubernetes manifest (`kind: ConfigMap`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: this is a `Chart.yaml`, not a values file
    help: pass the `values.yaml` next to it
    exit 2
    --- stderr
    error: this is a configuration of flytectl and pyflyte, not a values file
    help: pass the files that `helm upgrade` gets with `-f`; `flyte-auth lint --kind client-config` checks this one
    exit 2
    --- stderr
    error: this is an answers file for `flyte-auth generate --answers`, not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: this is an answers file for `flyte-auth generate --answers`, not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: Flyte's charts read none of the top-level keys in `values.yaml`
    help: for an umbrella chart, Flyte's values need the dependency's name or alias as their key: `ALIAS: {configmap: {adminServer: {}}}` (flyte-core) or `ALIAS: {configuration: {auth: {}}}` (flyte-binary); `-o DIR` instead of `--into` writes new files
    ");
}
