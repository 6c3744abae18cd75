//! The table of answers: each with its key in an answers file and the flags for it. The command line, the wizard,
//! messages and printed commands use it.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde_json::{Value, json};

use super::raw::{AuthServer, SecretsWord, TopologyWord};
use crate::chart::Chart;
use crate::idp::IdpKind;

/// A way to give an answer on the command line.
#[derive(Debug)]
pub struct AnswerFlag {
    /// The key in an answers file, with dots between its parts.
    pub key: &'static str,
    /// The flag, such as `--chart`.
    pub flag: &'static str,
    /// The short flag.
    pub short: Option<char>,
    pub takes: Takes,
    pub help: &'static str,
}

/// The value of a flag. The text is the name of the value in `--help`.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// None: the answer is `true`.
    Nothing,
    /// None: the client of this key exists, with defaults for its answers.
    Client,
    /// A text.
    Text(&'static str),
    /// A text for each time that it is given.
    Texts(&'static str),
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Word(&'static str, fn() -> Vec<PossibleValue>),
    /// The name of an environment variable with the secret.
    Variable,
    /// The path of a file with the secret.
    File,
}

impl Takes {
    /// Returns the name of the value in `--help`.
    pub const fn value_name(self) -> Option<&'static str> {
        match self {
            Self::Nothing | Self::Client => None,
            Self::Text(name) | Self::Texts(name) | Self::Word(name, _) => Some(name),
            Self::Bool => Some("BOOL"),
            Self::Variable => Some("VARIABLE"),
            Self::File => Some("FILE"),
        }
    }

    /// Returns the answer for a value on the command line.
    pub fn answer(self, text: &str) -> Value {
        match self {
            Self::Nothing => json!(true),
            Self::Client => json!({}),
            Self::Text(_) | Self::Texts(_) | Self::Word(..) => json!(text),
            Self::Bool => json!(text == "true"),
            Self::Variable => json!({ "env": text }),
            Self::File => json!({ "file": text }),
        }
    }
}

impl AnswerFlag {
    /// Returns the flag with the name of its value: `--idp IDP`.
    pub fn usage(&self) -> String {
        self.takes.value_name().map_or_else(|| self.flag.to_owned(), |name| format!("{} {name}", self.flag))
    }

    /// Returns the words of a command line that give this answer, once for each time that the flag occurs; empty if
    /// another flag of the same key gives it.
    pub fn words(&self, answer: &Value) -> Vec<Vec<String>> {
        let with = |text: &str| vec![self.flag.to_owned(), text.to_owned()];
        let source = |kind: &str| answer.get(kind).and_then(Value::as_str).map(with).into_iter().collect();
        match self.takes {
            Takes::Nothing if answer == true => vec![vec![self.flag.to_owned()]],
            // Each answer about a client implies that it exists.
            Takes::Client if answer.as_object().is_some_and(serde_json::Map::is_empty) => {
                vec![vec![self.flag.to_owned()]]
            }
            Takes::Nothing | Takes::Client => Vec::new(),
            Takes::Text(_) | Takes::Word(..) => answer.as_str().map(with).into_iter().collect(),
            Takes::Texts(_) => answer.as_array().into_iter().flatten().filter_map(Value::as_str).map(with).collect(),
            Takes::Bool => answer.as_bool().map(|on| with(&on.to_string())).into_iter().collect(),
            Takes::Variable => source("env"),
            Takes::File => source("file"),
        }
    }
}

/// Returns the flags for the answer to `key`.
pub fn flags_of(key: &str) -> impl Iterator<Item = &'static AnswerFlag> {
    ANSWER_FLAGS.iter().filter(move |row| row.key == key)
}

/// All flags, in the order of `--help`.
pub static ANSWER_FLAGS: &[AnswerFlag] = &[
    row("chart", "--chart", Takes::Word("CHART", words::<Chart>), "Helm chart"),
    row("flyteVersion", "--flyte-version", Takes::Text("VERSION"), "Flyte version"),
    row(
        "authServer",
        "--auth-server",
        Takes::Word("SERVER", words::<AuthServer>),
        "Authorization server that issues access tokens",
    ),
    row("url", "--url", Takes::Text("URL"), "Public URL of Flyte, such as `https://flyte.example.org`"),
    row("sandbox", "--sandbox", Takes::Nothing, "Use the sandbox at `http://localhost:30081`"),
    row("release", "--release", Takes::Text("NAME"), "Helm release [default: flyte-backend]"),
    AnswerFlag {
        short: Some('n'),
        ..row("namespace", "--namespace", Takes::Text("NAME"), "Namespace of the release [default: flyte]")
    },
    row(
        "topology",
        "--topology",
        Takes::Word("TOPOLOGY", words::<TopologyWord>),
        "One cluster, or a control plane with data planes (flyte-core)",
    ),
    row(
        "dataPlane.endpoint",
        "--data-plane-endpoint",
        Takes::Text("ENDPOINT"),
        "gRPC target at which data planes reach flyteadmin, such as `dns:///flyte.example.org`",
    ),
    row("idp.type", "--idp", Takes::Word("IDP", words::<IdpKind>), "Identity provider"),
    row("idp.issuer", "--issuer", Takes::Text("URL"), "Issuer of the identity provider"),
    row("idp.org", "--okta-org", Takes::Text("ORG"), "Okta: org name or host"),
    row("idp.server", "--okta-server", Takes::Text("ID"), "Okta: ID of the custom authorization server"),
    row("idp.url", "--keycloak-url", Takes::Text("URL"), "Keycloak: base URL"),
    row("idp.realm", "--keycloak-realm", Takes::Text("REALM"), "Keycloak: realm"),
    row("idp.tenant", "--entra-tenant", Takes::Text("ID"), "Entra ID: directory (tenant) ID"),
    row("idp.scope", "--entra-scope", Takes::Text("NAME"), "Entra ID: name of the exposed scope [default: all]"),
    row(
        "idp.audienceParameter",
        "--audience-parameter",
        Takes::Bool,
        "Clients send an `audience` parameter [default: true for Auth0, else false]",
    ),
    row(
        "login.issuer",
        "--login-issuer",
        Takes::Text("URL"),
        "Issuer for the browser login, if it differs from the authorization server's",
    ),
    row("clients.web.id", "--web-client-id", Takes::Text("ID"), "Client ID of the web client (Flyte console)"),
    row(
        "clients.web.secret",
        "--web-secret-env",
        Takes::Variable,
        "Environment variable that holds the web client's secret",
    ),
    row("clients.web.secret", "--web-secret-file", Takes::File, "File that holds the web client's secret"),
    row(
        "clients.propeller.id",
        "--propeller-client-id",
        Takes::Text("ID"),
        "Client ID of flytepropeller (external server)",
    ),
    row(
        "clients.propeller.secret",
        "--propeller-secret-env",
        Takes::Variable,
        "Environment variable that holds flytepropeller's client secret; with the internal server, the password to \
            keep",
    ),
    row(
        "clients.propeller.secret",
        "--propeller-secret-file",
        Takes::File,
        "File that holds flytepropeller's client secret; with the internal server, the password to keep",
    ),
    row(
        "clients.propeller.hash",
        "--propeller-hash-env",
        Takes::Variable,
        "Environment variable that holds the hash of flytepropeller's password (internal server)",
    ),
    row(
        "clients.propeller.hash",
        "--propeller-hash-file",
        Takes::File,
        "File that holds the hash of flytepropeller's password (internal server)",
    ),
    row(
        "clients.flytectl.id",
        "--flytectl-client-id",
        Takes::Text("ID"),
        "Client ID of the public client for flytectl and pyflyte (external server)",
    ),
    row("clients.ci", "--ci", Takes::Client, "Register a separate client for CI (its ID can be given later)"),
    row(
        "clients.ci.id",
        "--ci-client-id",
        Takes::Text("ID"),
        "Client ID for CI and other services [default with the internal server: flyte-ci]",
    ),
    row(
        "clients.ci.secret",
        "--ci-secret-env",
        Takes::Variable,
        "Environment variable that holds CI's password (internal server)",
    ),
    row("clients.ci.secret", "--ci-secret-file", Takes::File, "File that holds CI's password (internal server)"),
    row(
        "clients.ci.hash",
        "--ci-hash-env",
        Takes::Variable,
        "Environment variable that holds the hash of CI's password, instead of the password",
    ),
    row(
        "clients.ci.hash",
        "--ci-hash-file",
        Takes::File,
        "File that holds the hash of CI's password, instead of the password",
    ),
    row(
        "audience",
        "--audience",
        Takes::Texts("AUDIENCE"),
        "Audience that access tokens carry in `aud` (external server; repeatable)",
    ),
    row("offlineAccess", "--offline-access", Takes::Nothing, "Request refresh tokens"),
    row("secrets", "--secrets", Takes::Word("WHERE", words::<SecretsWord>), "Where to store secrets [default: inline]"),
    row(
        "secretNames.clients",
        "--clients-secret-name",
        Takes::Text("NAME"),
        "flyte-binary: existing Secret with the client secrets",
    ),
    row(
        "secretNames.propeller",
        "--propeller-secret-name",
        Takes::Text("NAME"),
        "flyte-core: existing Secret with flytepropeller's client secret",
    ),
    row(
        "secretNames.oidc",
        "--oidc-secret-name",
        Takes::Text("NAME"),
        "flyte-core: existing Secret with the web client's secret",
    ),
];

const fn row(key: &'static str, flag: &'static str, takes: Takes, help: &'static str) -> AnswerFlag {
    AnswerFlag { key, flag, short: None, takes, help }
}

fn words<T: ValueEnum>() -> Vec<PossibleValue> {
    T::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect()
}
