//! `generate --into`: from whichever server and identity provider a file comes, and to whichever it goes, it ends up with
//! the settings of a new file, and with everything that has nothing to do with the login as it was.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what fails here is a failed test"
)]

mod common;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io;

use common::{flyte_auth, outcome, project};
use flyte_auth::answers::{AnswersInput, SecretStore};
use flyte_auth::chart::Chart;
use flyte_auth::generate::{self, Plan};
use flyte_auth::yaml::{HelmVersion, read};
use serde_json::Value;

struct Environment;

impl SecretStore for Environment {
    fn env(&self, name: &str) -> Option<OsString> {
        let text = match name {
            "FLYTE_WEB_SECRET" => "web-secret-from-the-idp",
            "FLYTE_PROPELLER_SECRET" => "correct-horse-battery-staple",
            "FLYTE_PROPELLER_HASH" => {
                "JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL"
            }
            _ => return None,
        };
        Some(text.into())
    }

    fn file(&self, _path: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// An example with its plan.
struct Example {
    name: String,
    answers: flyte_auth::answers::Answers,
    plan: Plan,
}

fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = fs::read_dir(project().join("examples/answers"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read(&path).unwrap();
            let input = AnswersInput::parse(name.clone(), &text).unwrap();
            let answers = input.check(&Environment).unwrap().answers;
            let plan = generate::plan(&answers).unwrap();
            Example {
                name,
                answers,
                plan,
            }
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
        for to in examples
            .iter()
            .filter(|to| to.answers.deployment.chart == from.answers.deployment.chart)
        {
            let mut expected = values(&to.plan.files[0].text);
            let result = generate::into(&to.plan.files[0], &to.answers, &from.plan.files[0].text);
            count += 1;
            match result {
                Ok(text) => {
                    let mut left = values(&text);
                    without_volumes(&mut left);
                    without_volumes(&mut expected);
                    if left != expected {
                        let _ = writeln!(wrong, "{} -> {}\n{text}", from.name, to.name);
                    }
                    let again = generate::into(&to.plan.files[0], &to.answers, &text);
                    if again.as_deref().ok() != Some(&text) {
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
    let to = examples()
        .into_iter()
        .find(|example| example.name == "keycloak-external-flyte-binary")
        .unwrap();
    assert_eq!(to.answers.deployment.chart, Chart::FlyteBinary);
    insta::assert_snapshot!(generate::into(&to.plan.files[0], &to.answers, BINARY).unwrap(), @r#"
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
        # What flytectl and pyflyte are told to use.
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
              # What Keycloak puts into `aud` of its access tokens.
              allowedAudience:
                - https://flyte.example.org
        admin:
          # flytepropeller's scopes; without these it would ask for flytectl's.
          scopes:
            - all
    ingress: {create: true}
    "#);
    let windows = BINARY.replace('\n', "\r\n");
    let result = generate::into(&to.plan.files[0], &to.answers, &windows).unwrap();
    assert_eq!(
        result,
        generate::into(&to.plan.files[0], &to.answers, BINARY)
            .unwrap()
            .replace('\n', "\r\n")
    );
}

/// `generate` on the command line, in a folder with `values.yaml`.
fn run(text: &str, args: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    fs::write(&file, text).unwrap();
    let told = outcome(
        flyte_auth(folder.path())
            .args(["generate", "--into", "values.yaml", "--answers"])
            .arg(project().join("examples/answers/keycloak-external-flyte-binary.yaml"))
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
    assert!(
        !told.contains("correct-horse") && !told.contains("web-secret"),
        "{told}"
    );
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
    -      clientSecret: <hidden>
    +      baseUrl: "https://keycloak.example.org/realms/flyte"
    +      clientId: flyteconsole
    +      clientSecret: <hidden>
         internal:
    -      clientSecret: <hidden>
    -      clientSecretHash: <hidden>
    +      clientSecret: <hidden>
    +      clientId: 'flytepropeller'
         authorizedUris:
    -    - https://old.example.org # moved
         - https://flyte.example.org # public
    +    # What flytectl and pyflyte are told to use.
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
    +          # What Keycloak puts into `aud` of its access tokens.
    +          allowedAudience:
    +            - https://flyte.example.org
    +    admin:
    +      # flytepropeller's scopes; without these it would ask for flytectl's.
    +      scopes:
    +        - all
     ingress: {create: true}
    --- stderr

    Flyte at https://flyte.example.org with the login of Keycloak; Keycloak issues the access tokens
    (external authorization server)

    Upgrade
      `values.yaml` holds secrets: keep it out of git.
      1. Upgrade
         $ flyte-auth lint -f values.yaml
             → no error
         $ helm upgrade flyte-backend flyteorg/flyte-binary --version v1.16.8 --namespace flyte -f values.yaml

    More
      1. What must be set up at Keycloak
         $ flyte-auth guide --answers examples/answers/keycloak-external-flyte-binary.yaml
             → each form; the console's redirect URI is https://flyte.example.org/callback
      2. What to restart, and how to see that it works
         $ flyte-auth next --answers examples/answers/keycloak-external-flyte-binary.yaml --into values.yaml
    "#);
}

#[test]
fn the_file_is_written_and_nothing_else() {
    let (told, text) = run(BINARY, &[]);
    assert!(
        told.starts_with("exit 0\n--- stdout\nvalues.yaml\n--- stderr\n"),
        "{told}"
    );
    assert!(
        told.contains("`values.yaml` holds secrets: keep it out of git"),
        "{told}"
    );
    assert!(
        text.contains("authServerType: External") && text.contains("# since May"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_done_is_refused() {
    for (text, why) in [
        (
            "a: 1\n---\nb: 2\n",
            "error: cannot change `values.yaml` without touching anything else in it\ncaused by: the file has several documents\n",
        ),
        (
            "configmap: {adminServer: {auth: {}}}\n",
            "error: `values.yaml` holds values for flyte-core, and the answers are for flyte-binary\n",
        ),
        (
            "x: &a {oidc: {}}\nconfiguration:\n  auth: *a\n",
            "error: cannot change `values.yaml` without touching anything else in it\ncaused by: `configuration.auth` comes from an alias or a merge\n",
        ),
    ] {
        let (told, after) = run(text, &[]);
        assert_eq!(
            (told, after),
            (format!("exit 2\n--- stderr\n{why}"), text.to_owned())
        );
    }
}
