//! The requirements of a deployment for its identity provider.

use super::{Audience, ClientId, Issuer, OAuthScope};
use crate::flyte::PublicUrl;

/// A deployment from the identity provider's perspective. Unknown IDs and issuers are placeholders in `<…>`.
#[derive(Debug, Clone, Copy)]
pub struct IdpRequirements<'a> {
    pub url: &'a PublicUrl,
    /// The issuer of users' logins.
    pub issuer: &'a Issuer,
    /// The confidential web client.
    pub web: IdpClient<'a>,
    /// The provider as the authorization server; `None` if flyteadmin issues the access tokens.
    pub external: Option<ExternalSetup<'a>>,
}

/// The requirements for an external authorization server.
#[derive(Debug, Clone, Copy)]
pub struct ExternalSetup<'a> {
    /// The issuer of access tokens.
    pub issuer: &'a Issuer,
    /// The values of `aud` in access tokens; at least one.
    pub audience: &'a [Audience],
    /// The scope of the API.
    pub scope: &'a OAuthScope,
    /// The public client of flytectl and pyflyte.
    pub flytectl: IdpClient<'a>,
    /// The confidential client of flytepropeller and flytescheduler.
    pub propeller: IdpClient<'a>,
    /// The confidential client of CI, if it has a separate one.
    pub ci: Option<IdpClient<'a>>,
}

/// A confidential client for the client-credentials grant, with its user.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    pub user: ServiceUser,
    pub client: IdpClient<'a>,
}

/// The name of the web client's application, in steps and in code.
pub(crate) const CONSOLE_APP: &str = "Flyte console";

/// The name of the application of flytectl and pyflyte, in steps and in code.
pub(crate) const CLI_APP: &str = "flytectl";

/// The user of a service's client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceUser {
    /// flytepropeller and flytescheduler.
    Propeller,
    /// CI and other services of the user.
    Ci,
}

impl ServiceUser {
    /// Returns the name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "CI",
        }
    }

    /// Returns all users of the client.
    pub const fn all(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller and flytescheduler",
            Self::Ci => "CI and other services",
        }
    }

    /// Returns the name of its Terraform resource.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "ci",
        }
    }

    /// Returns the name of its application, which is also the default ID of its client, where it can be chosen.
    pub const fn usual_id(self) -> &'static str {
        match self {
            Self::Propeller => "flytepropeller",
            Self::Ci => "flyte-ci",
        }
    }

    /// Returns the key of the answer for its ID.
    pub const fn id_answer(self) -> &'static str {
        match self {
            Self::Propeller => "clients.propeller.id",
            Self::Ci => "clients.ci.id",
        }
    }

    /// Returns where its secret is stored: in an answer, or for CI, in its variables, since Flyte does not need it.
    pub const fn secret_place(self) -> &'static str {
        match self {
            Self::Propeller => "clients.propeller.secret",
            Self::Ci => CI_SECRET_VARIABLE,
        }
    }
}

/// The variable from which flytekit reads a client's secret (`configuration/internal.py`, flytekit 1.16).
pub const CI_SECRET_VARIABLE: &str = "FLYTE_CREDENTIALS_CLIENT_SECRET";

/// A client, with the scopes that it requests.
#[derive(Debug, Clone, Copy)]
pub struct IdpClient<'a> {
    pub id: &'a ClientId,
    pub scopes: &'a [OAuthScope],
}

impl IdpRequirements<'_> {
    /// Returns whether users log in at the issuer of access tokens.
    pub fn logs_in_at_the_external_server(&self) -> bool {
        self.external.is_some_and(|external| external.issuer == self.issuer)
    }
}

impl<'a> ExternalSetup<'a> {
    /// Iterates over the services' clients, flytepropeller's first.
    pub fn services(&self) -> impl Iterator<Item = Service<'a>> + use<'a> {
        let propeller = Service { user: ServiceUser::Propeller, client: self.propeller };
        let ci = self.ci.map(|client| Service { user: ServiceUser::Ci, client });
        [propeller].into_iter().chain(ci)
    }

    /// Returns the main audience of the API.
    pub fn first_audience(&self) -> &str {
        self.audience.first().map_or("", Audience::as_str)
    }
}

impl IdpClient<'_> {
    /// Returns the scopes on one line.
    pub fn scope_line(&self) -> String {
        let words: Vec<&str> = self.scopes.iter().map(OAuthScope::as_str).collect();
        words.join(" ")
    }

    /// Returns whether it requests a scope.
    pub fn requests(&self, scope: &str) -> bool {
        self.scopes.iter().any(|other| other.as_str() == scope)
    }
}
