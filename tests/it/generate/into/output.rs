//! The printed diff, notes and next steps, and the written file.

use std::fs;

use super::{BINARY, run};
use crate::common::{outcome, place_answers, with_secrets};

#[test]
fn a_dry_run_shows_a_diff_without_secrets() {
    let (output, text) = run(BINARY, &["--dry-run"]);
    assert_eq!(text, BINARY);
    assert!(!output.contains("correct-horse") && !output.contains("web-secret"), "{output}");
    insta::assert_snapshot!(output, @r#"
    exit 0
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -4,22 +4,36 @@
         host: db.example.org
       auth:
         enabled: true   # since May
    -    enableAuthServer: true
    +    enableAuthServer: false
         oidc:
           # the console
    -      baseUrl: "https://accounts.google.com"
    -      clientId: abc.apps.googleusercontent.com
    -      clientSecret: '<redacted>'
    +      baseUrl: "https://keycloak.example.org/realms/flyte"
    +      clientId: flyteconsole
    +      clientSecret: '<redacted, changed>'
         internal:
    -      clientSecret: <redacted>
    -      clientSecretHash: <redacted>
    +      clientSecret: <redacted, changed>
    +      clientId: 'flytepropeller'
         authorizedUris:
    -    - https://old.example.org # moved
         - https://flyte.example.org # public
    +    # Sent to flytectl and pyflyte.
    +    flyteClient:
    +      clientId: 'flytectl'
    +      scopes:
    +        - all
       inline:
         task_resources: {defaults: {cpu: 100m}}
         auth:
           appAuth:
    -        selfAuthServer:
    -          accessTokenLifespan: 30m
    +        authServerType: External
    +        externalAuthServer:
    +          baseUrl: https://keycloak.example.org/realms/flyte
    +          # Below `baseUrl`: no slash at the start.
    +          metadataUrl: '.well-known/openid-configuration'
    +          # `aud` of the access tokens of Keycloak.
    +          allowedAudience:
    +            - https://flyte.example.org
    +    admin:
    +      # flytepropeller's scopes; without them, it requests flytectl's.
    +      scopes:
    +        - all
     ingress: {create: true}
    --- stderr
    note: removes `https://old.example.org` from `configuration.auth.authorizedUris`: the public URL is now https://flyte.example.org
    note: removes `configuration.inline.auth.appAuth.selfAuthServer.accessTokenLifespan` (`30m`) with flyteadmin's own authorization server

    Flyte at https://flyte.example.org, login with Keycloak (external authorization server)

    Upgrade
      Warning: these values set no storage. With them alone, Helm uses the chart's defaults (storage:
      container `my-organization-flyte-container`); `current.yaml` prevents that.
      `flyte-backend`, `flyte` and `1.16.8` are defaults: pass `--release`, `--namespace` and
      `--flyte-version` if yours differ; `helm list -A` shows them.
      `values.yaml` holds secrets: keep it out of git.
      1. Upgrade
         $ helm repo add flyteorg https://flyteorg.github.io/flyte
         $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
             → the values that Flyte runs with now
         $ flyte-auth lint -f current.yaml -f values.yaml
             → no error
         $ helm upgrade flyte-backend flyteorg/flyte-binary --version v1.16.8 --namespace flyte -f current.yaml -f values.yaml

    More
      1. Set up Keycloak
         $ flyte-auth guide --answers examples/answers/keycloak-external-flyte-binary.yaml --into values.yaml
             → lists the steps; the redirect URI is https://flyte.example.org/callback
      2. Restart and verify the login
         $ flyte-auth next --answers examples/answers/keycloak-external-flyte-binary.yaml --into values.yaml
    "#);
}

#[test]
fn writes_only_the_values_file() {
    let (output, text) = run(BINARY, &[]);
    assert!(output.starts_with("exit 0\n--- stdout\nvalues.yaml\n--- stderr\n"), "{output}");
    assert!(output.contains("`values.yaml` holds secrets: keep it out of git"), "{output}");
    assert!(text.contains("authServerType: External") && text.contains("# since May"), "{text}");
}

#[cfg(unix)]
#[test]
fn reports_a_file_that_other_users_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    fs::write(&file, BINARY).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let answers = place_answers(folder.path(), "keycloak-external-flyte-binary");
    let note = "note: other users can read values.yaml, which contains secrets: chmod 600 values.yaml\n";
    for (args, is_printed) in [(&["--dry-run"][..], false), (&[], true)] {
        let output = outcome(
            with_secrets(folder.path()).args(["generate", "--into", "values.yaml", "--answers", &answers]).args(args),
        );
        assert_eq!(output.contains(note), is_printed, "{output}");
    }
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o644);
}
