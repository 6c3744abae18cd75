//! What is to be set up at an identity provider, as far as it depends on the deployment.

use super::{Audience, ClientId, Issuer, OAuthScope};
use crate::flyte::PublicUrl;

/// A deployment as an identity provider sees it. Ids and issuers that are not known yet are placeholders in `<…>`.
#[derive(Debug, Clone, Copy)]
pub struct IdpRequirements<'a> {
    pub url: &'a PublicUrl,
    /// The issuer that users log in at.
    pub issuer: &'a Issuer,
    /// The confidential client that users log in to the console with.
    pub web: IdpClient<'a>,
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
    pub scope: &'a OAuthScope,
    /// The public client of flytectl and pyflyte.
    pub flytectl: IdpClient<'a>,
    /// The confidential client of flytepropeller and flytescheduler.
    pub propeller: IdpClient<'a>,
    /// The confidential client of CI, where it has one of its own.
    pub ci: Option<IdpClient<'a>>,
}

/// A confidential client for the client-credentials grant, and who uses it.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// Who gets tokens with it.
    pub user: ServiceUser,
    pub client: IdpClient<'a>,
}

/// Who gets tokens without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceUser {
    /// flytepropeller and flytescheduler.
    Propeller,
    /// CI and other services of users' own.
    Ci,
}

impl ServiceUser {
    /// Its name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "CI",
        }
    }

    /// All who share the client.
    pub const fn all(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller and flytescheduler",
            Self::Ci => "CI and other services",
        }
    }

    /// What its resource is called in Terraform.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "ci",
        }
    }

    /// The id to give its client, where that is a person's choice.
    pub const fn usual_id(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "flyte-ci",
        }
    }

    /// The answer that its id is.
    pub const fn id_answer(self) -> &'static str {
        match self {
            Self::Propeller => "clients.propeller.id",
            Self::Ci => "clients.ci.id",
        }
    }

    /// Where its secret goes: into an answer, or where CI has its variables, since nothing of Flyte's has to know it.
    pub const fn secret_place(self) -> &'static str {
        match self {
            Self::Propeller => "clients.propeller.secret",
            Self::Ci => CI_SECRET_VARIABLE,
        }
    }
}

/// The variable that flytekit reads a client's secret from (`configuration/internal.py`, flytekit 1.16).
pub const CI_SECRET_VARIABLE: &str = "FLYTE_CREDENTIALS_CLIENT_SECRET";

/// A client and what it asks for.
#[derive(Debug, Clone, Copy)]
pub struct IdpClient<'a> {
    pub id: &'a ClientId,
    pub scopes: &'a [OAuthScope],
}

impl IdpRequirements<'_> {
    /// Whether users log in to the console where access tokens come from, and not elsewhere.
    pub fn logs_in_at_the_external_server(&self) -> bool {
        self.external.is_some_and(|external| external.issuer == self.issuer)
    }
}

impl<'a> ExternalSetup<'a> {
    /// The clients that get tokens without a person, flytepropeller's first.
    pub fn services(&self) -> impl Iterator<Item = Service<'a>> + use<'a> {
        let propeller = Service { user: ServiceUser::Propeller, client: self.propeller };
        let ci = self.ci.map(|client| Service { user: ServiceUser::Ci, client });
        [propeller].into_iter().chain(ci)
    }

    /// The audience that stands for the API.
    pub fn first_audience(&self) -> &str {
        self.audience.first().map_or("", Audience::as_str)
    }
}

impl IdpClient<'_> {
    /// Its scopes in one line.
    pub fn scope_line(&self) -> String {
        let words: Vec<&str> = self.scopes.iter().map(OAuthScope::as_str).collect();
        words.join(" ")
    }

    /// Whether it asks for a scope.
    pub fn asks_for(&self, scope: &str) -> bool {
        self.scopes.iter().any(|other| other.as_str() == scope)
    }
}
