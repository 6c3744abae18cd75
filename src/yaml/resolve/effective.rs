//! Computes the effective entries of maps: go-yaml v2's `mapping` and `merge`, then the conversion of keys to JSON.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::decode::is_merge;
use crate::yaml::cursor::to_u32;
use crate::yaml::tree::{Data, Document, Duplicate, Merge, NodeId, NodeKind, RawEntry};

/// Maps with at most this number of keys are searched linearly instead of hashed.
const SMALL: usize = 8;

/// Computes the entries of all maps in which they differ from the written ones, and records duplicates, collisions and
/// merges.
pub(in crate::yaml) fn find_entries(document: &mut Document) {
    document.effective.clear();
    document.duplicates.clear();
    document.collisions.clear();
    document.merges.clear();
    // A merged map has a smaller number, so it is processed before the map that merges it.
    for id in not_simple(document) {
        let found = Finder::new(document, id).run();
        document.effective.insert(id, found.entries.into_boxed_slice());
        document.duplicates.extend(found.duplicates);
        document.collisions.extend(found.collisions);
        document.merges.extend(found.merges);
    }
}

/// Returns the maps that have a merge or duplicate keys, in order.
fn not_simple(document: &Document) -> Vec<NodeId> {
    let mut keys = Vec::with_capacity(SMALL);
    let mut found = Vec::new();
    for index in 0..document.nodes.len() {
        let id = NodeId(to_u32(index));
        if document.node(id).kind() == NodeKind::Map && !is_simple(document, id, &mut keys) {
            found.push(id);
        }
    }
    found
}

/// Returns whether a map has no merge and no duplicate keys. `keys` is a buffer that is reused for every map.
fn is_simple<'a>(document: &'a Document, id: NodeId, keys: &mut Vec<Cow<'a, str>>) -> bool {
    let count = document.written(id).len();
    if count > SMALL {
        let mut seen = HashSet::with_capacity(count);
        return document.written(id).all(|(key, _)| !is_merge(document, key) && seen.insert(document.key_text(key)));
    }
    keys.clear();
    document.written(id).all(|(key, _)| {
        let text = document.key_text(key);
        let is_new = !is_merge(document, key) && !keys.contains(&text);
        keys.push(text);
        is_new
    })
}

#[derive(Default)]
struct RawEntries {
    entries: Vec<RawEntry>,
    duplicates: Vec<Duplicate>,
    collisions: Vec<Duplicate>,
    merges: Vec<Merge>,
}

struct Finder<'a> {
    document: &'a Document,
    map: NodeId,
    places: HashMap<Cow<'a, str>, usize>,
    found: RawEntries,
}

impl<'a> Finder<'a> {
    fn new(document: &'a Document, map: NodeId) -> Self {
        Self { document, map, places: HashMap::new(), found: RawEntries::default() }
    }

    fn run(mut self) -> RawEntries {
        for (key, value) in self.document.written(self.map) {
            if is_merge(self.document, key) {
                self.merge(key, value);
            } else if let Some(earlier) = self.set(RawEntry { key, value, merged_by: None })
                && earlier.merged_by.is_none()
            {
                self.note(earlier.key, key);
            }
        }
        self.found
    }

    /// Sets an entry; returns the one that it replaces.
    fn set(&mut self, entry: RawEntry) -> Option<RawEntry> {
        let next = self.found.entries.len();
        let place = *self.places.entry(self.document.key_text(entry.key)).or_insert(next);
        if let Some(slot) = self.found.entries.get_mut(place) {
            return Some(std::mem::replace(slot, entry));
        }
        self.found.entries.push(entry);
        None
    }

    fn merge(&mut self, key: NodeId, value: NodeId) {
        let mut overridden = Vec::new();
        let maps = match self.document.node(value).kind() {
            NodeKind::List => self.document.items(value).iter().rev().copied().collect(),
            _ => vec![value],
        };
        for map in maps {
            for entry in self.document.entries(map) {
                let merged = RawEntry { key: entry.key_node, value: entry.value, merged_by: Some(key) };
                if let Some(earlier) = self.set(merged)
                    && earlier.merged_by.is_none()
                {
                    overridden.push((entry.key.into_owned(), self.document.node(earlier.key).span()));
                }
            }
        }
        self.found.merges.push(Merge { map: self.map, key, value, overridden });
    }

    fn note(&mut self, earlier: NodeId, later: NodeId) {
        let span = |id| self.document.node(id).span();
        let note = Duplicate {
            map: self.map,
            key: self.document.key_text(later).into_owned(),
            earlier: span(earlier),
            later: span(later),
        };
        if self.same_key(earlier, later) {
            self.found.duplicates.push(note);
        } else {
            self.found.collisions.push(note);
        }
    }

    /// Returns whether two keys that are equal in JSON are equal for go-yaml, too.
    fn same_key(&self, one: NodeId, other: NodeId) -> bool {
        let data = |id| self.document.node(self.document.target(id)).data;
        match (data(one), data(other)) {
            (Data::Float(one), Data::Float(other)) => one.total_cmp(&other).is_eq(),
            (Data::String(_), Data::String(_))
            | (Data::Int(_), Data::Int(_))
            | (Data::Uint(_), Data::Uint(_))
            | (Data::Bool(_), Data::Bool(_))
            | (Data::Null, Data::Null) => true,
            _ => false,
        }
    }
}
