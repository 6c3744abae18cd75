//! The expected properties of a deployment, from its values or answers, or from what it publishes.

use crate::deployment::{Deployment, Topology};
use crate::flyte::config::{AUTHORIZATION_HEADER, Auth};
use crate::flyte::run::{TokenUrl, accepted_audiences, caller_url, metadata_url, public_url};
use crate::flyte::{CLI_REDIRECT_URI, PublicUrl};
use crate::go::GoUrl;
use crate::idp::{ClientId, IdpKind, Issuer, OAuthScope};
use crate::release::{Facts, Model};

/// The expected properties; `None` or empty if unknown.
#[derive(Debug, Clone)]
pub struct Expected {
    pub idp: IdpKind,
    /// The identity provider's name in a sentence.
    pub idp_name: String,
    /// The public URL of Flyte.
    pub url: Option<PublicUrl>,
    /// The issuer of the login: `auth.userAuth.openId.baseUrl`.
    pub issuer: Option<String>,
    /// The issuer in ID tokens, if it is set separately (`issuerUrl`).
    pub token_issuer: Option<String>,
    /// The ID of the web client.
    pub web: Option<String>,
    /// The scopes of the login.
    pub login_scopes: Vec<String>,
    /// The external authorization server; `None` if flyteadmin issues the access tokens.
    pub external: Option<ExpectedServer>,
    pub flytectl: ExpectedCli,
    /// flytepropeller's client, if this deployment has one.
    pub propeller: Option<ExpectedService>,
    /// The audiences of which a user's token must have one.
    pub audiences: Vec<String>,
    /// The gRPC header with the token.
    pub header: String,
}

/// An external authorization server.
#[derive(Debug, Clone)]
pub struct ExpectedServer {
    /// The issuer; `None` if only the deployment's own metadata is known.
    pub issuer: Option<String>,
    /// The URL at which flyteadmin reads its metadata.
    pub metadata_url: Option<String>,
}

/// flytectl's client.
#[derive(Debug, Clone, Default)]
pub struct ExpectedCli {
    pub id: Option<String>,
    /// The redirect URI of the login.
    pub redirect_uri: String,
    /// The scopes that flytectl requests.
    pub scopes: Vec<String>,
    /// The audience that flytectl requests; empty for none.
    pub audience: String,
}

/// flytepropeller's client.
#[derive(Debug, Clone, Default)]
pub struct ExpectedService {
    pub id: Option<String>,
    /// The scopes that flytepropeller requests.
    pub scopes: Vec<String>,
    /// The audience that flytepropeller requests; empty for none.
    pub audience: String,
    /// The token endpoint, if the values set one.
    pub token_url: Option<String>,
    /// The audiences of which flytepropeller's token must have one.
    pub audiences: Vec<String>,
}

impl Expected {
    /// Creates the expectations if only Flyte's URL is known.
    pub fn unknown(url: PublicUrl) -> Self {
        Self {
            idp: IdpKind::Oidc,
            idp_name: "the identity provider".to_owned(),
            audiences: vec![url.to_string()],
            url: Some(url),
            issuer: None,
            token_issuer: None,
            web: None,
            login_scopes: Vec::new(),
            external: None,
            flytectl: ExpectedCli::default(),
            propeller: None,
            header: AUTHORIZATION_HEADER.to_owned(),
        }
    }

    /// Reads the expectations from a deployment, and from the model of its values if there is one.
    pub fn of(deployment: &Deployment, model: Option<&Model>) -> Self {
        let known = |issuer: &Issuer| (!issuer.is_placeholder()).then(|| issuer.as_str().to_owned());
        let id = |id: &ClientId| id.is_known().then(|| id.as_str().to_owned());
        let url = deployment.url.known().ok().cloned();
        let audiences: Vec<String> = match deployment.external() {
            Some(server) => server.audience.iter().map(|audience| audience.as_str().to_owned()).collect(),
            None => url.iter().map(ToString::to_string).collect(),
        };
        let propeller = ExpectedService {
            id: id(&deployment.propeller.id),
            scopes: texts(&deployment.propeller.scopes),
            audience: deployment.propeller.audience.as_ref().map_or_else(String::new, |it| it.as_str().to_owned()),
            token_url: None,
            audiences: audiences.clone(),
        };
        let external = deployment.external().map(|server| ExpectedServer {
            issuer: known(&server.issuer),
            metadata_url: known(&server.issuer).map(|_| server.issuer.discovery_url()),
        });
        let mut expected = Self {
            idp: deployment.idp,
            idp_name: deployment.idp_name(),
            issuer: known(&deployment.login.issuer),
            token_issuer: None,
            web: id(&deployment.login.client),
            login_scopes: texts(&deployment.login.scopes),
            external,
            flytectl: ExpectedCli {
                id: id(&deployment.flytectl.id),
                redirect_uri: CLI_REDIRECT_URI.to_owned(),
                scopes: texts(&deployment.flytectl.scopes),
                audience: propeller.audience.clone(),
            },
            propeller: (deployment.topology == Topology::Single || model.is_none()).then_some(propeller),
            audiences,
            header: AUTHORIZATION_HEADER.to_owned(),
            url,
        };
        if let Some(model) = model {
            expected.refine(model);
        }
        expected
    }

    /// Adds what the values set in addition to the deployment.
    fn refine(&mut self, model: &Model) {
        let Some(auth) = model.server().map(|server| &server.decoded.auth) else {
            return;
        };
        let text = |url: Option<&GoUrl>| url.filter(|url| !url.is_empty()).map(ToString::to_string);
        self.token_issuer = text(auth.user_auth.open_id.issuer_url.get());
        let client = &auth.app_auth.third_party_config.flyte_client;
        if let Some(uri) = client.redirect_uri.text() {
            uri.clone_into(&mut self.flytectl.redirect_uri);
        }
        self.flytectl.audience = client.audience.get().cloned().unwrap_or_default();
        if let Some(header) = auth.grpc_authorization_header.text() {
            self.header = header.to_lowercase();
        }
        if let Some(server) = &mut self.external {
            server.metadata_url = text(metadata_url(auth).as_ref());
        }
        if let Some(audiences) = self.url.as_ref().and_then(|url| for_people(auth, url)) {
            self.audiences = audiences;
        }
        if let Some(propeller) = &mut self.propeller {
            let facts = Facts::of(model);
            propeller.audiences = facts.accepted_audiences.unwrap_or_default();
            // The internal server's token URL may be inside the cluster, which is not reachable from here.
            if let (Some(TokenUrl::Known(url)), Some(_)) = (facts.token_url, &self.external) {
                propeller.token_url = Some(url);
            }
        }
    }
}

/// Returns the audiences of which a token must have one in a call to the public URL.
fn for_people(auth: &Auth, url: &PublicUrl) -> Option<Vec<String>> {
    let call = caller_url(&GoUrl::parse(url.as_str()).ok()?)?;
    accepted_audiences(auth, public_url(&call, auth.authorized_uris.get()?))
}

fn texts(scopes: &[OAuthScope]) -> Vec<String> {
    scopes.iter().map(|scope| scope.as_str().to_owned()).collect()
}
