//! Reads answers and secrets wherever a file has their keys: at a wrong place, in a document that Helm ignores, or if
//! authentication is disabled.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::unusable::FoundText;
use super::{KeptSecret, KeptSecrets, insert_issuer, is_id};
use crate::chart::{Chart, DEFAULT_CLIENT_SECRET};
use crate::flyte::config::StaticClients;
use crate::flyte::{OIDC_KEY, PublicUrl, is_cluster_address};
use crate::idp::{IdpKind, Issuer, OFFLINE_ACCESS};
use crate::secret::Secret;
use crate::values::is_placeholder;

/// The keys that a walk through a file has found, at any place.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct SeenKeys {
    chart: Chart,
    url: Option<String>,
    host: Option<String>,
    login_issuer: Option<String>,
    token_issuer: Option<String>,
    is_external: bool,
    is_internal: bool,
    web: Option<String>,
    flytectl: Option<String>,
    propeller: Option<String>,
    ci: Option<String>,
    audience: Option<Value>,
    offline: bool,
    clients_secret: Option<String>,
    propeller_secret: Option<String>,
    has_null_secret: bool,
    pub(super) secrets: KeptSecrets,
    /// The texts that answers are read from.
    pub(super) texts: Vec<FoundText>,
}

impl SeenKeys {
    pub(super) fn of(chart: Chart) -> Self {
        Self {
            chart,
            url: None,
            host: None,
            login_issuer: None,
            token_issuer: None,
            is_external: false,
            is_internal: false,
            web: None,
            flytectl: None,
            propeller: None,
            ci: None,
            audience: None,
            offline: false,
            clients_secret: None,
            propeller_secret: None,
            has_null_secret: false,
            secrets: KeptSecrets::default(),
            texts: Vec::new(),
        }
    }

    pub(super) fn walk(&mut self, value: &Value, path: &mut Vec<String>) {
        let Value::Object(map) = value else {
            return;
        };
        for (key, value) in map {
            let key = key.to_lowercase();
            self.see(&key, value, path);
            path.push(key);
            self.walk(value, path);
            path.pop();
        }
    }

    fn see(&mut self, key: &str, value: &Value, path: &[String]) {
        let below = |name: &str| path.iter().any(|key| key == name);
        let parent = path.last().map(String::as_str);
        let text = value.as_str().filter(|text| !text.is_empty());
        let known = text.filter(|text| !is_placeholder(text) && !text.contains(['<', '>'])).map(str::to_owned);
        let is_login = below("openid") || below("oidc") || below("userauth");
        self.note_text(key, value, path);
        match key {
            "authorizeduris" => self.url = self.url.take().or_else(|| public_uri(value)),
            "host" if parent == Some("ingress") => self.host = self.host.take().or(known),
            "baseurl" if below("externalauthserver") => self.token_issuer = self.token_issuer.take().or(known),
            "baseurl" if is_login => self.login_issuer = self.login_issuer.take().or(known),
            "authservertype" => {
                self.is_external |= text.is_some_and(|text| text.eq_ignore_ascii_case("external"));
            }
            "allowedaudience" if value.as_array().is_some_and(|items| !items.is_empty()) => {
                self.audience.get_or_insert_with(|| value.clone());
            }
            "staticclients" => self.is_internal = true,
            "clientid" if is_login => self.web = self.web.take().or(known),
            "clientid" if parent == Some("flyteclient") => self.flytectl = self.flytectl.take().or(known),
            "clientid" if matches!(parent, Some("internal" | "adminoauthclientcredentials" | "admin")) => {
                self.propeller = self.propeller.take().or(known);
            }
            "scopes" if is_login => {
                let scopes = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                self.offline |= scopes.into_iter().any(|scope| scope == OFFLINE_ACCESS);
            }
            "clientsecretsexternalsecretref" => self.clients_secret = known,
            "secretname" if parent == Some("adminoauthclientcredentials") => self.propeller_secret = known,
            "clientsecret" if parent == Some("adminoauthclientcredentials") && value.is_null() => {
                self.has_null_secret = true;
            }
            _ => self.see_secret(key, text, path),
        }
    }

    /// Records a text that an answer is read from.
    fn note_text(&mut self, key: &str, value: &Value, path: &[String]) {
        let below = |name: &str| path.iter().any(|key| key == name);
        let is_login = below("openid") || below("oidc") || below("userauth");
        let parent = path.last().map(String::as_str);
        let (answer, index, text) = match key {
            "authorizeduris" => {
                let mut items = value.as_array().into_iter().flatten().filter_map(Value::as_str).enumerate();
                let Some((index, text)) = items.find(|(_, text)| !is_cluster_address(text)) else { return };
                ("url", Some(index.to_string()), Some(text))
            }
            "baseurl" if below("externalauthserver") || is_login => ("idp.issuer", None, value.as_str()),
            "clientid" if is_login => ("clients.web.id", None, value.as_str()),
            "clientid" if parent == Some("flyteclient") => ("clients.flytectl.id", None, value.as_str()),
            "clientid" if matches!(parent, Some("internal" | "adminoauthclientcredentials")) => {
                ("clients.propeller.id", None, value.as_str())
            }
            _ => return,
        };
        let Some(text) = text.filter(|text| !text.is_empty() && !is_placeholder(text) && !text.contains(['<', '>']))
        else {
            return;
        };
        let path = path.iter().cloned().chain([key.to_owned()]).chain(index).collect();
        self.texts.push(FoundText { key: answer, text: text.to_owned(), path });
    }

    fn see_secret(&mut self, key: &str, text: Option<&str>, path: &[String]) {
        let Some(text) = text.filter(|text| !text.starts_with('<') && *text != DEFAULT_CLIENT_SECRET) else {
            return;
        };
        let parent = path.last().map(String::as_str);
        let is_of_clients = path.iter().any(|key| key == "staticclients");
        let chart = self.chart;
        let kept = |id: Option<String>, text: &str| as_given(chart, text).map(|secret| KeptSecret { id, secret });
        match (key, parent) {
            ("clientsecret", Some("oidc" | "openid")) | (OIDC_KEY, _) => {
                self.secrets.web = self.secrets.web.take().or_else(|| kept(None, text));
            }
            ("clientsecret", Some("internal" | "adminoauthclientcredentials")) => {
                self.secrets.propeller = self.secrets.propeller.take().or_else(|| kept(None, text));
            }
            ("clientsecrethash", _) | ("client_secret", Some("flytepropeller")) => {
                self.secrets.hash = self.secrets.hash.take().or_else(|| as_given(chart, text));
            }
            ("client_secret", Some(client))
                if is_of_clients && !StaticClients::built_in().clients.contains_key(client) =>
            {
                self.secrets.ci = self.secrets.ci.take().or_else(|| kept(Some(client.to_owned()), text));
                self.ci.get_or_insert_with(|| client.to_owned());
            }
            _ => {}
        }
    }

    /// Returns the answers by key, and assigns the IDs to the secrets.
    pub(super) fn answers(&mut self) -> IndexMap<&'static str, Value> {
        let mut found = IndexMap::new();
        let url = self.url.take().or_else(|| {
            let host = self.host.take()?;
            PublicUrl::parse(&format!("https://{host}")).ok().map(|url| url.as_str().to_owned())
        });
        if let Some(url) = url {
            found.insert("url", json!(url));
        }
        let issuer = if self.is_external { self.token_issuer.as_ref() } else { None };
        let issuer = issuer.or(self.login_issuer.as_ref()).and_then(|text| Issuer::parse(text).ok());
        if let Some(issuer) = &issuer {
            insert_issuer(&mut found, issuer);
            found.insert("authServer", json!(if self.is_external { "external" } else { "internal" }));
            if self.offline && IdpKind::of(issuer).provider().refresh_scope().is_some() {
                found.insert("offlineAccess", json!(true));
            }
        } else if self.is_external || self.is_internal || self.login_issuer.is_some() {
            found.insert("authServer", json!(if self.is_external { "external" } else { "internal" }));
        }
        let mut id = |key: &'static str, id: Option<&String>| {
            if let Some(id) = id.filter(|id| is_id(id)) {
                found.insert(key, json!(id));
            }
        };
        id("clients.web.id", self.web.as_ref());
        if self.is_external {
            id("clients.flytectl.id", self.flytectl.as_ref());
            id("clients.propeller.id", self.propeller.as_ref());
            if let Some(audience) = &self.audience {
                found.insert("audience", audience.clone());
            }
        } else {
            id("clients.ci.id", self.ci.as_ref());
        }
        self.place_of_secrets(&mut found);
        if let Some(kept) = &mut self.secrets.web {
            kept.id.clone_from(&self.web);
        }
        match &mut self.secrets.propeller {
            Some(kept) if self.is_external => kept.id.clone_from(&self.propeller),
            kept => self.secrets.password = kept.take().map(|kept| kept.secret),
        }
        found
    }

    /// Adds the answers about where secrets are stored.
    fn place_of_secrets(&self, found: &mut IndexMap<&'static str, Value>) {
        if let Some(name) = &self.clients_secret {
            found.insert("secrets", json!("existing"));
            found.insert("secretNames.clients", json!(name));
        } else if self.has_null_secret {
            found.insert("secrets", json!("existing"));
            if let Some(name) = &self.propeller_secret {
                found.insert("secretNames.propeller", json!(name));
            }
        } else if self.secrets.web.is_some() {
            found.insert("secrets", json!("inline"));
        }
    }
}

/// Returns a secret as the user gave it: flyte-core's values have `{{` escaped. A text that its templates would
/// evaluate is not a secret to keep.
fn as_given(chart: Chart, text: &str) -> Option<Secret> {
    if chart == Chart::FlyteBinary || !text.contains("{{") {
        return Some(Secret::as_written(text));
    }
    let parts: Vec<&str> = text.split("{{`{{`}}").collect();
    let is_escaped = parts.iter().all(|part| !part.contains("{{"));
    is_escaped.then(|| Secret::as_written(&parts.join("{{")))
}

/// Returns the first URL in `authorizedUris` that is not a name inside the cluster.
fn public_uri(value: &Value) -> Option<String> {
    let texts: Vec<&str> = match value {
        Value::String(text) => text.split(',').collect(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let url = |text: &&str| match PublicUrl::parse(text) {
        Ok(url) => Some(url.as_str().to_owned()),
        Err(fault) => fault.suggestion().filter(|_| text.starts_with("https://")).map(str::to_owned),
    };
    texts.iter().find_map(url)
}
