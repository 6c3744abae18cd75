//! What an unknown key is: a slip of one next to it, one that belongs elsewhere, one of the other chart.

use std::cmp::Reverse;
use std::sync::Arc;

use serde_json::Value as Json;

use super::client_secret;
use super::node;
use super::other_chart::other_chart;
use super::places::{SchemaPath, touches};
use super::user_values::UserValues;
use super::{KeyFaultKind, KeysOf, places};
use crate::diagnostic::near;
use crate::values::is_placeholder;
use crate::values::{Path, Value};

/// A key that the schema does not have where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyContext<'a> {
    pub(super) of: KeysOf,
    pub(super) schema: &'a Json,
    pub(super) around: &'a UserValues<'a>,
    /// The way to the map it is in, in the schema's case.
    pub(super) parent: &'a [String],
    pub(super) key: &'a str,
    pub(super) value: &'a Value,
}

/// What is wrong with the key; `None` where other keys may be and nothing says that this one is about
/// authentication.
pub(super) fn judge(asked: &KeyContext<'_>) -> Option<KeyFaultKind> {
    let here = node::at(asked.schema, asked.parent)?;
    if asked.around.reads(asked.key) {
        return None;
    }
    if let Some(canonical) = beside(asked, here, |known| known.eq_ignore_ascii_case(asked.key)) {
        return Some(KeyFaultKind::MisCased { canonical });
    }
    let places = places(asked.of);
    let secret = client_secret::homes(asked, here);
    let is_slip_of_a_secret = secret.as_ref().is_some_and(Vec::is_empty);
    let homes = secret.unwrap_or_else(|| homes(asked, here, places));
    if !homes.is_empty() {
        return Some(KeyFaultKind::Misplaced { belongs: homes });
    }
    if let KeysOf::Chart(chart) = asked.of
        && !is_slip_of_a_secret
        && let Some(kind) = other_chart(chart, asked, here)
    {
        return Some(kind);
    }
    let known = node::properties(here)?.keys().map(String::as_str);
    let suggestion = near(asked.key, known).and_then(|near| beside(asked, here, |known| known == near));
    (suggestion.is_some() || !node::is_open(here)).then_some(KeyFaultKind::Unknown { suggestion })
}

/// The declared key next to this one that `is_it`. Where other keys may be, what is below must fit, too.
fn beside(asked: &KeyContext<'_>, here: &Json, is_it: impl Fn(&str) -> bool) -> Option<Arc<str>> {
    let (known, below) = node::properties(here)?.iter().find(|(key, _)| is_it(key))?;
    let fits = !node::is_open(here) || touches(below, asked.value);
    (node::is_described(below) && fits).then(|| known.as_str().into())
}

/// The likeliest places in this chart for a key of this name.
fn homes(asked: &KeyContext<'_>, here: &Json, places: &[SchemaPath<'_>]) -> Vec<Path> {
    let named = places.iter().filter(|place| place.key().eq_ignore_ascii_case(asked.key) && takes(asked, here, place));
    if let Some(map) = asked.value.as_map() {
        return best(asked, named, |place| place.fit(map));
    }
    // Many blocks have a switch of this name; below `auth` it means that of authentication.
    if asked.key == "enabled" && asked.parent.last().is_some_and(|around| around == "auth") {
        let switch = places.iter().filter(|place| place.key() == "useAuth" && place.path.contains(&"security"));
        return switch.map(SchemaPath::to_path).collect();
    }
    // A word such as `enabled` is a key in many places: it means the one in another part of the values only where it
    // is a name of its own.
    let is_a_name = asked.key.contains(|c: char| c.is_uppercase() || c == '_');
    let named = named.filter(|place| is_a_name || common(asked.parent, &place.path) > 0);
    let siblings = super::resolve::resolve(asked.around.user, asked.parent).and_then(|found| found.value.as_map());
    best(asked, named, |place| siblings.map_or(0, |map| asked.around.siblings(place, map, asked.key)))
}

/// Whether `place` takes such a value, and whether the key is for certain that one.
pub(super) fn takes(asked: &KeyContext<'_>, here: &Json, place: &SchemaPath<'_>) -> bool {
    let hole = asked.value.as_str().is_some_and(is_placeholder);
    if !node::is_open(here) {
        return hole || place.is_map() == asked.value.as_map().is_some();
    }
    match asked.value.as_map() {
        Some(_) => place.is_map() && touches(place.node, asked.value),
        None => !hole && !place.is_map() && names_only_this(asked, here, place),
    }
}

/// Whether a scalar among keys that are not known is one that `place` means. Flyte's sections have no keys in common
/// with the top of its config; other maps of values may hold anything, so there the name must leave no doubt.
fn names_only_this(asked: &KeyContext<'_>, here: &Json, place: &SchemaPath<'_>) -> bool {
    if node::any_case(here) {
        return node::any_case(place.parent) && !node::is_open(place.parent);
    }
    let about_auth = place.path.iter().any(|step| matches!(*step, "auth" | "security"));
    let exact = place.key() == asked.key && place.key().chars().any(char::is_uppercase);
    match asked.parent {
        [] => about_auth && exact && asked.key.to_ascii_lowercase().contains("auth"),
        [first, ..] => exact && (about_auth || place.path.first() == Some(&first.as_str())),
    }
}

/// The places with the highest score; of these, the nearest.
fn best<'p, 's: 'p>(
    asked: &KeyContext<'_>,
    places: impl Iterator<Item = &'p SchemaPath<'s>>,
    score: impl Fn(&SchemaPath<'s>) -> usize,
) -> Vec<Path> {
    nearest(asked, places, score).into_iter().map(SchemaPath::to_path).collect()
}

/// See [`best`].
pub(super) fn nearest<'p, 's: 'p>(
    asked: &KeyContext<'_>,
    places: impl Iterator<Item = &'p SchemaPath<'s>>,
    score: impl Fn(&SchemaPath<'s>) -> usize,
) -> Vec<&'p SchemaPath<'s>> {
    let mut ranked: Vec<_> = places.map(|place| ((score(place), common(asked.parent, &place.path)), place)).collect();
    ranked.sort_by_key(|(rank, _)| Reverse(*rank));
    let first = ranked.first().map(|(rank, _)| *rank);
    ranked.into_iter().take_while(|(rank, _)| Some(*rank) == first).map(|(_, place)| place).collect()
}

/// How many steps two ways have in common.
fn common(parent: &[String], path: &[&str]) -> usize {
    parent.iter().zip(path).take_while(|(one, other)| one == *other).count()
}
