//! `hash --into`: replaces the password and the hash in values files.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, folder_with, make_private, outcome, outcome_with_input, without_random};

/// The outcome of `hash --cost 4` with a password on standard input and further arguments.
fn hash(folder: &Path, password: Option<&str>, args: &[&str]) -> String {
    let mut command = flyte_auth(folder);
    command.args(["hash", "--cost", "4"]).args(args);
    match password {
        Some(password) => outcome_with_input(command.arg("--stdin"), password),
        None => outcome(&mut command),
    }
}

/// A folder with these files, which only their owner can read.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder_with(files);
    for (name, _) in files {
        make_private(&folder.path().join(name));
    }
    folder
}

/// The text of a file, with placeholders for passwords and hashes.
fn text(folder: &Path, name: &str) -> String {
    without_random(&fs::read_to_string(folder.join(name)).unwrap())
}

const BINARY: &str = "configuration:\n  auth:\n    internal: # propeller\n      clientSecret: 'old'   # change\n      clientSecretHash: \"old\" # both\n    enabled: true\n";

#[test]
fn replaces_password_and_hash_only() {
    let place = folder(&[("values.yaml", BINARY)]);
    insta::assert_snapshot!(hash(place.path(), None, &["--into", "values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml: password and hash
    --- stderr
    note: the upgrade restarts flyte-binary's pod, which reads both at startup
    ");
    insta::assert_snapshot!(text(place.path(), "values.yaml"), @r#"
    configuration:
      auth:
        internal: # propeller
          clientSecret: '[password]'   # change
          clientSecretHash: "[hash]" # both
        enabled: true
    "#);
}

#[test]
fn replaces_password_and_hash_in_two_layers() {
    let place = folder(&[
        (
            "values.yaml",
            "configmap:\n  adminServer:\n    auth:\n      appAuth:\n        selfAuthServer:\n          staticClients:\n            flytepropeller:\n              id: flytepropeller\n              client_secret: old\n",
        ),
        ("secrets.yaml", "secrets: {adminOauthClientCredentials: {clientSecret: old}}\n"),
    ]);
    insta::assert_snapshot!(hash(place.path(), Some("x{{y"), &["--into", "values.yaml", "--into", "secrets.yaml"]), @"
    exit 0
    --- stdout
    values.yaml: hash
    secrets.yaml: password
    --- stderr
    note: the upgrade restarts flyteadmin, whose configuration contains the hash
    note: after the upgrade, restart flytepropeller. A changed Secret does not trigger a restart. A failed login is not retried until a restart.
    note: after the upgrade, restart flytescheduler. Only if `workflow_scheduler.enabled` is true. Its checksum covers flyteadmin's configuration, not its own.
    ");
    insta::assert_snapshot!(text(place.path(), "values.yaml"), @"
    configmap:
      adminServer:
        auth:
          appAuth:
            selfAuthServer:
              staticClients:
                flytepropeller:
                  id: flytepropeller
                  client_secret: [hash]
    ");
    insta::assert_snapshot!(text(place.path(), "secrets.yaml"), @"secrets: {adminOauthClientCredentials: {clientSecret: 'x{{`{{`}}y'}}");
}

#[test]
fn prints_a_new_password_that_no_file_sets() {
    let place = folder(&[("values.yaml", "configuration: {auth: {internal: {clientSecretHash: old}}}\n")]);
    let output = hash(place.path(), None, &["--into", "values.yaml"]);
    let (_, password) = output.split_once("password  p").expect("the password");
    assert_eq!(password.split_whitespace().next().map(str::len), Some(43));
    let hash = fs::read_to_string(place.path().join("values.yaml")).unwrap();
    assert!(hash.starts_with("configuration: {auth: {internal: {clientSecretHash: "));
}

#[test]
fn rejects_files_without_a_replaceable_hash() {
    for (values, expected) in [
        (
            "configuration: {auth: {internal: {clientSecret: old}}}\n",
            "exit 2\n--- stderr\nerror: there is no hash to replace in these files\nhelp: pass every values file of \
                the release; flyteadmin reads the hash from `configuration.auth.internal.clientSecretHash` \
                (flyte-binary) or \
                `configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret` \
                (flyte-core); where there is none yet, `flyte-auth generate --into FILE` writes a password and its \
                hash\n",
        ),
        (
            "configuration: {auth: {internal: {clientSecretHash: '${HASH}'}}}\n",
            "exit 2\n--- stderr\nerror: `configuration.auth.internal.clientSecretHash` is filled in later, by another \
                tool\nhelp: change it at its source: `flyte-auth hash` prints a password and its hash\n",
        ),
        (
            "configuration: {inline: {auth: {appAuth: {authServerType: External}}}}\n",
            "exit 2\n--- stderr\nerror: there is no hash to replace: with \
                `configuration.inline.auth.appAuth.authServerType: External` the identity provider checks \
                flytepropeller's secret\nhelp: create a new secret at the identity provider, and set it in \
                `configuration.auth.internal.clientSecret` or in your existing Secret\n",
        ),
        (
            "a: &a {clientSecretHash: x}\nconfiguration: {auth: {internal: *a}}\n",
            "exit 2\n--- stderr\nerror: cannot change `values.yaml` without affecting other content\ncaused by: \
                `configuration.auth.internal` comes from an alias or a merge\nhelp: replace the anchor, alias or \
                merge key (`&`, `*`, `<<`) by its value, or change the file manually: `flyte-auth hash` prints a \
                password and its hash\n",
        ),
    ] {
        let place = folder(&[("values.yaml", values)]);
        assert_eq!(hash(place.path(), None, &["--into", "values.yaml"]), expected);
        assert_eq!(fs::read_to_string(place.path().join("values.yaml")).unwrap(), values);
    }
}

#[test]
fn does_not_write_the_password_of_an_existing_secret() {
    for values in [
        "configuration:\n  auth:\n    clientSecretsExternalSecretRef: flyte-client-secrets\n    internal:\n      clientSecret: null\n      clientSecretHash: old\n",
        "configuration:\n  auth:\n    clientSecretsExternalSecretRef: flyte-client-secrets\n    internal:\n      clientSecret: unread\n      clientSecretHash: old\n",
        "secrets: {adminOauthClientCredentials: {clientSecret: null}}\nconfigmap: {adminServer: {auth: {appAuth: {selfAuthServer: {staticClients: {flytepropeller: {client_secret: old }}}}}}}\n",
    ] {
        let place = folder(&[("values.yaml", values)]);
        let output = hash(place.path(), None, &["--into", "values.yaml"]);
        assert!(output.contains("--- stdout\npassword  p") && output.contains("\nvalues.yaml: hash\n"), "{output}");
        assert!(output.contains("`flyte-auth secrets --format kubectl`"), "{output}");
        let after = text(place.path(), "values.yaml").replace("[hash]", "old");
        assert_eq!(after, values);
    }
}

#[test]
fn rejects_a_file_that_is_passed_twice() {
    let place = folder(&[("values.yaml", BINARY)]);
    insta::assert_snapshot!(hash(place.path(), None, &["--into", "values.yaml", "--into", "./values.yaml"]), @r#"
    exit 2
    --- stderr
    error: `values.yaml` and `./values.yaml` are the same file
    help: pass it once
    "#);
    assert_eq!(fs::read_to_string(place.path().join("values.yaml")).unwrap(), BINARY);
}

#[cfg(unix)]
#[test]
fn reports_a_file_that_other_users_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = folder(&[("values.yaml", BINARY)]);
    let file = place.path().join("values.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    insta::assert_snapshot!(hash(place.path(), None, &["--into", "values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml: password and hash
    --- stderr
    note: other users can read values.yaml, which contains secrets: chmod 600 values.yaml
    note: the upgrade restarts flyte-binary's pod, which reads both at startup
    ");
}
