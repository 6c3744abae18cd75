//! The clients of the internal server.

use serde::Serialize;

/// The clients of the internal server. The map replaces flyteadmin's own, so all of them are here.
#[derive(Debug, Serialize)]
pub(super) struct StaticClients {
    pub(super) flytepropeller: StaticClient,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flytectl: Option<StaticClient>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "flyte-cli")]
    pub(super) flyte_cli: Option<StaticClient>,
}

/// A client of the internal server (`flyteadmin/auth/config/config.go`, v1.16.8).
#[derive(Debug, Default, Serialize)]
pub(super) struct StaticClient {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_uris: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_types: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_types: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<&'static str>>,
}

impl StaticClient {
    /// Nothing but the hash, to be merged with the rest from another file.
    pub(super) fn hash_only(hash: String) -> Self {
        Self {
            client_secret: Some(hash),
            ..Self::default()
        }
    }

    /// flytepropeller as flyteadmin has it built in, with its hash where that goes into the same file.
    pub(super) fn propeller(hash: Option<String>) -> Self {
        Self {
            id: Some("flytepropeller"),
            client_secret: hash,
            redirect_uris: Some(vec!["http://localhost:3846/callback"]),
            grant_types: Some(vec!["refresh_token", "client_credentials"]),
            response_types: Some(vec!["token"]),
            scopes: Some(vec!["all", "offline", "access_token"]),
            public: Some(false),
        }
    }

    /// A command-line tool as flyteadmin has it built in.
    pub(super) fn cli(id: &'static str) -> Self {
        Self {
            id: Some(id),
            client_secret: None,
            redirect_uris: Some(vec![
                crate::idp::CLI_REDIRECT_URI,
                "http://localhost:12345/callback",
            ]),
            grant_types: Some(vec!["refresh_token", "authorization_code"]),
            response_types: Some(vec!["code", "token"]),
            scopes: Some(vec!["all", "offline", "access_token"]),
            public: Some(true),
        }
    }
}
