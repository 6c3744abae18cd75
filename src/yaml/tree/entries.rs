//! The effective entries of maps.

use std::borrow::Cow;

use super::document::Document;
use super::node::{Data, NodeId};
use crate::text::Span;
use crate::yaml::{Path, Step};

/// An entry of a map, after duplicates and merges are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveEntry<'a> {
    /// The key for Helm: `"true"` for `yes`, `"16"` for `0x10`.
    pub key: Cow<'a, str>,
    /// The key as written; for a merged entry, in the merged map.
    pub key_node: NodeId,
    /// The position of the key.
    pub key_span: Span,
    pub value: NodeId,
    /// The `<<` that the entry comes from.
    pub merged_by: Option<NodeId>,
}

/// A key and its value, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenPair {
    pub map: NodeId,
    /// The index of the pair in the map, from 0.
    pub index: usize,
    pub key: NodeId,
    pub value: NodeId,
}

/// An entry without the parts that can be looked up.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct RawEntry {
    pub(in crate::yaml) key: NodeId,
    pub(in crate::yaml) value: NodeId,
    pub(in crate::yaml) merged_by: Option<NodeId>,
}

impl Document {
    /// Iterates over the entries of a map, or of an alias of one, as Helm has them, in the order in which their keys
    /// first appear; empty for other nodes.
    pub fn entries(&self, id: NodeId) -> impl ExactSizeIterator<Item = EffectiveEntry<'_>> + '_ {
        self.raw_entries(id).map(|raw| EffectiveEntry {
            key: self.key_text(raw.key),
            key_node: raw.key,
            key_span: self.node(raw.key).span(),
            value: raw.value,
            merged_by: raw.merged_by,
        })
    }

    /// Iterates over the same entries without the parts that are expensive to look up.
    pub(in crate::yaml) fn raw_entries(&self, id: NodeId) -> impl ExactSizeIterator<Item = RawEntry> + '_ {
        let target = self.target(id);
        let effective = self.effective.get(&target).map(|entries| &**entries);
        let pairs = match self.node(target).data {
            Data::Map { first, count } => self.range(first, count),
            _ => &[],
        };
        let count = effective.map_or(pairs.len() / 2, <[RawEntry]>::len);
        (0..count).map(move |at| {
            effective.and_then(|entries| entries.get(at).copied()).unwrap_or_else(|| RawEntry {
                key: pairs.get(at * 2).copied().unwrap_or(target),
                value: pairs.get(at * 2 + 1).copied().unwrap_or(target),
                merged_by: None,
            })
        })
    }

    /// Returns the path of the innermost map or list entry, as written, at the byte `offset`.
    pub fn path_at(&self, offset: usize) -> Path {
        let mut path = Path::default();
        let mut node = self.root();
        loop {
            let next = if let Some(pair) = self.pair_at(node, offset) {
                path.0.push(Step::Key(self.key_text(pair.key).into()));
                pair.value
            } else if let Some((index, item)) = self.item_at(node, offset) {
                path.0.push(Step::Index(index));
                item
            } else {
                return path;
            };
            if self.target(next) != next {
                return path;
            }
            node = next;
        }
    }

    /// Returns the key at `span`, with its value and its map.
    pub fn key_at(&self, span: Span) -> Option<WrittenPair> {
        let mut node = self.root();
        loop {
            let pair = self.pair_at(node, span.start);
            if let Some(pair) = pair.filter(|pair| self.node(pair.key).span() == span) {
                return Some(pair);
            }
            let item = || self.item_at(node, span.start).map(|(_, item)| item);
            node = pair.map(|pair| pair.value).or_else(item).filter(|next| *next != node)?;
        }
    }

    /// Returns the key and value of a map, as written, one of which contains the byte `offset`.
    fn pair_at(&self, map: NodeId, offset: usize) -> Option<WrittenPair> {
        // The pairs are in the order of the text.
        let pairs = self.pairs(map);
        let index = pairs.partition_point(|[key, _]| self.node(*key).span().start <= offset).checked_sub(1)?;
        let [key, value] = *pairs.get(index)?;
        let pair = WrittenPair { map, index, key, value };
        let holds = |id: NodeId| self.node(id).span().range().contains(&offset);
        // An omitted key has no bytes.
        (self.node(key).span().start == offset || holds(key) || holds(value)).then_some(pair)
    }

    /// Returns the item of a list that contains the byte `offset`, with its index.
    fn item_at(&self, list: NodeId, offset: usize) -> Option<(usize, NodeId)> {
        let items = self.items(list);
        let index = items.partition_point(|item| self.node(*item).span().start <= offset).checked_sub(1)?;
        let item = *items.get(index)?;
        self.node(item).span().range().contains(&offset).then_some((index, item))
    }

    /// Finds the value of a key with a linear search.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id).find(|entry| entry.key == key).map(|entry| entry.value)
    }
}
