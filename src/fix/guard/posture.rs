//! The posture of a release: what it exposes, and with which secrets.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::Chart;
use crate::flyte::config::{Admin, Auth, AuthServerType, Security, Traced};
use crate::flyte::{is_local, is_of_cluster};
use crate::release::Model;
use crate::values::{Kind, Map, Value};

/// Whether the API requires a login, ordered from closed to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Openness {
    /// Nothing runs: the chart does not render, or there is no API server.
    Nothing,
    /// It requires a login.
    Asks,
    /// Unknown, because it depends on something outside the values.
    Unknown,
    /// It requires no login.
    Open,
}

/// A client of flyteadmin's own authorization server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AcceptedClient {
    /// The hashes as written, without empty ones.
    pub(super) hashes: BTreeSet<String>,
    /// Whether it needs no secret.
    pub(super) public: bool,
}

/// An opening that exists although a login is required.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Opening {
    /// A clause after "then".
    pub(super) then: &'static str,
    /// Whether the user created it; otherwise it is a default of the chart or of Flyte.
    pub(super) is_from_user: bool,
}

/// The posture of a release.
#[derive(Debug, Clone)]
pub(super) struct Posture {
    pub(super) openness: Openness,
    pub(super) gaps: BTreeSet<Opening>,
    pub(super) server_type: Option<AuthServerType>,
    /// A setting that an external server needs and the values lack, in words.
    pub(super) external_lacks: Option<&'static str>,
    /// The static clients by name, if flyteadmin issues the tokens.
    pub(super) clients: BTreeMap<String, AcceptedClient>,
    /// The domain of the login's cookies; empty for the host itself.
    pub(super) cookie_domain: Option<String>,
    /// The Secrets that the chart renders: `name/key` with the value as text.
    pub(super) secrets: BTreeMap<String, String>,
}

impl Posture {
    /// Returns the posture of a chart that does not render.
    pub(super) const fn nothing() -> Self {
        Self {
            openness: Openness::Nothing,
            gaps: BTreeSet::new(),
            server_type: None,
            external_lacks: None,
            clients: BTreeMap::new(),
            cookie_domain: None,
            secrets: BTreeMap::new(),
        }
    }

    pub(super) fn of(model: &Model) -> Self {
        let mut posture = Self::nothing();
        for secret in &model.secrets {
            each_text(&secret.name, &secret.data, &mut posture.secrets);
        }
        let admin = model.propeller().map(|propeller| &propeller.decoded.admin);
        let unchecked = admin.and_then(|admin| {
            gap(&admin.insecure_skip_verify, true, "flytepropeller would not check flyteadmin's certificate")
        });
        posture.gaps.extend(unchecked);
        let Some(server) = model.server() else {
            return posture;
        };
        let (auth, security) = (&server.decoded.auth, &server.decoded.security);
        posture.openness = match security.use_auth.get() {
            Some(true) => Openness::Asks,
            Some(false) => Openness::Open,
            None => Openness::Unknown,
        };
        posture.gaps.extend(gaps(auth, security));
        posture.server_type = auth.app_auth.auth_server_type.get().copied();
        posture.external_lacks = external_lacks(auth, admin, model.chart);
        if posture.server_type == Some(AuthServerType::SelfServer) {
            posture.clients = clients(auth);
        }
        posture.cookie_domain = auth.user_auth.cookie_setting.domain.get().cloned();
        posture
    }
}

/// Finds the openings that exist although a login is required.
fn gaps(auth: &Auth, security: &Security) -> impl Iterator<Item = Opening> {
    let uris = &auth.authorized_uris;
    let is_public = uris.get().into_iter().flatten().enumerate().any(|(index, url)| {
        let host = url.hostname();
        // The chart adds host names inside the cluster.
        let is_from_user = uris.items.get(index).unwrap_or(&uris.origin).is_user();
        is_from_user && !is_local(host) && !is_of_cluster(host)
    });
    let any_origin = security.allow_cors.get() == Some(&true)
        && security.allowed_origins.get().is_some_and(|origins| origins.iter().any(|origin| origin == "*"));
    [
        gap(&auth.disable_for_http, true, "the HTTP API would accept calls without a login"),
        gap(&auth.disable_for_grpc, true, "the gRPC API would accept calls without a login"),
        gap(&security.insecure_cookie_header, is_public, "the login's cookies would be sent over plain HTTP, too"),
        any_origin.then(|| Opening {
            then: "every web site could call the API with the user's cookies",
            is_from_user: security.allowed_origins.origin.is_user(),
        }),
    ]
    .into_iter()
    .flatten()
}

/// Returns the opening that a switch creates, if it is set.
fn gap(switch: &Traced<bool>, counts: bool, then: &'static str) -> Option<Opening> {
    (counts && switch.get() == Some(&true)).then(|| Opening { then, is_from_user: switch.origin.is_user() })
}

/// Returns a setting that an external server needs and the user has not set.
fn external_lacks(auth: &Auth, admin: Option<&Admin>, chart: Chart) -> Option<&'static str> {
    let external = &auth.app_auth.external_auth_server;
    let client = &auth.app_auth.third_party_config.flyte_client;
    let is_user = |origin: &crate::values::Origin| origin.is_user();
    let issuer = is_user(&external.base_url.origin) || is_user(&auth.user_auth.open_id.base_url.origin);
    let propeller = admin.is_none_or(|admin| is_user(&admin.client_id.origin) || admin.client_id.get().is_none());
    if !issuer {
        Some("an issuer")
    } else if !is_user(&client.client_id.origin) {
        Some("flytectl's client")
    } else if !propeller && chart == Chart::FlyteBinary {
        Some("flytepropeller's client")
    } else {
        None
    }
}

fn clients(auth: &Auth) -> BTreeMap<String, AcceptedClient> {
    let clients = &auth.app_auth.self_auth_server.static_clients.clients;
    clients
        .iter()
        .map(|(name, client)| {
            let rotated = client.rotated_secrets.get().into_iter().flatten().cloned();
            let own = client.client_secret.get().map(crate::flyte::config::Hash::to_base64);
            let hashes = own.into_iter().chain(rotated).filter(|hash| !hash.is_empty()).collect();
            (name.clone(), AcceptedClient { hashes, public: client.public.get() == Some(&true) })
        })
        .collect()
}

fn each_text(name: &str, data: &Map, all: &mut BTreeMap<String, String>) {
    for (key, entry) in data {
        if let Some(text) = scalar(&entry.value) {
            all.insert(format!("{name}/{key}"), text);
        }
    }
}

/// Returns a scalar as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::String(text) => Some(text.to_string()),
        Kind::Bool(yes) => Some(yes.to_string()),
        Kind::Int(number) => Some(number.to_string()),
        Kind::Float(number) => Some(number.to_string()),
        Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Unknown(_) => None,
    }
}
