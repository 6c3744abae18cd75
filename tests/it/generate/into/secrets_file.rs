//! The separate file with secrets, which may hold other secrets of the user.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, outcome};

const ANSWERS: [&str; 20] = [
    "--chart",
    "flyte-core",
    "--auth-server",
    "external",
    "--url",
    "https://flyte.example.org",
    "--idp",
    "keycloak",
    "--issuer",
    "https://sso.example.org/realms/data",
    "--web-client-id",
    "flyteconsole",
    "--web-secret-env",
    "WEB",
    "--flytectl-client-id",
    "flytectl",
    "--propeller-client-id",
    "flytepropeller",
    "--propeller-secret-env",
    "PROPELLER",
];

fn generate(folder: &Path, arguments: &[&str]) -> String {
    let mut command = flyte_auth(folder);
    command.arg("generate").args(arguments);
    outcome(command.env("WEB", "web-secret-1").env("PROPELLER", "propeller-secret-1"))
}

#[test]
fn keeps_other_secrets_when_the_server_changes() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| generate(folder.path(), arguments);
    let written = run(&[&ANSWERS[..], &["--secrets", "separate"]].concat());
    assert!(written.starts_with("exit 0\n--- stdout\nvalues.yaml\nvalues-secrets.yaml\n"), "{written}");
    let path = folder.path().join("values-secrets.yaml");
    let own = "db:\n  admin:\n    database:\n      password: theirs # since May\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + own).unwrap();
    let before = fs::read_to_string(&path).unwrap();

    let again = run(&["--into", "values.yaml"]);
    assert!(again.starts_with("exit 0\n"), "{again}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);

    let change = ["--into", "values.yaml", "--auth-server", "internal"];
    let shown = run(&[&change[..], &["--dry-run"]].concat());
    let diff = shown.split_once("--- values-secrets.yaml\n").unwrap().1.split_once("\n--- stderr").unwrap().0;
    insta::assert_snapshot!(diff, @"
    +++ values-secrets.yaml
    @@ -8,10 +8,19 @@
         oidc_client_secret: '<redacted>'
     
     secrets:
    -  # The client of flytepropeller and flytescheduler.
    +  # flytepropeller and flytescheduler log in to flyteadmin with this.
       adminOauthClientCredentials:
    -    clientSecret: '<redacted>'
    +    clientSecret: '<redacted, changed>'
     db:
       admin:
         database:
           password: <redacted> # since May
    +configmap:
    +  adminServer:
    +    auth:
    +      appAuth:
    +        selfAuthServer:
    +          staticClients:
    +            flytepropeller:
    +              # Hash of `secrets.adminOauthClientCredentials.clientSecret`; change both.
    +              client_secret: '<redacted>'
    ");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);

    let changed = run(&change);
    assert!(changed.starts_with("exit 0\n"), "{changed}");
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains(own), "{after}");
    assert!(after.contains("'web-secret-1'") && !after.contains("propeller-secret-1"), "{after}");
}

#[test]
fn reports_secrets_that_are_left_in_the_separate_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| generate(folder.path(), arguments);
    run(&[&ANSWERS[..], &["--secrets", "separate"]].concat());
    let changed = run(&["--into", "values.yaml", "--secrets", "existing"]);
    let notes: Vec<&str> = changed.lines().filter(|line| line.starts_with("note: ")).collect();
    insta::assert_snapshot!(notes.join("\n"), @"
    note: read from values.yaml: `url`, `idp.type`, `idp.url`, `idp.realm`, `authServer`, `clients.web.id`, `clients.flytectl.id`, `clients.propeller.id`, `audience`
    note: `values-secrets.yaml` still has secrets of the login: remove them, or stop passing the file to Helm
    ");
}

#[test]
fn does_not_touch_a_secrets_file_of_another_directory() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| generate(folder.path(), arguments);
    fs::create_dir(folder.path().join("prod")).unwrap();
    fs::write(folder.path().join("prod/values.yaml"), "flyteadmin: {replicaCount: 2}\n").unwrap();
    let other = "flyteadmin: {secrets: {oidc_client_secret: other-release}}\n";
    fs::write(folder.path().join("values-secrets.yaml"), other).unwrap();
    let refused = run(&[&ANSWERS[..], &["--secrets", "separate", "--into", "prod/values.yaml"]].concat());
    insta::assert_snapshot!(refused, @"
    exit 2
    --- stderr
    error: `./values-secrets.yaml` exists already
    help: use another directory (`-o DIR`), or `--force` to replace existing files
    ");
    assert_eq!(fs::read_to_string(folder.path().join("values-secrets.yaml")).unwrap(), other);
}

#[test]
fn does_not_use_the_secrets_file_of_another_release() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| generate(folder.path(), arguments);
    run(&[&ANSWERS[..], &["--secrets", "separate"]].concat());
    let path = folder.path().join("values-secrets.yaml");
    let before = fs::read_to_string(&path).unwrap() + "# production\n";
    fs::write(&path, &before).unwrap();
    fs::write(folder.path().join("values-staging.yaml"), "flyteadmin: {replicaCount: 2}\n").unwrap();
    let into = ["--into", "values-staging.yaml"];
    let refused = run(&[&ANSWERS[..], &["--secrets", "separate"], &into].concat());
    insta::assert_snapshot!(refused, @"
    exit 2
    --- stderr
    error: `./values-secrets.yaml` exists already
    help: use another directory (`-o DIR`), or `--force` to replace existing files
    ");
    let secrets: Vec<&str> = ANSWERS.into_iter().filter(|word| !matches!(*word, "--web-secret-env" | "WEB")).collect();
    let refused = run(&[&secrets[..], &into].concat());
    assert!(refused.contains("`clients.web.secret` is missing"), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn keeps_settings_of_the_user_when_the_server_becomes_external() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| generate(folder.path(), arguments);
    let internal: Vec<&str> =
        ANSWERS.into_iter().map(|word| if word == "external" { "internal" } else { word }).collect();
    let internal: Vec<&str> = internal[..14].to_vec();
    let written = run(&[&internal[..], &["--secrets", "separate"]].concat());
    assert!(written.starts_with("exit 0\n"), "{written}");
    let path = folder.path().join("values-secrets.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let text =
        text.replace("  adminOauthClientCredentials:\n", "  adminOauthClientCredentials:\n    secretName: my-secret\n");
    fs::write(&path, text).unwrap();
    let changed = run(&[&ANSWERS[..], &["--secrets", "separate", "--into", "values.yaml"]].concat());
    assert!(changed.starts_with("exit 0\n"), "{changed}");
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @"
    # The secrets of Flyte's login.
    # Written by flyte-auth 0.1.0 for flyte-core 1.16.8.
    # This file holds secrets: keep it out of git.

    flyteadmin:
      secrets:
        # The secret of the web client.
        oidc_client_secret: 'web-secret-1'


    secrets:
      # The client of flytepropeller and flytescheduler.
      adminOauthClientCredentials:
        secretName: my-secret
        clientSecret: 'propeller-secret-1'
    ");
}
