//! Reads answers from the values that Flyte reads.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{insert_issuer, is_id};
use crate::deployment::{InternalServer, public_url};
use crate::flyte::config::{AuthServerType, Traced};
use crate::idp::Issuer;
use crate::release::Model;
use crate::values::Origin;

/// Returns a value that the user wrote. Defaults are not answers: flyte-core's contain sample IDs.
fn written<T>(field: &Traced<T>) -> Option<&T> {
    let is_written = !matches!(field.origin, Origin::ChartDefault { .. } | Origin::FlyteDefault);
    field.get().filter(|_| is_written)
}

/// Reads the answers from a model.
pub(super) fn of_model(model: &Model) -> IndexMap<&'static str, Value> {
    let mut found = IndexMap::new();
    let Some(server) = model.server() else {
        return found;
    };
    let auth = &server.decoded.auth;
    if let Ok(url) = public_url(server)
        && !url.is_placeholder()
    {
        found.insert("url", json!(url.as_str()));
    }
    let is_external = auth.app_auth.auth_server_type.get() == Some(&AuthServerType::External);
    let issuers = [&auth.app_auth.external_auth_server.base_url, &auth.user_auth.open_id.base_url];
    let issuer = issuers
        .into_iter()
        .skip(usize::from(!is_external))
        .filter_map(|url| written(url))
        .find(|url| !url.is_empty())
        .and_then(Issuer::of_url);
    let Some(issuer) = issuer else {
        return found;
    };
    insert_issuer(&mut found, &issuer);
    found.insert("authServer", json!(if is_external { "external" } else { "internal" }));
    let mut id = |key: &'static str, id: Option<&String>| {
        if let Some(id) = id.filter(|id| is_id(id)) {
            found.insert(key, json!(id));
        }
    };
    id("clients.web.id", written(&auth.user_auth.open_id.client_id));
    if is_external {
        id("clients.flytectl.id", written(&auth.app_auth.third_party_config.flyte_client.client_id));
        let propeller = model.propeller().map(|process| &process.decoded.admin);
        id("clients.propeller.id", propeller.and_then(|admin| written(&admin.client_id)));
        if let Some(audience) = written(&auth.app_auth.external_auth_server.allowed_audience)
            && !audience.is_empty()
        {
            found.insert("audience", json!(audience));
        }
    } else {
        let clients = &auth.app_auth.self_auth_server.static_clients;
        let server = InternalServer::new(clients, true);
        id("clients.ci.id", server.ci().map(ToString::to_string).as_ref());
    }
    found
}
