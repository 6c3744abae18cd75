//! The entries of a map as Helm has them.

use std::borrow::Cow;

use super::document::Document;
use super::node::{Data, NodeId};
use crate::text::Span;
use crate::yaml::{Path, Step};

/// One entry of a map, after duplicates and merges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveEntry<'a> {
    /// The key as Helm has it: `"true"` for `yes`, `"16"` for `0x10`.
    pub key: Cow<'a, str>,
    /// The key as it is written; of a merged entry in the map that is merged.
    pub key_node: NodeId,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: NodeId,
    /// The `<<` that the entry came through.
    pub merged_by: Option<NodeId>,
}

/// An [`Entry`] without what can be found again.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct RawEntry {
    pub(in crate::yaml) key: NodeId,
    pub(in crate::yaml) value: NodeId,
    pub(in crate::yaml) merged_by: Option<NodeId>,
}

impl Document {
    /// The entries of a map (or of the map that an alias names) as Helm has them, in the order in which their keys
    /// first appear; of anything else none.
    pub fn entries(&self, id: NodeId) -> impl ExactSizeIterator<Item = EffectiveEntry<'_>> + '_ {
        self.raw_entries(id).map(|raw| EffectiveEntry {
            key: self.key_text(raw.key),
            key_node: raw.key,
            key_span: self.node(raw.key).span(),
            value: raw.value,
            merged_by: raw.merged_by,
        })
    }

    /// The same without what costs something to find.
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

    /// The path of the innermost map or list entry, as it is written, that has the byte `offset` in it.
    pub fn path_at(&self, offset: usize) -> Path {
        let holds = |id: NodeId| self.node(id).span().range().contains(&offset);
        let mut path = Path::default();
        let mut node = self.root();
        loop {
            let pair = self.written(node).find(|(key, value)| holds(*key) || holds(*value));
            let item = self.items(node).iter().position(|item| holds(*item));
            let next = match (pair, item) {
                (Some((key, value)), _) => {
                    path.0.push(Step::Key(self.key_text(key).into()));
                    value
                }
                (None, Some(index)) => {
                    path.0.push(Step::Index(index));
                    self.items(node).get(index).copied().unwrap_or(node)
                }
                (None, None) => return path,
            };
            if self.target(next) != next {
                return path;
            }
            node = next;
        }
    }

    /// The value of the key that is written at `span`.
    pub fn value_of_key(&self, span: Span) -> Option<NodeId> {
        let mut node = self.root();
        loop {
            let holds = |id: NodeId| self.node(id).span().range().contains(&span.start);
            let pair = self.written(node).find(|(key, value)| holds(*key) || holds(*value));
            let item = || self.items(node).iter().copied().find(|item| holds(*item));
            match pair {
                Some((key, value)) if self.node(key).span() == span => return Some(value),
                _ => node = pair.map(|(_, value)| value).or_else(item).filter(|next| *next != node)?,
            }
        }
    }

    /// The value of one key; looks at the entries one after the other.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id).find(|entry| entry.key == key).map(|entry| entry.value)
    }
}
