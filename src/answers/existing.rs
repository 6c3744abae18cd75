//! What a values file says already: answers and secrets that nobody has to give again.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{AnswersInput, SecretStore};
use crate::chart::{Chart, DEFAULT_CLIENT_SECRET, OwnValues};
use crate::deployment::{InternalServer, public_url};
use crate::flyte::PublicUrl;
use crate::flyte::config::{AuthServerType, StaticClients, Traced};
use crate::idp::{ClientId, IdpKind, Issuer, OFFLINE_ACCESS};
use crate::release::Model;
use crate::secret::Secret;
use crate::values::{self, Origin, is_placeholder, to_serde};
use crate::yaml::{HelmVersion, read};

/// The secrets that a values file has.
#[derive(Debug, Clone, Default)]
pub struct KeptSecrets {
    /// The web client's secret, with the ID that it belongs to, where the file has one.
    pub web: Option<KeptSecret>,
    /// flytepropeller's client secret or password, with the ID that it belongs to.
    pub propeller: Option<KeptSecret>,
    /// The hash of flytepropeller's password.
    pub hash: Option<Secret>,
    /// The hash of the password of CI's client at the internal server.
    pub ci: Option<KeptSecret>,
}

/// A secret that a values file has.
#[derive(Debug, Clone)]
pub struct KeptSecret {
    /// The client's ID, where the file has it.
    pub id: Option<String>,
    /// The secret.
    pub secret: Secret,
}

impl KeptSecret {
    /// Whether this is the secret of the client with an ID.
    pub fn is_of(&self, id: Option<&str>) -> bool {
        self.id.is_none() || id.is_none() || self.id.as_deref() == id
    }
}

impl KeptSecrets {
    /// Whether there is a secret for the answer to `key`.
    pub fn has(&self, key: &str) -> bool {
        match key {
            "clients.web.secret" => self.web.is_some(),
            "clients.propeller.secret" => self.propeller.is_some(),
            "clients.propeller.hash" => self.hash.is_some(),
            "clients.ci.secret" => self.ci.is_some(),
            _ => false,
        }
    }
}

/// What a values file says already.
#[derive(Debug, Clone, Default)]
pub struct FileAnswers {
    /// Answers, by key.
    pub answers: IndexMap<&'static str, Value>,
    /// Secrets.
    pub secrets: KeptSecrets,
}

impl FileAnswers {
    /// Reads a values file for `chart`. What Flyte reads comes first; what is in the wrong place, in a document that Helm
    /// ignores, or in a file where authentication is disabled or incomplete, fills the gaps.
    pub fn read(text: &[u8], values: &values::Value, chart: Chart, model: Option<&Model>) -> Self {
        let mut found = model.map(of_model).unwrap_or_default();
        let mut seen = Seen::default_for(chart);
        seen.walk(&to_serde(OwnValues::of(values).values), &mut Vec::new());
        for document in other_documents(text) {
            seen.walk(&document, &mut Vec::new());
        }
        for (key, value) in seen.answers() {
            found.entry(key).or_insert(value);
        }
        Self { answers: found, secrets: seen.secrets }
    }
}

/// What an answer decides besides itself: with another answer to the first key than the file's, what the file says to the
/// others is not for this deployment.
const DECIDES: [(&str, &[&str]); 6] = [
    ("url", &["audience", "dataPlane."]),
    ("idp.type", &["idp.", "authServer", "clients.", "audience", "offlineAccess"]),
    ("authServer", &["audience", "clients.flytectl.", "clients.propeller.", "clients.ci."]),
    ("chart", &["secretNames."]),
    ("secrets", &["secretNames."]),
    ("sandbox", &["url"]),
];

impl FileAnswers {
    /// Leaves out what other answers, from flags or a file, say differently.
    pub fn yield_to(&mut self, given: &AnswersInput) {
        for (key, others) in DECIDES {
            let is_other = given.answer(key).is_some_and(|answer| self.answers.get(key) != Some(answer));
            if is_other {
                self.answers.retain(|key, _| !others.iter().any(|other| key.starts_with(other)));
            }
        }
        // Parts of an issuer go together.
        let idp = given.answer("idp").and_then(Value::as_object);
        if idp.is_some_and(|idp| idp.keys().any(|key| matches!(key.as_str(), "issuer" | "org" | "server" | "url" | "realm" | "tenant"))) {
            self.answers.retain(|key, _| !key.starts_with("idp.") || *key == "idp.type");
        }
        self.answers.retain(|key, _| given.answer(key).is_none());
    }

    /// Gives `input` the answers and secrets of the file where it lacks some. Answers that the checks refuse are left out.
    pub fn complete(mut self, input: &mut AnswersInput, store: &dyn SecretStore) -> Vec<&'static str> {
        self.yield_to(input);
        input.keep(std::mem::take(&mut self.secrets));
        // Whoever gave all that is needed means the defaults of the rest.
        if !input.judge(store).iter().any(|problem| problem.is_missing) {
            return Vec::new();
        }
        let mut trial = input.clone();
        for (key, value) in &self.answers {
            trial.overlay(key, value.clone(), "--into");
        }
        let wrong: Vec<String> =
            trial.judge(store).into_iter().filter(|problem| !problem.is_missing).map(|problem| problem.key).collect();
        let mut taken = Vec::new();
        for (key, value) in self.answers {
            if !wrong.iter().any(|wrong| wrong.starts_with(key)) {
                input.overlay(key, value, "--into");
                taken.push(key);
            }
        }
        taken
    }
}

/// The documents of a text that Helm ignores.
fn other_documents(text: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(text);
    let mut documents = Vec::new();
    let mut document = String::new();
    for line in text.lines() {
        if line.trim_end() == "---" || line.starts_with("--- ") {
            documents.push(std::mem::take(&mut document));
        } else {
            document.push_str(line);
            document.push('\n');
        }
    }
    documents.push(document);
    let documents = documents.into_iter().filter(|text| !text.trim().is_empty()).skip(1);
    documents
        .filter_map(|text| {
            let stream = read(text.as_bytes(), HelmVersion::V3).ok()?;
            let document = stream.documents.first()?;
            Some(document.to_json(document.root()))
        })
        .collect()
}

/// What somebody wrote. A default of the chart is nobody's answer: flyte-core brings sample IDs.
fn written<T>(field: &Traced<T>) -> Option<&T> {
    let is_written = !matches!(field.origin, Origin::ChartDefault { .. } | Origin::FlyteDefault);
    field.get().filter(|_| is_written)
}

/// The answers in what Flyte reads.
fn of_model(model: &Model) -> IndexMap<&'static str, Value> {
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
        .and_then(|url| Issuer::parse(&url.to_string()).ok());
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

/// Whether an ID is one: a placeholder is not an answer.
fn is_id(id: &str) -> bool {
    ClientId::parse(id).is_ok() && !is_placeholder(id)
}

fn insert_issuer(found: &mut IndexMap<&'static str, Value>, issuer: &Issuer) {
    let kind = IdpKind::of(issuer);
    found.insert("idp.type", json!(kind.word()));
    if kind.provider().check_issuer(issuer).is_ok() {
        for (key, part) in kind.provider().parts(issuer) {
            found.insert(key, Value::from(part));
        }
    }
}

/// What a walk through the keys of a file has seen, wherever they are.
struct Seen {
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
    secrets: KeptSecrets,
}

impl Seen {
    fn default_for(chart: Chart) -> Self {
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
        }
    }

    fn walk(&mut self, value: &Value, path: &mut Vec<String>) {
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

    fn see_secret(&mut self, key: &str, text: Option<&str>, path: &[String]) {
        let Some(text) = text.filter(|text| !text.starts_with('<') && *text != DEFAULT_CLIENT_SECRET) else {
            return;
        };
        let parent = path.last().map(String::as_str);
        let is_of_clients = path.iter().any(|key| key == "staticclients");
        let chart = self.chart;
        let kept = |id: Option<String>, text: &str| as_given(chart, text).map(|secret| KeptSecret { id, secret });
        match (key, parent) {
            ("clientsecret", Some("oidc" | "openid")) | ("oidc_client_secret", _) => {
                self.secrets.web = self.secrets.web.take().or_else(|| kept(None, text));
            }
            ("clientsecret", Some("internal" | "adminoauthclientcredentials")) => {
                self.secrets.propeller = self.secrets.propeller.take().or_else(|| kept(None, text));
            }
            ("clientsecrethash", _) | ("client_secret", Some("flytepropeller")) => {
                self.secrets.hash = self.secrets.hash.take().or_else(|| as_given(chart, text));
            }
            ("client_secret", Some(client)) if is_of_clients => {
                if !StaticClients::built_in().clients.contains_key(client) {
                    self.secrets.ci = self.secrets.ci.take().or_else(|| kept(Some(client.to_owned()), text));
                    self.ci.get_or_insert_with(|| client.to_owned());
                }
            }
            _ => {}
        }
    }

    /// The answers, by key, and the IDs that the secrets belong to.
    fn answers(&mut self) -> IndexMap<&'static str, Value> {
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
        } else if self.is_external || self.is_internal {
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
            kept.id = self.web.clone();
        }
        if let Some(kept) = &mut self.secrets.propeller {
            kept.id = self.propeller.clone().filter(|_| self.is_external);
        }
        found
    }

    /// Where the file says that secrets are.
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

/// A secret as somebody gave it: flyte-core has `{{` escaped. What its templates would run is not a secret to keep.
fn as_given(chart: Chart, text: &str) -> Option<Secret> {
    if chart == Chart::FlyteBinary || !text.contains("{{") {
        return Some(Secret::as_written(text));
    }
    let parts: Vec<&str> = text.split("{{`{{`}}").collect();
    let is_escaped = parts.iter().all(|part| !part.contains("{{"));
    is_escaped.then(|| Secret::as_written(&parts.join("{{")))
}

/// The first URL in `authorizedUris` that is not a name within the cluster.
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
