//! Values of an umbrella chart.

use std::fs;

use super::{INTERNAL, OKTA, folder, into, run, run_example, values};
use crate::common::{flyte_auth, folder_with, folder_with_values, outcome, place_answers, with_secrets};

const UMBRELLA: &str = "\
# Our platform.
global: {domain: example.org}
flyte-core:
  configmap:
    adminServer:
      auth:
        authorizedUris:
          - https://old.example.org
        appAuth:
          selfAuthServer:
            staticClients:
              ci: # jenkins
                id: ci
              flytepropeller: {id: flytepropeller}
  flyteadmin:
    replicaCount: 2
postgresql: {enabled: true}
";

#[test]
fn writes_below_the_key_of_the_dependency_and_reports_removed_clients() {
    let (output, text) = run_example("okta-external-flyte-core", UMBRELLA, &[]);
    insta::assert_snapshot!(output, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    note: the client `ci` is removed with the internal authorization server: services that use it cannot log in until it is registered at Okta
    note: removes `https://old.example.org` from `flyte-core.configmap.adminServer.auth.authorizedUris`: the public URL is now https://flyte.example.org

    Flyte at https://flyte.example.org, login with Okta (external authorization server)

    Upgrade
      Warning: these values set no database and no storage. With them alone, Helm uses the chart's
      defaults (database: host `postgres`; storage: the sandbox bucket `my-s3-bucket`); `current.yaml`
      prevents that.
      `flyte-backend` and `flyte` are defaults: pass `--release` and `--namespace` if yours differ;
      `helm list -A` shows them.
      `values.yaml` holds secrets: keep it out of git.
      1. Upgrade
         $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
             → the values that Flyte runs with now
         $ flyte-auth lint -f current.yaml -f values.yaml
             → no error
         $ helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f values.yaml

    More
      1. Set up Okta
         $ flyte-auth guide --answers examples/answers/okta-external-flyte-core.yaml --into values.yaml
             → lists the steps; the redirect URI is https://flyte.example.org/callback
      2. Restart and verify the login
         $ flyte-auth next --answers examples/answers/okta-external-flyte-core.yaml --into values.yaml
    ");
    insta::assert_snapshot!(text, @"
    # Our platform.
    global: {domain: example.org}
    flyte-core:
      configmap:
        adminServer:
          auth:
            authorizedUris:
              - https://flyte.example.org
              - http://flyteadmin:80
            appAuth:
              authServerType: External
              externalAuthServer:
                baseUrl: https://dev-1234.okta.com/oauth2/ausabc
                # Below `baseUrl`: no slash at the start.
                metadataUrl: '.well-known/openid-configuration'
                # `aud` of the access tokens of Okta.
                allowedAudience:
                  - https://flyte.example.org
              # Sent to flytectl and pyflyte.
              thirdPartyConfig:
                flyteClient:
                  clientId: '0oaflytectl'
                  scopes:
                    - all
            # The web client. Its redirect URI at Okta:
            # https://flyte.example.org/callback
            userAuth:
              openId:
                # Exactly the `issuer` of this document:
                # https://dev-1234.okta.com/oauth2/ausabc/.well-known/openid-configuration
                baseUrl: https://dev-1234.okta.com/oauth2/ausabc
                clientId: '0oaweb'
          server:
            security:
              useAuth: true
              # The chart's default is `*`.
              allowedOrigins:
                - https://flyte.example.org
        # How flytepropeller and flytescheduler reach flyteadmin.
        admin:
          admin:
            # Without these, they request flytectl's.
            scopes:
              - all
      flyteadmin:
        replicaCount: 2
        secrets:
          # The secret of the web client.
          oidc_client_secret: 'web-secret-from-the-idp'
      secrets:
        # The client of flytepropeller and flytescheduler.
        adminOauthClientCredentials:
          clientId: '0oapropeller'
          clientSecret: 'correct-horse-battery-staple'
    postgresql: {enabled: true}
    ");
    // A second run changes nothing.
    let (_, again) = run_example("okta-external-flyte-core", &text, &[]);
    assert_eq!(again, text);
    let (output, same) = run_example("okta-external-flyte-core", UMBRELLA, &["--dry-run"]);
    assert_eq!(same, UMBRELLA);
    assert!(output.contains("note: the client `ci` is removed"), "{output}");
}

#[test]
fn writes_separate_secrets_below_an_alias() {
    let folder = folder_with_values("flyte: {}\nredis: {}\n");
    let answers = place_answers(folder.path(), "keycloak-external-flyte-binary");
    let output = outcome(
        with_secrets(folder.path())
            .args(["generate", "--into", "values.yaml", "--answers", &answers])
            .args(["--secrets", "separate"]),
    );
    assert!(output.starts_with("exit 0\n--- stdout\nvalues.yaml\nvalues-secrets.yaml\n"), "{output}");
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("values-secrets.yaml")).unwrap(), @r#"
    flyte:
      # The secrets of Flyte's login.
      # Written by flyte-auth 0.1.0 for flyte-binary 1.16.8.
      # This file holds secrets: keep it out of git.

      configuration:
        auth:
          oidc:
            # The secret of the web client.
            clientSecret: 'web-secret-from-the-idp'

          # The secret of flytepropeller's client.
          internal:
            clientSecret: 'correct-horse-battery-staple'
    "#);
    assert!(
        values(&fs::read_to_string(folder.path().join("values.yaml")).unwrap())["flyte"]["configuration"]["auth"]["enabled"]
            == true
    );
}

#[test]
fn rejects_an_umbrella_of_the_other_chart() {
    let text = "flyte-core: {}\n";
    let (output, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    error: `values.yaml` holds values for flyte-core, but the answers are for flyte-binary
    ");
}

#[test]
fn init_and_next_handle_the_umbrella_the_same_way() {
    let folder = folder_with(&[("umbrella.yaml", UMBRELLA)]);
    let output = |command: &str, example: &str, args: &[&str]| {
        outcome(
            with_secrets(folder.path()).args([command, "--answers", &place_answers(folder.path(), example)]).args(args),
        )
    };
    let example = "okta-external-flyte-core";
    let wizard = output("init", example, &["--yes", "--dry-run", "--into", "umbrella.yaml"]);
    let (shown, _) = wizard.split_once("\nNothing is written").unwrap();
    insta::assert_snapshot!(shown, @"
    exit 0
    --- stderr
    ! the client `ci` is removed with the internal authorization server: services
      that use it cannot log in until it is registered at Okta
    ! removes `https://old.example.org` from
      `flyte-core.configmap.adminServer.auth.authorizedUris`: the public URL is now
      https://flyte.example.org

    Changes in umbrella.yaml (secrets hidden):
    --- umbrella.yaml
    +++ umbrella.yaml
    @@ -5,13 +5,51 @@
         adminServer:
           auth:
             authorizedUris:
    -          - https://old.example.org
    +          - https://flyte.example.org
    +          - http://flyteadmin:80
             appAuth:
    -          selfAuthServer:
    -            staticClients:
    -              ci: # jenkins
    -                id: ci
    -              flytepropeller: {id: flytepropeller}
    +          authServerType: External
    +          externalAuthServer:
    +            baseUrl: https://dev-1234.okta.com/oauth2/ausabc
    +            # Below `baseUrl`: no slash at the start.
    +            metadataUrl: '.well-known/openid-configuration'
    +            # `aud` of the access tokens of Okta.
    +            allowedAudience:
    +              - https://flyte.example.org
    +          # Sent to flytectl and pyflyte.
    +          thirdPartyConfig:
    +            flyteClient:
    +              clientId: '0oaflytectl'
    +              scopes:
    +                - all
    +        # The web client. Its redirect URI at Okta:
    +        # https://flyte.example.org/callback
    +        userAuth:
    +          openId:
    +            # Exactly the `issuer` of this document:
    +            # https://dev-1234.okta.com/oauth2/ausabc/.well-known/openid-configuration
    +            baseUrl: https://dev-1234.okta.com/oauth2/ausabc
    +            clientId: '0oaweb'
    +      server:
    +        security:
    +          useAuth: true
    +          # The chart's default is `*`.
    +          allowedOrigins:
    +            - https://flyte.example.org
    +    # How flytepropeller and flytescheduler reach flyteadmin.
    +    admin:
    +      admin:
    +        # Without these, they request flytectl's.
    +        scopes:
    +          - all
       flyteadmin:
         replicaCount: 2
    +    secrets:
    +      # The secret of the web client.
    +      oidc_client_secret: '<redacted>'
    +  secrets:
    +    # The client of flytepropeller and flytescheduler.
    +    adminOauthClientCredentials:
    +      clientId: '0oapropeller'
    +      clientSecret: '<redacted>'
     postgresql: {enabled: true}

    ✓ lint: no errors, no warnings
    ");
    let next = output("next", example, &["--into", "umbrella.yaml"]);
    for output in [wizard, next] {
        assert!(
            output.contains("helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f umbrella.yaml"),
            "{output}"
        );
    }
}

#[test]
fn detects_an_alias_by_the_keys_below_it() {
    let text = "\
# Our platform.
ingress: {enabled: true}
my-flyte:
  flyteadmin: {replicaCount: 2}
";
    let folder = folder(text);
    let (output, after) = into(folder.path(), OKTA);
    assert!(output.starts_with("exit 0"), "{output}");
    assert!(after.starts_with(text.trim_end().trim_end_matches('}')), "{after}");
    assert!(after.contains("\n  configmap:\n    adminServer:\n"), "{after}");
    // `lint` and `hash` find the values below the alias.
    let run = |args: &[&str]| outcome(flyte_auth(folder.path()).args(args));
    let lint = run(&["lint", "values.yaml"]);
    assert!(lint.starts_with("exit 0"), "{lint}");
    let (_, internal) = into(folder.path(), INTERNAL);
    let output = run(&["hash", "--into", "values.yaml"]);
    assert!(output.starts_with("exit 0\n--- stdout\nvalues.yaml: password and hash\n"), "{output}");
    let hashed = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_ne!(hashed, internal);
}
