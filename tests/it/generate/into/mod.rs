//! `generate --into`: updates the settings of the login in an existing values file and keeps everything else.

mod comments;
mod hashes;
mod lists;
mod mounts;
mod output;
mod pairs;
mod rejected;
mod secrets_file;
mod umbrella;

use std::fs;
use std::path::Path;

use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::Value;

use crate::common::{flyte_auth, make_private, outcome, place_answers, with_secrets, write};

fn values(text: &str) -> Value {
    let stream = read(text.as_bytes(), HelmVersion::V3).unwrap();
    let document = &stream.documents[0];
    document.to_json(document.root())
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

/// Runs `generate --into values.yaml` with the answers for an external Keycloak: the outcome and the file afterwards.
fn run(text: &str, args: &[&str]) -> (String, String) {
    run_example("keycloak-external-flyte-binary", text, args)
}

/// The same with the answers of an example.
fn run_example(example: &str, text: &str, args: &[&str]) -> (String, String) {
    let folder = folder(text);
    let answers = place_answers(folder.path(), example);
    let output = outcome(
        with_secrets(folder.path()).args(["generate", "--into", "values.yaml", "--answers", &answers]).args(args),
    );
    (output, fs::read_to_string(folder.path().join("values.yaml")).unwrap())
}

const ENTRA: &str = "\
chart: flyte-core
authServer: external
url: https://flyte.example.org
idp: {type: entra, tenant: 6f1c2d3e-1111-4abc-9def-0123456789ab}
clients:
  web: {id: 11112222-3333-4444-5555-666677778888, secret: {env: WEB}}
  propeller: {secret: {env: WEB}}
  flytectl: {id: 99990000-3333-4444-5555-666677778888}
secretNames: {oidc: flyte-oidc-entra}
secrets: existing
";

const OKTA: &str = "\
chart: flyte-core
authServer: external
url: https://flyte.example.org
idp: {type: okta, org: corp, server: aus9}
clients:
  web: {id: 0oaweb, secret: {env: WEB}}
  propeller: {id: 0oaprop, secret: {env: PROPELLER}}
  flytectl: {id: 0oactl}
";

const INTERNAL: &str = "\
chart: flyte-core
authServer: internal
url: https://flyte.example.org
idp: {type: okta, org: corp}
clients:
  web: {id: 0oaweb, secret: {env: WEB}}
  propeller: {secret: {env: PROPELLER}}
";

/// A folder with a private `values.yaml`.
fn folder(values: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_values(folder.path(), values);
    folder
}

fn write_values(folder: &Path, values: &str) {
    write(folder, "values.yaml", values);
    make_private(&folder.join("values.yaml"));
}

/// Runs `generate --into values.yaml` with answers: the outcome without the next steps, and the file afterwards.
fn into(folder: &Path, answers: &str) -> (String, String) {
    fs::write(folder.join("answers.yaml"), answers).unwrap();
    let output = outcome(
        flyte_auth(folder)
            .args(["generate", "--answers", "answers.yaml", "--force"])
            .args(["--into", "values.yaml"])
            .env("WEB", "web-secret-of-ours")
            .env("PROPELLER", "correct-horse-battery-staple"),
    );
    let output = output.split("\nFlyte at ").next().unwrap().to_owned();
    (output, fs::read_to_string(folder.join("values.yaml")).unwrap())
}
