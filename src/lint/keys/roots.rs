//! Keys at the top of the values that the chart does not have, with settings of authentication below them, and keys with
//! dots.

use std::sync::Arc;

use super::{KeyFault, KeyFaultKind, has_images_of_a_fork, has_place, is_read_by_a_template};
use crate::chart::Chart;
use crate::diagnostic::near;
use crate::release::auth_switch;
use crate::values::{Entry, Kind, Path, Step, Value};

/// A key at the top that nothing reads.
#[derive(Debug)]
pub(in crate::lint) struct UnknownRoot<'a> {
    pub key: &'a Arc<str>,
    /// Where it is, and what is below it.
    pub entry: &'a Entry,
    /// The chart's key that was probably suggestion.
    pub suggestion: Option<&'static str>,
}

/// Keys of which at least one is in every block about authentication, in any chart.
const OF_AUTH: &[&str] = &[
    "adminOauthClientCredentials",
    "adminServer",
    "appAuth",
    "authServerType",
    "clientSecretHash",
    "externalAuthServer",
    "flyteClient",
    "oidc",
    "oidc_client_secret",
    "openId",
    "useAuth",
    "userAuth",
];

/// How many levels down blocks are looked into.
const LEVELS: u8 = 5;

/// The keys at the top of a user's values that the chart does not have. What `faults` tell of is left out.
pub(in crate::lint) fn unknown_roots<'a>(chart: Chart, user: &'a Value, faults: &[KeyFault]) -> Vec<UnknownRoot<'a>> {
    // The processes of a fork read more.
    let Some(map) = user.as_map().filter(|_| !has_images_of_a_fork(user)) else { return Vec::new() };
    let unknown = map.iter().filter_map(|(key, entry)| {
        if is_known(chart, key, faults) || entry.value.as_map().is_none() {
            return None;
        }
        let suggestion = near(key, chart.root_keys()).filter(|suggestion| map.get(*suggestion).is_none());
        let is_about_auth = mentions_auth(&entry.value, LEVELS) || Chart::is_surely_flyte(&entry.value);
        let is_fault = (suggestion.is_some() || is_about_auth) && !is_read_by_a_template(user, key);
        is_fault.then_some(UnknownRoot { key, entry, suggestion })
    });
    unknown.collect()
}

/// A key with dots that someone took for a path: to Helm it is one key.
#[derive(Debug)]
pub(in crate::lint) struct DottedKey<'a> {
    /// Its path, of which it is the last step.
    pub path: Path,
    pub key: &'a Arc<str>,
    /// Where it is, and what is below it.
    pub entry: &'a Entry,
    /// The steps of the path that was suggestion.
    pub steps: Vec<String>,
    /// The chart that has this path.
    pub chart: Chart,
}

/// The keys with dots in the maps that the chart's settings of authentication are in.
pub(in crate::lint) fn dotted_keys(chart: Chart, user: &Value) -> Vec<DottedKey<'_>> {
    let mut found = Vec::new();
    dotted_below(chart, &Path::default(), user, &mut found);
    found
}

fn dotted_below<'a>(chart: Chart, parent: &Path, value: &'a Value, found: &mut Vec<DottedKey<'a>>) {
    if !parent.0.is_empty() && !has_place(chart, &parent.keys()) {
        return;
    }
    for (key, entry) in value.as_map().into_iter().flatten() {
        let path = parent.key(key.clone());
        let mut steps = parent.keys();
        steps.extend(key.split('.'));
        let of = [chart, Chart::FlyteBinary, Chart::FlyteCore].into_iter().find(|one| has_place(*one, &steps));
        match of.filter(|_| key.contains('.') && !key.contains('/')) {
            Some(chart) => {
                let steps = steps.into_iter().map(str::to_owned).collect();
                found.push(DottedKey { path, key, entry, steps, chart });
            }
            None => dotted_below(chart, &path, &entry.value, found),
        }
    }
}

impl UnknownRoot<'_> {
    /// Whether the switch of authentication is below it, turned on.
    pub(in crate::lint) fn turns_on(&self, chart: Chart) -> bool {
        let [.., around, switch] = auth_switch(chart) else { return false };
        turns_on(self.key, &self.entry.value, (around, switch), LEVELS)
    }
}

/// Whether a map at the key `around` has `switch: true`, at most so many levels down.
fn turns_on(key: &str, value: &Value, (around, switch): (&str, &str), levels: u8) -> bool {
    let is_there = key == around && value.get(switch).is_some_and(|value| value.kind == Kind::Bool(true));
    is_there
        || (levels > 0
            && value
                .as_map()
                .into_iter()
                .flatten()
                .any(|(key, entry)| turns_on(key, &entry.value, (around, switch), levels.saturating_sub(1))))
}

fn is_known(chart: Chart, key: &str, faults: &[KeyFault]) -> bool {
    Chart::some_reads(key)
        // In another case it is a fault of its own.
        || chart.root_keys().any(|known| known.eq_ignore_ascii_case(key))
        || key.starts_with(['_', '.'])
        || key.starts_with("x-")
        // So are a key of the other chart, and a block that belongs one level down.
        || faults.iter().any(|fault| {
            let is_there = matches!(fault.path.0.first(), Some(Step::Key(first)) if &**first == key);
            is_there && !matches!(fault.kind, KeyFaultKind::Unknown { .. })
        })
}

/// Whether one of the keys that only authentication has is in a value, at most so many levels down.
fn mentions_auth(value: &Value, levels: u8) -> bool {
    value.as_map().is_some_and(|map| {
        map.iter().any(|(key, entry)| {
            OF_AUTH.contains(&&**key) || (levels > 0 && mentions_auth(&entry.value, levels.saturating_sub(1)))
        })
    })
}
