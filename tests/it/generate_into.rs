//! `generate --into`: from whichever server and identity provider a file comes, and to whichever it goes, it ends up with
//! the settings of a new file, and with everything that has nothing to do with the login as it was.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use crate::common::{EXAMPLE_SECRETS, Variables, flyte_auth, outcome, place_answers, project};
use flyte_auth::internals::answers::AnswersInput;
use flyte_auth::internals::chart::Chart;
use flyte_auth::internals::generate::{self, GeneratedFiles, MergedFile};
use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::Value;

/// An example with its plan.
struct Example {
    name: String,
    answers: flyte_auth::internals::answers::Answers,
    plan: GeneratedFiles,
}

fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = fs::read_dir(project().join("examples/answers"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read(&path).unwrap();
            let input = AnswersInput::parse(name.clone(), &text).unwrap();
            let answers = input.check(&Variables(HashMap::from(EXAMPLE_SECRETS))).unwrap().answers;
            let plan = generate::plan(&answers).unwrap();
            Example { name, answers, plan }
        })
        .filter(|example| !example.name.contains("multicluster"))
        .collect();
    examples.sort_by(|one, other| one.name.cmp(&other.name));
    examples
}

fn values(text: &str) -> Value {
    let stream = read(text.as_bytes(), HelmVersion::V3).unwrap();
    let document = &stream.documents[0];
    document.to_json(document.root())
}

#[test]
fn a_generated_file_becomes_any_other() {
    let examples = examples();
    let mut wrong = String::new();
    let mut count = 0;
    for from in &examples {
        for to in examples.iter().filter(|to| to.answers.deployment.chart == from.answers.deployment.chart) {
            let mut expected = values(&to.plan.files[0].text);
            let result = generate::into(&to.plan.files[0], &to.answers, &from.plan.files[0].text);
            count += 1;
            match result {
                Ok(MergedFile { text, .. }) => {
                    let mut left = values(&text);
                    for values in [&mut left, &mut expected] {
                        without_volumes(values);
                        without_ci(values);
                    }
                    if left != expected {
                        let _ = writeln!(wrong, "{} -> {}\n{text}", from.name, to.name);
                    }
                    let again = generate::into(&to.plan.files[0], &to.answers, &text);
                    if again.as_ref().ok().map(|again| &again.text) != Some(&text) {
                        let _ = writeln!(wrong, "{} -> {} twice: {again:?}", from.name, to.name);
                    }
                }
                Err(error) => {
                    let _ = writeln!(wrong, "{} -> {}: {error}", from.name, to.name);
                }
            }
        }
    }
    assert!(count > 200, "{count}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// So may a static client be that no answer speaks of.
/// Says whether nothing else was in it.
fn without_ci(values: &mut Value) -> bool {
    let Some(map) = values.as_object_mut() else {
        return false;
    };
    let mut gone = map.shift_remove("flyte-ci").is_some();
    let emptied: Vec<String> =
        map.iter_mut().filter_map(|(key, value)| without_ci(value).then(|| key.clone())).collect();
    for key in emptied {
        map.shift_remove(&key);
        gone = true;
    }
    gone && map.is_empty()
}

/// Volumes may be the user's own, so that they stay.
fn without_volumes(values: &mut Value) {
    if let Some(admin) = values.get_mut("flyteadmin").and_then(Value::as_object_mut) {
        admin.shift_remove("additionalVolumes");
        admin.shift_remove("additionalVolumeMounts");
    }
    let is_empty = |admin: &Value| admin.as_object().is_some_and(serde_json::Map::is_empty);
    if values.get("flyteadmin").is_some_and(is_empty) {
        values.as_object_mut().unwrap().shift_remove("flyteadmin");
    }
}

const BINARY: &str = "\
# Flyte of the data team.
configuration:
  database: # theirs
    host: db.example.org
  auth:
    enabled: true   # since May
    enableAuthServer: true
    oidc:
      # the console
      baseUrl: \"https://accounts.google.com\"
      clientId: abc.apps.googleusercontent.com
      clientSecret: 'old'
    internal:
      clientSecret: old
      clientSecretHash: old
    authorizedUris:
    - https://old.example.org # moved
    - https://flyte.example.org # public
  inline:
    task_resources: {defaults: {cpu: 100m}}
    auth:
      appAuth:
        selfAuthServer:
          accessTokenLifespan: 30m
ingress: {create: true}
";

#[test]
fn a_file_of_ones_own_keeps_what_is_its_own() {
    let to = examples().into_iter().find(|example| example.name == "keycloak-external-flyte-binary").unwrap();
    assert_eq!(to.answers.deployment.chart, Chart::FlyteBinary);
    insta::assert_snapshot!(generate::into(&to.plan.files[0], &to.answers, BINARY).unwrap().text, @r#"
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
    let result = generate::into(&to.plan.files[0], &to.answers, &windows).unwrap().text;
    assert_eq!(result, generate::into(&to.plan.files[0], &to.answers, BINARY).unwrap().text.replace('\n', "\r\n"));
}

/// Gives a file the mode that one with secrets should have.
fn private(file: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// `generate` on the command line, in a folder with `values.yaml`.
fn run(text: &str, args: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    fs::write(&file, text).unwrap();
    private(&file);
    let answers = place_answers(folder.path(), "keycloak-external-flyte-binary");
    let told = outcome(
        flyte_auth(folder.path())
            .args(["generate", "--into", "values.yaml", "--answers", &answers])
            .env("FLYTE_WEB_SECRET", "web-secret-from-the-idp")
            .env("FLYTE_PROPELLER_SECRET", "correct-horse-battery-staple")
            .args(args),
    );
    (told, fs::read_to_string(&file).unwrap())
}

#[test]
fn a_dry_run_shows_a_diff_without_secrets() {
    let (told, text) = run(BINARY, &["--dry-run"]);
    assert_eq!(text, BINARY);
    assert!(!told.contains("correct-horse") && !told.contains("web-secret"), "{told}");
    insta::assert_snapshot!(told, @r#"
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
fn the_file_is_written_and_nothing_else() {
    let (told, text) = run(BINARY, &[]);
    assert!(told.starts_with("exit 0\n--- stdout\nvalues.yaml\n--- stderr\n"), "{told}");
    assert!(told.contains("`values.yaml` holds secrets: keep it out of git"), "{told}");
    assert!(text.contains("authServerType: External") && text.contains("# since May"), "{text}");
}

#[test]
fn what_cannot_be_done_is_refused() {
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
        let (told, after) = run(text, &[]);
        assert_eq!((told, after), (format!("exit 2\n--- stderr\n{why}"), text.to_owned()));
    }
}

/// `generate` with the answers of an example, in a folder with `values.yaml`.
fn run_example(example: &str, text: &str, args: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    fs::write(&file, text).unwrap();
    private(&file);
    let answers = place_answers(folder.path(), example);
    let told = outcome(
        crate::common::with_secrets(folder.path())
            .args(["generate", "--into", "values.yaml", "--answers", &answers])
            .args(args),
    );
    (told, fs::read_to_string(&file).unwrap())
}

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
fn an_umbrella_charts_values_get_them_under_its_key_and_lost_clients_are_named() {
    let (told, text) = run_example("okta-external-flyte-core", UMBRELLA, &[]);
    insta::assert_snapshot!(told, @"
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
    // What was written is what `lint` reads there, and a second time changes nothing.
    let (_, again) = run_example("okta-external-flyte-core", &text, &[]);
    assert_eq!(again, text);
    let (told, same) = run_example("okta-external-flyte-core", UMBRELLA, &["--dry-run"]);
    assert_eq!(same, UMBRELLA);
    assert!(told.contains("note: the client `ci` is removed"), "{told}");
}

#[test]
fn an_umbrella_chart_with_an_alias_has_secrets_there_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), "flyte: {}\nredis: {}\n").unwrap();
    let answers = place_answers(folder.path(), "keycloak-external-flyte-binary");
    let told = outcome(
        crate::common::with_secrets(folder.path())
            .args(["generate", "--into", "values.yaml", "--answers", &answers])
            .args(["--secrets", "separate"]),
    );
    assert!(told.starts_with("exit 0\n--- stdout\nvalues.yaml\nvalues-secrets.yaml\n"), "{told}");
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
fn an_umbrella_chart_of_the_other_chart_is_refused() {
    let text = "flyte-core: {}\n";
    let (told, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(told, @"
    exit 2
    --- stderr
    error: `values.yaml` holds values for flyte-core, but the answers are for flyte-binary
    ");
}

#[test]
fn what_another_tool_fills_in_is_not_replaced() {
    for text in [
        "configuration:\n  auth:\n    oidc:\n      clientSecret: ENC[AES256_GCM,data:xx]\nsops:\n  mac: ENC[x]\n",
        "ingress: {create: true}\nsops:\n  mac: ENC[x]\n",
    ] {
        let (told, after) = run(text, &[]);
        assert_eq!(after, text);
        assert_eq!(
            told,
            "exit 2\n--- stderr\nerror: cannot update `values.yaml`\ncaused by: it is encrypted with SOPS, which \
                rejects files that other tools modified\nhelp: decrypt it first (`sops decrypt --in-place FILE`) and \
                encrypt it afterwards, or write the settings to an unencrypted values file with `--secrets existing`\n"
        );
    }
    let text = "configuration:\n  auth:\n    oidc:\n      clientSecret: '{{ env \"WEB\" }}'\n";
    let (told, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(told, @"
    exit 2
    --- stderr
    error: cannot update `values.yaml`
    caused by: `configuration.auth.oidc.clientSecret` is filled in later, by another tool
    help: change it at its source, or use a plain value for this command; `--secrets existing` keeps secrets out of the values
    ");
    let text = "configuration:\n  auth:\n    authorizedUris: ['https://${HOST}']\n";
    let (told, after) = run(text, &[]);
    assert_eq!(after, text);
    insta::assert_snapshot!(told, @r#"
    exit 2
    --- stderr
    error: cannot update `values.yaml`
    caused by: `configuration.auth.authorizedUris[0]` is filled in later, by another tool
    help: change it at its source, or use a plain value for this command; `-o DIR` instead of `--into` writes the settings to new files
    "#);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_is_told_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    fs::write(&file, BINARY).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let answers = place_answers(folder.path(), "keycloak-external-flyte-binary");
    let note = "note: other users can read values.yaml, which contains secrets: chmod 600 values.yaml\n";
    for (args, is_told) in [(&["--dry-run"][..], false), (&[], true)] {
        let told = outcome(
            crate::common::with_secrets(folder.path())
                .args(["generate", "--into", "values.yaml", "--answers", &answers])
                .args(args),
        );
        assert_eq!(told.contains(note), is_told, "{told}");
    }
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o644);
}

#[test]
fn comments_of_ours_that_would_be_false_go_away() {
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
fn the_wizard_and_next_go_the_same_way() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("umbrella.yaml"), UMBRELLA).unwrap();
    let told = |command: &str, example: &str, args: &[&str]| {
        outcome(
            crate::common::with_secrets(folder.path())
                .args([command, "--answers", &place_answers(folder.path(), example)])
                .args(args),
        )
    };
    let example = "okta-external-flyte-core";
    let wizard = told("init", example, &["--yes", "--dry-run", "--into", "umbrella.yaml"]);
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
    let next = told("next", example, &["--into", "umbrella.yaml"]);
    for told in [wizard, next] {
        assert!(
            told.contains("helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f umbrella.yaml"),
            "{told}"
        );
    }
}

#[test]
fn the_wizard_refuses_an_encrypted_file_before_it_asks() {
    let folder = tempfile::tempdir().unwrap();
    let sops = "configuration: {auth: {enabled: false}}\nsops:\n  mac: ENC[x]\n";
    fs::write(folder.path().join("sops.yaml"), sops).unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["init", "--yes", "--into", "sops.yaml"]));
    insta::assert_snapshot!(told, @"
    exit 2
    --- stderr
    error: cannot update `sops.yaml`
    caused by: it is encrypted with SOPS, which rejects files that other tools modified
    help: decrypt it first (`sops decrypt --in-place FILE`) and encrypt it afterwards, or write the settings to an unencrypted values file with `--secrets existing`
    ");
    assert_eq!(fs::read_to_string(folder.path().join("sops.yaml")).unwrap(), sops);
}
