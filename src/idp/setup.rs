//! What is to be set up at an identity provider, as far as it depends on the deployment.

use super::{Audience, ClientId, Issuer, Scope};
use crate::flyte::PublicUrl;

/// A deployment as an identity provider sees it. Ids and issuers that are not known yet are placeholders in `<…>`.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// The public URL.
    pub url: &'a PublicUrl,
    /// The issuer that people log in at.
    pub issuer: &'a Issuer,
    /// The confidential client that people log in to the console with.
    pub web: Client<'a>,
    /// The provider as the authorization server; `None` where flyteadmin issues the access tokens.
    pub external: Option<ExternalSetup<'a>>,
}

/// What an external authorization server has besides the login.
#[derive(Debug, Clone, Copy)]
pub struct ExternalSetup<'a> {
    /// The issuer of access tokens.
    pub issuer: &'a Issuer,
    /// What they carry in `aud`; at least one.
    pub audience: &'a [Audience],
    /// The scope that stands for the API.
    pub scope: &'a Scope,
    /// The public client of flytectl and pyflyte.
    pub flytectl: Client<'a>,
    /// The confidential client of flytepropeller and flytescheduler.
    pub propeller: Client<'a>,
}

/// A client and what it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// Its id.
    pub id: &'a ClientId,
    /// Its scopes.
    pub scopes: &'a [Scope],
}

impl Setup<'_> {
    /// Whether people log in to the console where access tokens come from, and not elsewhere.
    pub fn logs_in_at_the_external_server(&self) -> bool {
        self.external
            .is_some_and(|external| external.issuer == self.issuer)
    }
}

impl ExternalSetup<'_> {
    /// The audience that stands for the API.
    pub fn first_audience(&self) -> &str {
        self.audience.first().map_or("", Audience::as_str)
    }
}

impl Client<'_> {
    /// Its scopes in one line.
    pub fn scope_line(&self) -> String {
        let words: Vec<&str> = self.scopes.iter().map(Scope::as_str).collect();
        words.join(" ")
    }

    /// Whether it asks for a scope.
    pub fn asks_for(&self, scope: &str) -> bool {
        self.scopes.iter().any(|other| other.as_str() == scope)
    }
}
