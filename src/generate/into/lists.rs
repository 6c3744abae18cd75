//! The login's lists: decides which of the user's entries are kept, and which are removed.

use serde_json::Value;

use super::before::PreviousLogin;
use super::gone::RemovedSetting;
use super::owned::other_uris;
use super::{at, keys_of, spelt};
use crate::answers::Answers;
use crate::chart::{Chart, LOGIN_SCOPES};
use crate::deployment::Server;
use crate::flyte::config::AUTHORIZATION_HEADER;
use crate::flyte::{authority_of, host_of};
use crate::idp::{OFFLINE_ACCESS, STANDARD_SCOPES};
use crate::yaml::{Path, Step};

/// A list that the user may have extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    /// The public URLs; the first one is the most important.
    Uris,
    /// The websites whose pages may call the API.
    Origins,
    /// The scopes of the login.
    LoginScopes,
    /// The accepted audiences of access tokens.
    Audiences,
    /// The scopes of flytectl and flytepropeller, which the answers decide.
    Scopes,
}

const LISTS: [(List, &str); 6] = [
    (List::Uris, "auth.authorizedUris"),
    (List::Origins, "server.security.allowedOrigins"),
    (List::LoginScopes, "auth.userAuth.openId.scopes"),
    (List::Audiences, "auth.appAuth.externalAuthServer.allowedAudience"),
    (List::Scopes, "auth.appAuth.thirdPartyConfig.flyteClient.scopes"),
    (List::Scopes, "admin.scopes"),
];

/// Adds the entries of the lists in `old` that can be kept to `target`, and collects the others.
pub(super) fn keep(
    target: &mut Value,
    old: &Value,
    answers: &Answers,
    below: Option<&str>,
    gone: &mut Vec<RemovedSetting>,
) {
    let chart = answers.deployment.chart;
    let comparison = ListComparison { before: PreviousLogin::of(old, chart, below), answers };
    for (list, setting) in LISTS {
        let place = chart.home(setting);
        let keys = keys_of(below, &place);
        let there = at(old, &keys).and_then(Value::as_array);
        let other = other_uris(chart).filter(|_| list == List::Uris);
        let other = other.and_then(|place| at(old, &keys_of(below, &place))?.as_array());
        if there.is_none() && other.is_none() {
            continue;
        }
        let path = spelt(old, &keys).unwrap_or_else(|| Path::of(&keys));
        let is_default = list == List::LoginScopes && at(target, &keys).is_none();
        let planned: Vec<Value> = match at(target, &keys).and_then(Value::as_array) {
            Some(planned) => planned.clone(),
            None if is_default => LOGIN_SCOPES.map(Value::from).to_vec(),
            None => continue,
        };
        let mut own: Vec<Value> = Vec::new();
        for entry in other.into_iter().flatten().chain(there.into_iter().flatten()) {
            if own.contains(entry) {
                continue;
            }
            match comparison.of(list, entry, &planned) {
                ListMerge::Stays => own.push(entry.clone()),
                ListMerge::IsSaidOtherwise => {}
                ListMerge::Goes(because) => gone.push(RemovedSetting::entry(&path, entry, because)),
            }
        }
        let merged = merged(own, &planned, list == List::Uris);
        let says_the_default = is_default && there != Some(&merged) && merged == planned;
        if !says_the_default {
            put(target, &keys, merged.into());
        }
    }
    headers(target, old, chart, below);
    static_clients(target, old, chart, below);
}

/// Adds the token's header to the user's list of headers that pages from other websites may send, since that list
/// replaces the default one.
fn headers(target: &mut Value, old: &Value, chart: Chart, below: Option<&str>) {
    let [list, cors, header] =
        ["server.security.allowedHeaders", "server.security.allowCors", "auth.httpAuthorizationHeader"]
            .map(|setting| chart.home(setting));
    let keys = keys_of(below, &list);
    let Some(there) = at(old, &keys).and_then(Value::as_array) else { return };
    let header = at(old, &keys_of(below, &header)).and_then(Value::as_str).unwrap_or(AUTHORIZATION_HEADER);
    let allows = |entry: &str| entry == "*" || entry.eq_ignore_ascii_case(header);
    let is_off = at(old, &keys_of(below, &cors)) == Some(&Value::Bool(false));
    if is_off || there.iter().filter_map(Value::as_str).any(allows) {
        return;
    }
    put(target, &keys, there.iter().cloned().chain([header.into()]).collect());
}

/// Keeps what the user added to the lists of flyteadmin's own clients.
fn static_clients(target: &mut Value, old: &Value, chart: Chart, below: Option<&str>) {
    let place = chart.home("auth.appAuth.selfAuthServer.staticClients");
    let keys = keys_of(below, &place);
    let Some(Value::Object(clients)) = at(target, &keys).cloned() else {
        return;
    };
    for (name, client) in &clients {
        for (key, list) in client.as_object().into_iter().flatten() {
            let keys: Vec<&str> = keys.iter().copied().chain([&**name, &**key]).collect();
            if let (Some(planned), Some(there)) = (list.as_array(), at(old, &keys).and_then(Value::as_array)) {
                put(target, &keys, merged(there.clone(), planned, false).into());
            }
        }
    }
}

/// Merges lists: the user's entries in their order, then the missing planned ones; or the first planned one before all
/// others.
fn merged(own: Vec<Value>, planned: &[Value], first_stays_first: bool) -> Vec<Value> {
    let mut all = own;
    for entry in planned {
        if !all.contains(entry) {
            all.push(entry.clone());
        }
    }
    if first_stays_first
        && let Some(first) = planned.first()
        && let Some(index) = all.iter().position(|entry| entry == first)
    {
        let first = all.remove(index);
        all.insert(0, first);
    }
    all
}

fn put(target: &mut Value, keys: &[&str], value: Value) {
    let mut at = target;
    for key in keys {
        let Value::Object(map) = at else {
            return;
        };
        at = map.entry(*key).or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
    *at = value;
}

/// The decision about an entry.
enum ListMerge {
    Stays,
    /// A planned entry has the same meaning.
    IsSaidOtherwise,
    Goes(String),
}

struct ListComparison<'a> {
    before: PreviousLogin,
    answers: &'a Answers,
}

impl ListComparison<'_> {
    fn of(&self, list: List, entry: &Value, planned: &[Value]) -> ListMerge {
        if planned.contains(entry) {
            return ListMerge::Stays;
        }
        let Some(text) = entry.as_str() else {
            return ListMerge::Goes("it is not a string".to_owned());
        };
        let goes = |because: Option<String>| because.map_or(ListMerge::Stays, ListMerge::Goes);
        match list {
            List::Uris | List::Origins => {
                let is_same = |planned: &Value| {
                    let planned = planned.as_str().unwrap_or_default();
                    text.trim_end_matches('/').eq_ignore_ascii_case(planned)
                };
                if planned.iter().any(is_same) {
                    return ListMerge::IsSaidOtherwise;
                }
                goes(self.url(list, text))
            }
            List::LoginScopes => goes(self.login_scope(text)),
            List::Audiences => goes(self.audience(text)),
            List::Scopes => ListMerge::Goes("the answers set the scopes".to_owned()),
        }
    }

    /// Returns the reason why a URL is removed.
    fn url(&self, list: List, text: &str) -> Option<String> {
        let now = &self.answers.deployment.url;
        if list == List::Origins && text == "*" {
            return Some("with `*`, every website can call Flyte".to_owned());
        }
        let before = self.before.url.as_deref()?;
        if authority_of(before).eq_ignore_ascii_case(now.authority())
            && before.starts_with("https:") != now.is_plain_http()
        {
            return None;
        }
        if text == before {
            Some(format!("the public URL is now {now}"))
        } else if host_of(text).eq_ignore_ascii_case(host_of(before)) && host_of(before) != now.host() {
            Some(format!("it belongs to {}", crate::text::visible_url(before)))
        } else {
            None
        }
    }

    /// Returns the reason why a scope of the login is removed.
    fn login_scope(&self, text: &str) -> Option<String> {
        let issuer = &self.answers.deployment.login.issuer;
        if text == OFFLINE_ACCESS {
            return Some("the answer `offlineAccess` is not `true`".to_owned());
        }
        let is_same = self.before.issuer.as_deref() == Some(issuer.as_str());
        (!is_same && !STANDARD_SCOPES.contains(&text))
            .then(|| format!("the issuer is now {issuer}, which may not know it"))
    }

    /// Returns the reason why an audience is removed.
    fn audience(&self, text: &str) -> Option<String> {
        let Server::External(server) = &self.answers.deployment.server else {
            return Some("flyteadmin now issues the access tokens".to_owned());
        };
        if self.before.token_issuer.as_deref() != Some(server.issuer.as_str()) {
            return Some(format!("{} now issues the access tokens", server.issuer));
        }
        if let Some(before) = &self.before.url
            && text.trim_end_matches('/') == before.trim_end_matches('/')
            && before.trim_end_matches('/') != self.answers.deployment.url.as_str()
        {
            let now = &self.answers.deployment.url;
            return Some(format!("the public URL is now {now}"));
        }
        let client = self.before.client.as_deref()?;
        let now = self.answers.deployment.login.client.to_string();
        (client != now && (text == client || text == format!("api://{client}")))
            .then(|| format!("the web client is now {now}"))
    }
}

/// Returns the last key of a path.
pub(super) fn last(path: &Path) -> &str {
    match path.0.last() {
        Some(Step::Key(key)) => key,
        _ => "",
    }
}
