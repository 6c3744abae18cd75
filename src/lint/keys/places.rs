//! The keys that a schema describes, for lookup by name.

use serde_json::Value as Json;

use super::node;
use crate::values::{Kind, Map, Path, Value};

/// A key that the schema describes.
#[derive(Debug, Clone)]
pub(super) struct SchemaPath<'a> {
    /// The keys from the root down to it.
    pub(super) path: Vec<&'a str>,
    /// The key's node.
    pub(super) node: &'a Json,
    /// The node of the map that it is in.
    pub(super) parent: &'a Json,
}

impl<'a> SchemaPath<'a> {
    pub(super) fn key(&self) -> &'a str {
        self.path.last().copied().unwrap_or_default()
    }

    pub(super) fn to_path(&self) -> Path {
        Path::of(&self.path)
    }

    /// Returns whether the value is a map.
    pub(super) fn is_map(&self) -> bool {
        node::properties(self.node).is_some() || node::of_any_name(self.node).is_some()
    }

    /// Counts the keys of `map` that the schema declares here.
    pub(super) fn fit(&self, map: &Map) -> usize {
        match node::of_any_name(self.node) {
            Some(inner) => map
                .values()
                .filter_map(|entry| entry.value.as_map())
                .filter(|map| map.keys().any(|key| knows(inner, key)))
                .count(),
            None => map.keys().filter(|key| knows(self.node, key)).count(),
        }
    }

    /// Returns whether the schema declares `key` in the same map.
    pub(super) fn knows_beside(&self, key: &str) -> bool {
        knows(self.parent, key)
    }
}

/// Returns whether the map at `node` declares `key`, in any letter case.
fn knows(node: &Json, key: &str) -> bool {
    described(node).any(|(known, _)| known.eq_ignore_ascii_case(key))
}

fn described(node: &Json) -> impl Iterator<Item = (&String, &Json)> {
    node::properties(node).into_iter().flatten().filter(|(_, below)| node::is_described(below))
}

/// Collects every key, except deprecated ones and those inside maps whose keys the user chooses.
pub(super) fn all(schema: &Json) -> Vec<SchemaPath<'_>> {
    let mut found = Vec::new();
    collect(schema, &[], &mut found);
    found
}

fn collect<'a>(parent: &'a Json, path: &[&'a str], found: &mut Vec<SchemaPath<'a>>) {
    for (key, node) in described(parent) {
        if node.get("deprecated").is_some() {
            continue;
        }
        let mut path = path.to_vec();
        path.push(key);
        found.push(SchemaPath { path: path.clone(), node, parent });
        collect(node, &path, found);
    }
}

/// Returns whether `value` would have auth settings if it were at `node`.
pub(super) fn touches(node: &Json, value: &Value) -> bool {
    let Kind::Map(map) = &value.kind else {
        return false;
    };
    if let Some(inner) = node::of_any_name(node) {
        return map.values().any(|entry| touches(inner, &entry.value));
    }
    map.iter().any(|(key, entry)| {
        described(node).find(|(known, _)| known.eq_ignore_ascii_case(key)).is_some_and(|(_, below)| {
            !node::is_open(node) || node::properties(below).is_none() || touches(below, &entry.value)
        })
    })
}
