//! What clients need to know of a deployment.

use super::ClientError;
use crate::diagnostic::visible;
use crate::flyte::config::{AuthServerType, AuthType};
use crate::flyte::run::{propeller_audience, propeller_scopes};
use crate::flyte::{Model, PublicUrl};
use crate::idp::{IdpKind, Issuer};

/// A deployment as its clients see it.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// Where it is.
    pub url: PublicUrl,
    /// The identity provider, by name, if it issues the access tokens.
    pub external: Option<String>,
    /// The client that services log in with, if the values say.
    pub service: Option<ServiceClient>,
}

/// A client for the client-credentials grant.
#[derive(Debug, Clone)]
pub struct ServiceClient {
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub scopes: Vec<String>,
    /// The audience that it names; may be empty.
    pub audience: String,
}

impl Deployment {
    /// Finds out, from the models of the releases that make one deployment: all of it, or a control plane and a data
    /// plane.
    pub fn of(models: &[Model]) -> Result<Self, ClientError> {
        let auth = models
            .iter()
            .find_map(|model| Some(&model.server()?.decoded.auth))
            .ok_or(ClientError::NoServer)?;
        let uris = auth.authorized_uris.get();
        let first = uris
            .and_then(|uris| uris.first())
            .ok_or(ClientError::NoUrl)?;
        let url = PublicUrl::parse(&first.to_string())
            .map_err(|fault| ClientError::Url(visible(fault.message())))?;
        let is_external = auth.app_auth.auth_server_type.get() == Some(&AuthServerType::External);
        let issuer = [
            &auth.app_auth.external_auth_server.base_url,
            &auth.user_auth.open_id.base_url,
        ]
        .into_iter()
        .filter_map(|url| url.get())
        .find(|url| !url.is_empty())
        .and_then(|url| Issuer::parse(&url.to_string()).ok());
        let external = is_external.then(|| {
            issuer.map_or_else(
                || "the identity provider".to_owned(),
                |issuer| IdpKind::of(&issuer).provider().name_at(&issuer),
            )
        });
        let admin = models
            .iter()
            .find_map(|model| Some(&model.propeller()?.decoded.admin))
            .filter(|admin| admin.auth_type.get() == Some(&AuthType::ClientSecret));
        let service = admin.and_then(|admin| {
            Some(ServiceClient {
                id: admin.client_id.text()?.to_owned(),
                scopes: propeller_scopes(admin, Some(auth))?.get()?.clone(),
                audience: propeller_audience(admin, Some(auth))
                    .and_then(|audience| audience.get())
                    .cloned()
                    .unwrap_or_default(),
            })
        });
        Ok(Self {
            url,
            external,
            service,
        })
    }

    /// The address in the form that flytectl and pyflyte take: gRPC's name for a DNS name and a port.
    pub fn endpoint(&self) -> String {
        format!("dns:///{}", self.url.authority())
    }
}
