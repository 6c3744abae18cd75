//! The separate file with secrets, which may hold other secrets of the user.

use std::fs;

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

#[test]
fn keeps_other_secrets_when_the_server_changes() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = flyte_auth(folder.path());
        command.arg("generate").args(arguments);
        command.env("WEB", "web-secret-1").env("PROPELLER", "propeller-secret-1");
        outcome(&mut command)
    };
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
