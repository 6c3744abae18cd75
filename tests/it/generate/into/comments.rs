//! Comments: the user's own are kept, those of flyte-auth are updated.

use std::fs;

use super::{BINARY, INTERNAL, OKTA, folder, into, run, run_example, write_values};
use crate::common::{flyte_auth, outcome};

#[test]
fn keeps_user_content() {
    insta::assert_snapshot!(run(BINARY, &[]).1, @r#"
    # Flyte of the data team.
    configuration:
      database: # theirs
        host: db.example.org
      auth:
        enabled: true   # since May
        enableAuthServer: false
        oidc:
          # the console
          baseUrl: "https://keycloak.example.org/realms/flyte"
          clientId: flyteconsole
          clientSecret: 'web-secret-from-the-idp'
        internal:
          clientSecret: correct-horse-battery-staple
          clientId: 'flytepropeller'
        authorizedUris:
        - https://flyte.example.org # public
        # Sent to flytectl and pyflyte.
        flyteClient:
          clientId: 'flytectl'
          scopes:
            - all
      inline:
        task_resources: {defaults: {cpu: 100m}}
        auth:
          appAuth:
            authServerType: External
            externalAuthServer:
              baseUrl: https://keycloak.example.org/realms/flyte
              # Below `baseUrl`: no slash at the start.
              metadataUrl: '.well-known/openid-configuration'
              # `aud` of the access tokens of Keycloak.
              allowedAudience:
                - https://flyte.example.org
        admin:
          # flytepropeller's scopes; without them, it requests flytectl's.
          scopes:
            - all
    ingress: {create: true}
    "#);
    let windows = BINARY.replace('\n', "\r\n");
    assert_eq!(run(&windows, &[]).1, run(BINARY, &[]).1.replace('\n', "\r\n"));
}

#[test]
fn removes_generated_comments_that_no_longer_apply() {
    let text = "\
configuration:
  auth:
    enabled: true
    # Access tokens come from Okta: no static clients.
    enableAuthServer: false
    # flytepropeller's client.
    internal:
      clientId: '0oapropeller'
    # Tokens come from Okta, they say.
    oidc:
      # Exactly the `issuer` of this document:
      # https://old.example.org/.well-known/openid-configuration
      baseUrl: https://old.example.org
  inline:
    note: |
      # Access tokens come from Okta: no static clients.
      kept
";
    let (_, after) = run_example("keycloak-internal-flyte-binary", text, &[]);
    // Password and hash are new each time.
    let after: String = after.split_inclusive('\n').filter(|line| !line.contains("clientSecret")).collect();
    insta::assert_snapshot!(after, @"
    configuration:
      auth:
        enabled: true
        # flytepropeller's password and hash; change both (`flyte-auth hash`).
        internal:
        # Tokens come from Okta, they say.
        oidc:
          # Exactly the `issuer` of this document:
          # https://keycloak.example.org/realms/flyte/.well-known/openid-configuration
          baseUrl: https://keycloak.example.org/realms/flyte
          clientId: 'flyteconsole'
        # First the public URL, used for requests whose host is not in this list.
        authorizedUris:
          - https://flyte.example.org
        # Sent to flytectl and pyflyte.
        flyteClient:
          scopes:
            - all
            - offline
      inline:
        note: |
          # Access tokens come from Okta: no static clients.
          kept
        admin:
          # flytepropeller's scopes; without them, it requests flytectl's.
          scopes:
            - all
    ");
}

#[test]
fn updates_generated_comments_and_the_header() {
    let folder = folder("replicaCount: 1\nflyteadmin: {}\n");
    fs::remove_file(folder.path().join("values.yaml")).unwrap();
    let fresh = |answers: &str| {
        fs::write(folder.path().join("answers.yaml"), answers).unwrap();
        let output = outcome(
            flyte_auth(folder.path())
                .args(["generate", "--answers", "answers.yaml", "--force"])
                .env("WEB", "web-secret-of-ours")
                .env("PROPELLER", "correct-horse-battery-staple"),
        );
        assert!(output.starts_with("exit 0"), "{output}");
        fs::read_to_string(folder.path().join("values.yaml")).unwrap()
    };
    let comments = |text: &str| {
        let mut lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let moved = OKTA.replace("https://flyte.example.org", "https://flyte.example.com");
    fresh(INTERNAL);
    for answers in [&moved, INTERNAL, OKTA] {
        let (_, after) = into(folder.path(), answers);
        let kept = after.clone();
        let new = fresh(answers);
        assert_eq!(comments(&kept), comments(&new), "{kept}");
        assert_eq!(kept.lines().take(3).collect::<Vec<_>>(), new.lines().take(3).collect::<Vec<_>>());
        write_values(folder.path(), &kept);
    }
}
