//! Top-level keys that the chart does not have although auth settings are below them, and keys with dots.

use std::sync::Arc;

use super::{KeyFault, KeyFaultKind, has_images_of_a_fork, has_place, is_read_by_a_template};
use crate::chart::{Chart, PROPELLER_CREDENTIALS};
use crate::diagnostic::near;
use crate::flyte::OIDC_KEY;
use crate::release::auth_switch;
use crate::values::{Entry, Kind, Path, Step, Value};

/// A top-level key that nothing reads.
#[derive(Debug)]
pub(in crate::lint) struct UnknownRoot<'a> {
    pub key: &'a Arc<str>,
    /// The key's position and value.
    pub entry: &'a Entry,
    /// The chart's key that was probably meant.
    pub suggestion: Option<&'static str>,
}

/// Keys that identify auth settings: every auth block, in any chart, has at least one of them.
const AUTH_KEYS: &[&str] = &[
    PROPELLER_CREDENTIALS,
    "adminServer",
    "appAuth",
    "authServerType",
    "clientSecretHash",
    "externalAuthServer",
    "flyteClient",
    "oidc",
    OIDC_KEY,
    "openId",
    "useAuth",
    "userAuth",
];

/// The number of levels that are searched in a block.
const MAX_DEPTH: u8 = 5;

/// Finds the top-level keys of the user's values that the chart does not have, except those that `faults` already
/// report.
pub(in crate::lint) fn unknown_roots<'a>(chart: Chart, user: &'a Value, faults: &[KeyFault]) -> Vec<UnknownRoot<'a>> {
    // The processes of a fork read more keys.
    let Some(map) = user.as_map().filter(|_| !has_images_of_a_fork(user)) else { return Vec::new() };
    let unknown = map.iter().filter_map(|(key, entry)| {
        if is_known(chart, key, faults) || entry.value.as_map().is_none() {
            return None;
        }
        let suggestion = near(key, chart.root_keys()).filter(|suggestion| map.get(*suggestion).is_none());
        let is_about_auth = has_auth_keys(&entry.value, MAX_DEPTH) || Chart::is_surely_flyte(&entry.value);
        let is_fault = (suggestion.is_some() || is_about_auth) && !is_read_by_a_template(user, key);
        is_fault.then_some(UnknownRoot { key, entry, suggestion })
    });
    unknown.collect()
}

/// A key with dots that was meant as a path: Helm reads it as one key.
#[derive(Debug)]
pub(in crate::lint) struct DottedKey<'a> {
    /// The path, including the key.
    pub path: Path,
    pub key: &'a Arc<str>,
    /// The key's position and value.
    pub entry: &'a Entry,
    /// The steps of the intended path.
    pub steps: Vec<String>,
    /// The chart that has this path.
    pub chart: Chart,
}

/// Finds keys with dots in the maps that hold the chart's auth settings.
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
    /// Returns whether the switch that enables authentication is below the key, and true.
    pub(in crate::lint) fn enables_auth(&self, chart: Chart) -> bool {
        let [.., around, switch] = auth_switch(chart) else { return false };
        enables_auth(self.key, &self.entry.value, (around, switch), MAX_DEPTH)
    }
}

/// Returns whether a map at the key `around` has `switch: true`, at most `levels` levels down.
fn enables_auth(key: &str, value: &Value, (around, switch): (&str, &str), levels: u8) -> bool {
    let is_there = key == around && value.get(switch).is_some_and(|value| value.kind == Kind::Bool(true));
    is_there
        || (levels > 0
            && value
                .as_map()
                .into_iter()
                .flatten()
                .any(|(key, entry)| enables_auth(key, &entry.value, (around, switch), levels.saturating_sub(1))))
}

fn is_known(chart: Chart, key: &str, faults: &[KeyFault]) -> bool {
    Chart::some_reads(key)
        // A key in another letter case is reported as such.
        || chart.root_keys().any(|known| known.eq_ignore_ascii_case(key))
        || key.starts_with(['_', '.'])
        || key.starts_with("x-")
        // A key of the other chart and a block that belongs one level down are reported as such.
        || faults.iter().any(|fault| {
            let is_there = matches!(fault.path.0.first(), Some(Step::Key(first)) if &**first == key);
            is_there && !matches!(fault.kind, KeyFaultKind::Unknown { .. })
        })
}

/// Returns whether a value has an auth key, at most `levels` levels down.
fn has_auth_keys(value: &Value, levels: u8) -> bool {
    value.as_map().is_some_and(|map| {
        map.iter().any(|(key, entry)| {
            AUTH_KEYS.contains(&&**key) || (levels > 0 && has_auth_keys(&entry.value, levels.saturating_sub(1)))
        })
    })
}
