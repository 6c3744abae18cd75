//! Classifies an unknown key: misspelled, misplaced, or a key of the other chart.

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

/// A key that the schema does not declare at its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyContext<'a> {
    pub(super) of: KeysOf,
    pub(super) schema: &'a Json,
    pub(super) around: &'a UserValues<'a>,
    /// The path of the map that it is in, in the schema's letter case.
    pub(super) parent: &'a [String],
    pub(super) key: &'a str,
    pub(super) value: &'a Value,
}

/// Classifies the key; `None` in an open map, unless the key is certainly about authentication.
pub(super) fn classify(cx: &KeyContext<'_>) -> Option<KeyFaultKind> {
    let here = node::at(cx.schema, cx.parent)?;
    if cx.around.reads(cx.key) {
        return None;
    }
    if let Some(canonical) = beside(cx, here, |known| known.eq_ignore_ascii_case(cx.key)) {
        return Some(KeyFaultKind::WrongCase { canonical });
    }
    let places = places(cx.of);
    let secret = client_secret::homes(cx, here);
    let is_slip_of_a_secret = secret.as_ref().is_some_and(Vec::is_empty);
    let homes = secret.unwrap_or_else(|| homes(cx, here, places));
    if !homes.is_empty() {
        return Some(KeyFaultKind::Misplaced { belongs: homes });
    }
    if let KeysOf::Chart(chart) = cx.of
        && !is_slip_of_a_secret
        && let Some(kind) = other_chart(chart, cx, here)
    {
        return Some(kind);
    }
    let known = node::properties(here)?.keys().map(String::as_str);
    let suggestion = near(cx.key, known).and_then(|near| beside(cx, here, |known| known == near));
    (suggestion.is_some() || !node::is_open(here)).then_some(KeyFaultKind::Unknown { suggestion })
}

/// Finds a declared key in the same map that satisfies `is_it`. In an open map, its value must fit the schema, too.
fn beside(cx: &KeyContext<'_>, here: &Json, is_it: impl Fn(&str) -> bool) -> Option<Arc<str>> {
    let (known, below) = node::properties(here)?.iter().find(|(key, _)| is_it(key))?;
    let fits = !node::is_open(here) || touches(below, cx.value);
    (node::is_described(below) && fits).then(|| known.as_str().into())
}

/// Returns the most likely places in this chart for a key of this name.
fn homes(cx: &KeyContext<'_>, here: &Json, places: &[SchemaPath<'_>]) -> Vec<Path> {
    let named = places.iter().filter(|place| place.key().eq_ignore_ascii_case(cx.key) && takes(cx, here, place));
    if let Some(map) = cx.value.as_map() {
        return best(cx, named, |place| place.fit(map));
    }
    // Many blocks have an `enabled` switch; below `auth` it means the one of authentication.
    if cx.key == "enabled" && cx.parent.last().is_some_and(|around| around == "auth") {
        let switch = places.iter().filter(|place| place.key() == "useAuth" && place.path.contains(&"security"));
        return switch.map(SchemaPath::to_path).collect();
    }
    // A word such as `enabled` is a key in many places, so only a distinctive name is looked up in other parts of the
    // values.
    let is_a_name = cx.key.contains(|c: char| c.is_uppercase() || c == '_');
    let named = named.filter(|place| is_a_name || common(cx.parent, &place.path) > 0);
    let siblings = super::resolve::resolve(cx.around.user, cx.parent).and_then(|found| found.value.as_map());
    best(cx, named, |place| siblings.map_or(0, |map| cx.around.siblings(place, map, cx.key)))
}

/// Returns whether `place` accepts such a value, and the key certainly means that place.
pub(super) fn takes(cx: &KeyContext<'_>, here: &Json, place: &SchemaPath<'_>) -> bool {
    let hole = cx.value.as_str().is_some_and(is_placeholder);
    if !node::is_open(here) {
        return hole || place.is_map() == cx.value.as_map().is_some();
    }
    match cx.value.as_map() {
        Some(_) => place.is_map() && touches(place.node, cx.value),
        None => !hole && !place.is_map() && names_only_this(cx, here, place),
    }
}

/// Returns whether a scalar among unknown keys certainly means `place`. Flyte's sections share no keys with the top
/// level of its configuration. Other open maps may hold anything, so there the name must be unambiguous.
fn names_only_this(cx: &KeyContext<'_>, here: &Json, place: &SchemaPath<'_>) -> bool {
    if node::any_case(here) {
        return node::any_case(place.parent) && !node::is_open(place.parent);
    }
    let about_auth = place.path.iter().any(|step| matches!(*step, "auth" | "security"));
    let exact = place.key() == cx.key && place.key().chars().any(char::is_uppercase);
    match cx.parent {
        [] => about_auth && exact && cx.key.to_ascii_lowercase().contains("auth"),
        [first, ..] => exact && (about_auth || place.path.first() == Some(&first.as_str())),
    }
}

/// Returns the places with the highest score; of these, the nearest ones.
fn best<'p, 's: 'p>(
    cx: &KeyContext<'_>,
    places: impl Iterator<Item = &'p SchemaPath<'s>>,
    score: impl Fn(&SchemaPath<'s>) -> usize,
) -> Vec<Path> {
    nearest(cx, places, score).into_iter().map(SchemaPath::to_path).collect()
}

/// See [`best`].
pub(super) fn nearest<'p, 's: 'p>(
    cx: &KeyContext<'_>,
    places: impl Iterator<Item = &'p SchemaPath<'s>>,
    score: impl Fn(&SchemaPath<'s>) -> usize,
) -> Vec<&'p SchemaPath<'s>> {
    let mut ranked: Vec<_> = places.map(|place| ((score(place), common(cx.parent, &place.path)), place)).collect();
    ranked.sort_by_key(|(rank, _)| Reverse(*rank));
    let first = ranked.first().map(|(rank, _)| *rank);
    ranked.into_iter().take_while(|(rank, _)| Some(*rank) == first).map(|(_, place)| place).collect()
}

/// Counts the leading steps that two paths share.
fn common(parent: &[String], path: &[&str]) -> usize {
    parent.iter().zip(path).take_while(|(one, other)| one == *other).count()
}
