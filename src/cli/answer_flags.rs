//! The answers as flags: one for each key of an answers file.

use std::path::Path;

use serde_json::{Value, json};

use super::CliError;
use crate::answers::AnswersInput;
use crate::answers::raw::{ChartWord, IdpWord, SecretsWord, ServerWord, TopologyWord};
use crate::chart::Chart;
use crate::idp::IdpKind;
use crate::shell;
use crate::values::layer_one;

/// Whether a file holds values in place of answers.
fn are_values(name: &str, bytes: &[u8]) -> bool {
    // What cannot be read is told of where answers are read.
    let Ok(layered) = layer_one(name, bytes) else {
        return false;
    };
    let has = |key: &str| layered.values.get(key).is_some();
    Chart::is_surely_flyte(&layered.values) && !["chart", "authServer", "idp"].into_iter().any(has)
}

/// The answers as flags.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Answers")]
pub(super) struct AnswerFlags {
    /// The Helm chart
    #[arg(long, value_enum)]
    chart: Option<ChartWord>,
    /// The version of Flyte
    #[arg(long, value_name = "VERSION")]
    flyte_version: Option<String>,
    /// Who issues access tokens
    #[arg(long, value_enum)]
    auth_server: Option<ServerWord>,
    /// Where people open Flyte: `https://flyte.example.org`
    #[arg(long)]
    url: Option<String>,
    /// A sandbox at `http://localhost:30081`
    #[arg(long)]
    sandbox: bool,
    /// The Helm release [default: flyte-backend]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Its namespace [default: flyte]
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// One cluster, or a control plane and data planes (flyte-core)
    #[arg(long, value_enum)]
    topology: Option<TopologyWord>,
    /// Where data planes reach flyteadmin: `dns:///flyte.example.org`
    #[arg(long, value_name = "ENDPOINT")]
    data_plane_endpoint: Option<String>,
    /// The kind of identity provider
    #[arg(long, value_enum)]
    idp: Option<IdpWord>,
    /// The identity provider's issuer
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
    /// Okta: the org
    #[arg(long, value_name = "ORG")]
    okta_org: Option<String>,
    /// Okta: the id of the custom authorization server
    #[arg(long, value_name = "ID")]
    okta_server: Option<String>,
    /// Keycloak: its address
    #[arg(long, value_name = "URL")]
    keycloak_url: Option<String>,
    /// Keycloak: the realm
    #[arg(long, value_name = "REALM")]
    keycloak_realm: Option<String>,
    /// Entra ID: the directory (tenant) id
    #[arg(long, value_name = "ID")]
    entra_tenant: Option<String>,
    /// Entra ID: the exposed scope [default: all]
    #[arg(long, value_name = "NAME")]
    entra_scope: Option<String>,
    /// Whether clients must send an `audience` [default: for Auth0]
    #[arg(long, value_name = "BOOL")]
    audience_parameter: Option<bool>,
    /// The login's issuer, where it differs from the external server's
    #[arg(long, value_name = "URL")]
    login_issuer: Option<String>,
    /// The client that people log in to the console with
    #[arg(long, value_name = "ID")]
    web_client_id: Option<String>,
    /// The environment variable with its secret
    #[arg(long, value_name = "VARIABLE", conflicts_with = "web_secret_file")]
    web_secret_env: Option<String>,
    /// The file with its secret
    #[arg(long, value_name = "FILE")]
    web_secret_file: Option<String>,
    /// flytepropeller's client (external server)
    #[arg(long, value_name = "ID")]
    propeller_client_id: Option<String>,
    /// The environment variable with its secret; with the internal server, the password to keep
    #[arg(long, value_name = "VARIABLE", conflicts_with = "propeller_secret_file")]
    propeller_secret_env: Option<String>,
    /// The file with its secret; with the internal server, the password to keep
    #[arg(long, value_name = "FILE")]
    propeller_secret_file: Option<String>,
    /// The environment variable with the password's hash (internal server)
    #[arg(long, value_name = "VARIABLE", conflicts_with = "propeller_hash_file")]
    propeller_hash_env: Option<String>,
    /// The file with the password's hash (internal server)
    #[arg(long, value_name = "FILE")]
    propeller_hash_file: Option<String>,
    /// The public client of flytectl and pyflyte (external server)
    #[arg(long, value_name = "ID")]
    flytectl_client_id: Option<String>,
    /// CI has a client of its own; its id need not be known yet
    #[arg(long)]
    ci: bool,
    /// The client of CI and other services [default: internal server: flyte-ci]
    #[arg(long, value_name = "ID")]
    ci_client_id: Option<String>,
    /// The environment variable with the password that CI logs in with (internal server)
    #[arg(long, value_name = "VARIABLE", conflicts_with = "ci_secret_file")]
    ci_secret_env: Option<String>,
    /// The file with the password that CI logs in with (internal server)
    #[arg(long, value_name = "FILE")]
    ci_secret_file: Option<String>,
    /// The environment variable with that password's hash, in place of the password
    #[arg(long, value_name = "VARIABLE", conflicts_with = "ci_hash_file")]
    ci_hash_env: Option<String>,
    /// The file with that password's hash, in place of the password
    #[arg(long, value_name = "FILE")]
    ci_hash_file: Option<String>,
    /// What access tokens carry in `aud` (external server; may be repeated)
    #[arg(long, value_name = "AUDIENCE")]
    audience: Vec<String>,
    /// Ask for refresh tokens
    #[arg(long)]
    offline_access: bool,
    /// Where the secrets go [default: inline]
    #[arg(long, value_enum)]
    secrets: Option<SecretsWord>,
    /// flyte-binary: the Secret made elsewhere
    #[arg(long, value_name = "NAME")]
    clients_secret_name: Option<String>,
    /// flyte-core: the Secret made elsewhere with flytepropeller's secret
    #[arg(long, value_name = "NAME")]
    propeller_secret_name: Option<String>,
    /// flyte-core: the Secret made elsewhere with the console's secret
    #[arg(long, value_name = "NAME")]
    oidc_secret_name: Option<String>,
}

impl AnswerFlags {
    /// Whether any was given.
    pub(super) fn are_given(&self) -> bool {
        self.all().iter().any(|(_, value, _)| value.is_some())
    }

    /// The answers of a file, where there is one, with these flags laid over it.
    pub(super) fn input(&self, file: Option<&Path>) -> Result<AnswersInput, CliError> {
        let mut input = match file {
            Some(path) => {
                let (name, text) = super::read_input(path)?;
                if are_values(&name, &text) {
                    return Err(CliError::ValuesAsAnswers(name));
                }
                AnswersInput::parse(name, &text).map_err(CliError::problems)?
            }
            None => AnswersInput::default(),
        };
        for (key, value, flag) in self.all() {
            match value {
                Some(value) => input.overlay(key, value, flag),
                None => input.offer(key, flag),
            }
        }
        Ok(input)
    }

    /// The flags as they were given, one word each.
    pub(super) fn words(&self) -> Vec<String> {
        self.all().into_iter().filter_map(|(_, value, flag)| Some(spelt(flag, &value?))).flatten().flatten().collect()
    }

    /// The flag that says that CI has a client of its own, and its id if that was given.
    pub(super) fn ci_client(&self) -> Option<(&'static str, Option<&str>)> {
        match &self.ci_client_id {
            Some(id) => Some(("--ci-client-id", Some(id))),
            None => self.ci.then_some(("--ci", None)),
        }
    }

    pub(super) fn chart(&self) -> Option<Chart> {
        self.chart.map(ChartWord::chart)
    }

    pub(super) fn flyte_version(&self) -> Option<&str> {
        self.flyte_version.as_deref()
    }

    pub(super) fn release(&self) -> Option<&str> {
        self.release.as_deref()
    }

    pub(super) fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    pub(super) fn idp(&self) -> Option<IdpKind> {
        self.idp.map(IdpWord::kind)
    }

    #[expect(clippy::too_many_lines, reason = "one line for each flag")]
    /// Each answer's key, its value where it was given, and the flag.
    pub(super) fn all(&self) -> Vec<(&'static str, Option<Value>, &'static str)> {
        let text = |value: &Option<String>| value.as_ref().map(|text| json!(text));
        let word = |value: Option<clap::builder::PossibleValue>| value.map(|word| json!(word.get_name()));
        let on = |value: bool| value.then(|| json!(true));
        let audience = (!self.audience.is_empty()).then(|| json!(self.audience));
        vec![
            ("chart", word(possible(self.chart)), "--chart"),
            ("flyteVersion", text(&self.flyte_version), "--flyte-version"),
            ("authServer", word(possible(self.auth_server)), "--auth-server"),
            ("url", text(&self.url), "--url"),
            ("sandbox", on(self.sandbox), "--sandbox"),
            ("release", text(&self.release), "--release"),
            ("namespace", text(&self.namespace), "--namespace"),
            ("topology", word(possible(self.topology)), "--topology"),
            ("dataPlane.endpoint", text(&self.data_plane_endpoint), "--data-plane-endpoint"),
            ("idp.type", word(possible(self.idp)), "--idp"),
            ("idp.issuer", text(&self.issuer), "--issuer"),
            ("idp.org", text(&self.okta_org), "--okta-org"),
            ("idp.server", text(&self.okta_server), "--okta-server"),
            ("idp.url", text(&self.keycloak_url), "--keycloak-url"),
            ("idp.realm", text(&self.keycloak_realm), "--keycloak-realm"),
            ("idp.tenant", text(&self.entra_tenant), "--entra-tenant"),
            ("idp.scope", text(&self.entra_scope), "--entra-scope"),
            ("idp.audienceParameter", self.audience_parameter.map(|value| json!(value)), "--audience-parameter"),
            ("login.issuer", text(&self.login_issuer), "--login-issuer"),
            ("clients.web.id", text(&self.web_client_id), "--web-client-id"),
            ("clients.web.secret", source("env", self.web_secret_env.as_ref()), "--web-secret-env"),
            ("clients.web.secret", source("file", self.web_secret_file.as_ref()), "--web-secret-file"),
            ("clients.propeller.id", text(&self.propeller_client_id), "--propeller-client-id"),
            ("clients.propeller.secret", source("env", self.propeller_secret_env.as_ref()), "--propeller-secret-env"),
            (
                "clients.propeller.secret",
                source("file", self.propeller_secret_file.as_ref()),
                "--propeller-secret-file",
            ),
            ("clients.propeller.hash", source("env", self.propeller_hash_env.as_ref()), "--propeller-hash-env"),
            ("clients.propeller.hash", source("file", self.propeller_hash_file.as_ref()), "--propeller-hash-file"),
            ("clients.flytectl.id", text(&self.flytectl_client_id), "--flytectl-client-id"),
            ("clients.ci", self.ci.then(|| json!({})), "--ci"),
            ("clients.ci.id", text(&self.ci_client_id), "--ci-client-id"),
            ("clients.ci.secret", source("env", self.ci_secret_env.as_ref()), "--ci-secret-env"),
            ("clients.ci.secret", source("file", self.ci_secret_file.as_ref()), "--ci-secret-file"),
            ("clients.ci.hash", source("env", self.ci_hash_env.as_ref()), "--ci-hash-env"),
            ("clients.ci.hash", source("file", self.ci_hash_file.as_ref()), "--ci-hash-file"),
            ("audience", audience, "--audience"),
            ("offlineAccess", on(self.offline_access), "--offline-access"),
            ("secrets", word(possible(self.secrets)), "--secrets"),
            ("secretNames.clients", text(&self.clients_secret_name), "--clients-secret-name"),
            ("secretNames.propeller", text(&self.propeller_secret_name), "--propeller-secret-name"),
            ("secretNames.oidc", text(&self.oidc_secret_name), "--oidc-secret-name"),
        ]
    }
}

fn possible<T: clap::ValueEnum>(word: Option<T>) -> Option<clap::builder::PossibleValue> {
    word.and_then(|word| word.to_possible_value())
}

fn source(kind: &str, place: Option<&String>) -> Option<Value> {
    place.map(|place| json!({ kind: place }))
}

/// The flags that give the same answers, each with its value, ready for a shell.
pub(super) fn as_flags(answers: &AnswersInput) -> Vec<String> {
    let all = AnswerFlags::default().all();
    let given = all
        .iter()
        // Each answer about the client says that there is one.
        .filter(|(key, ..)| !answers.answer(key).is_some_and(is_map_of_answers))
        .filter_map(|(key, _, flag)| Some(spelt(flag, answers.answer(key)?)));
    given.flatten().map(|words| shell::line(&words)).collect()
}

/// Whether an answer is a map with answers of its own in it, each with a flag.
fn is_map_of_answers(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.keys().any(|key| !matches!(key.as_str(), "env" | "file")))
}

/// The words that give `flag` this value, once for each time that it is to be given; none where another flag of the same
/// answer takes such a value.
fn spelt(flag: &str, value: &Value) -> Vec<Vec<String>> {
    let with = |value: &str| vec![flag.to_owned(), value.to_owned()];
    match value {
        Value::String(text) => vec![with(text)],
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(with).collect(),
        Value::Object(_) if flag == "--ci" => vec![vec![flag.to_owned()]],
        Value::Object(source) => {
            let kind = flag.rsplit_once('-').map_or("", |(_, kind)| kind);
            let place = source.get(kind).and_then(Value::as_str);
            place.map(with).into_iter().collect()
        }
        Value::Bool(value) if flag == "--audience-parameter" => vec![with(&value.to_string())],
        Value::Bool(true) => vec![vec![flag.to_owned()]],
        _ => Vec::new(),
    }
}
