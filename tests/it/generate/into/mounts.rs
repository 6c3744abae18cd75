//! Volumes and mounts of flyteadmin that already have the Secret of the web client.

use std::fs;

use super::{ENTRA, folder, into};
use crate::common::{flyte_auth, outcome};

fn existing(answers: &str) -> String {
    answers.replace(", secret: {env: WEB}", "").replace("  propeller: {secret: {env: WEB}}\n", "")
}

/// Values of flyte-core with a volume; `file` is `clientSecretFile`.
fn mounted(volume: &str, mount: &str, file: &str) -> String {
    format!(
        "\
flyteadmin:
  additionalVolumes:
    - name: corp-ca
      configMap: {{name: corp-ca-bundle}}
    - {volume}
  additionalVolumeMounts:
    - {{name: corp-ca, mountPath: /etc/corp-ca}}
    - {mount}
configmap:
  adminServer:
    auth:
      userAuth: {{openId: {{clientSecretFile: {file}}}}}
"
    )
}

/// The lines with flyteadmin's volumes and `clientSecretFile`, without comments.
fn about_volumes(values: &str) -> String {
    let lines = values.lines().filter(|line| {
        let line = line.trim();
        !line.starts_with('#')
            && ["name:", "secretName:", "mountPath:", "clientSecretFile:", "corp-ca", "- {"]
                .iter()
                .any(|part| line.contains(part))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn uses_an_existing_mount_of_the_secret() {
    let before = mounted(
        "{name: oidc, secret: {secretName: flyte-oidc-entra, items: [{key: console-secret, path: oidc_client_secret}]}}",
        "{name: oidc, mountPath: /etc/flyte-oidc/, readOnly: true}",
        "/etc/flyte-oidc/oidc_client_secret",
    );
    let folder = folder(&before);
    let (_, after) = into(folder.path(), &existing(ENTRA));
    assert_eq!(after.matches("mountPath").count(), 2, "one more mount: {after}");
    assert!(!after.contains("name: flyte-oidc\n"), "{after}");
    // The manifest has the Secrets that `secrets` finds in the values.
    let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
    let same = |text: &str| {
        // Answers do not know whether flytescheduler runs.
        let lines = text.lines().filter(|line| !line.starts_with("# Read by "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let wanted = format!("exit 0\n--- stdout\n{}", same(&manifest));
    assert!(same(&output).starts_with(&wanted), "{output}\n{manifest}");
    assert!(manifest.contains("console-secret: "), "{manifest}");
    assert!(!manifest.contains("oidc_client_secret"), "{manifest}");
}

#[test]
fn keeps_the_file_name_in_an_existing_mount() {
    let folder = folder(&mounted(
        "{name: login, secret: {secretName: flyte-oidc-entra}}",
        "{name: login, mountPath: /etc/login}",
        "/etc/login/web",
    ));
    let (_, after) = into(folder.path(), &existing(ENTRA));
    insta::assert_snapshot!(about_volumes(&after), @"
    - name: corp-ca
      configMap: {name: corp-ca-bundle}
    - {name: login, secret: {secretName: flyte-oidc-entra}}
    - {name: corp-ca, mountPath: /etc/corp-ca}
    - {name: login, mountPath: /etc/login}
      userAuth: {openId: {clientSecretFile: /etc/login/web, baseUrl: https://login.microsoftonline.com/6f1c2d3e-1111-4abc-9def-0123456789ab/v2.0, clientId: '11112222-3333-4444-5555-666677778888'}}
    ");
    let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
    assert!(manifest.contains("\n  web: "), "{manifest}");
}

#[test]
fn keeps_a_mount_of_another_secret() {
    let folder = folder(&mounted(
        "{name: other, secret: {secretName: other, items: [{key: a, path: b}]}}",
        "{name: other, mountPath: /etc/flyte-oidc}",
        "/etc/elsewhere",
    ));
    let (_, after) = into(folder.path(), &existing(ENTRA));
    insta::assert_snapshot!(about_volumes(&after), @"
    - name: corp-ca
      configMap: {name: corp-ca-bundle}
    - {name: other, secret: {secretName: other, items: [{key: a, path: b}]}}
    - name: flyte-oidc-2
        secretName: flyte-oidc-entra
    - {name: corp-ca, mountPath: /etc/corp-ca}
    - {name: other, mountPath: /etc/flyte-oidc}
    - name: flyte-oidc-2
      mountPath: '/etc/flyte-oidc-2'
      userAuth: {openId: {clientSecretFile: /etc/flyte-oidc-2/oidc_client_secret, baseUrl: https://login.microsoftonline.com/6f1c2d3e-1111-4abc-9def-0123456789ab/v2.0, clientId: '11112222-3333-4444-5555-666677778888'}}
    ");
    let (_, again) = into(folder.path(), &existing(ENTRA));
    assert_eq!(again, after);
}

#[test]
fn renames_the_secret_in_a_generated_volume() {
    let folder = folder("flyteadmin: {replicaCount: 2}\n");
    into(folder.path(), &existing(ENTRA));
    let other = existing(ENTRA).replace("flyte-oidc-entra", "flyte-login");
    let (_, after) = into(folder.path(), &other);
    insta::assert_snapshot!(about_volumes(&after), @"
    flyteadmin: {replicaCount: 2, additionalVolumes: [{name: flyte-oidc, secret: {secretName: flyte-login}}], additionalVolumeMounts: [{name: flyte-oidc, mountPath: '/etc/flyte-oidc', readOnly: true}]}
              clientSecretFile: '/etc/flyte-oidc/oidc_client_secret'
    ");
}
