//! Folds a document from the leaves to the root.

use super::document::{Document, Resolved};
use super::entries::EffectiveEntry;
use super::node::{Data, NodeId};
use crate::yaml::cursor::to_u32;

/// A node whose children are already folded, see [`Document::fold`].
#[derive(Debug)]
pub enum Folded<'a, T> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, and its text.
    Number(f64, &'a str),
    String(&'a str),
    List(Vec<T>),
    /// A map, in the order of its entries.
    Map(Vec<(EffectiveEntry<'a>, T)>),
    /// An alias, with a clone of the result for its node.
    Alias(T),
}

impl Document {
    /// Folds every node below the root, from the leaves to the root, and returns the root's result.
    ///
    /// `make` is called once for every node, however many aliases refer to it; they get clones. So with a shared `T`
    /// (`Arc`), the result is as small as the text, whatever its aliases would expand to. The fold is not recursive,
    /// but dropping a deep `T` may be.
    pub fn fold<'a, T: Clone>(&'a self, make: impl FnMut(NodeId, Folded<'a, T>) -> T) -> T {
        self.fold_at(self.root, make)
    }

    /// Folds like [`fold`](Self::fold), from a node other than the root.
    pub fn fold_at<'a, T: Clone>(&'a self, top: NodeId, mut make: impl FnMut(NodeId, Folded<'a, T>) -> T) -> T {
        let mut done = Done { uses: self.uses(top), values: vec![None; top.index() + 1] };
        for index in 0..done.values.len() {
            if done.uses.get(index).is_none_or(|uses| *uses == 0) {
                continue;
            }
            let id = NodeId(to_u32(index));
            let folded = if let Data::Alias(target) = self.node(id).data {
                done.take(target).map_or(Folded::Null, Folded::Alias)
            } else {
                match self.resolved(id) {
                    Resolved::Null => Folded::Null,
                    Resolved::Bool(value) => Folded::Bool(value),
                    Resolved::Number { value, source } => Folded::Number(value, source),
                    Resolved::String(text) => Folded::String(text),
                    Resolved::List => Folded::List(self.items(id).iter().filter_map(|item| done.take(*item)).collect()),
                    Resolved::Map => Folded::Map(
                        self.entries(id)
                            .filter_map(|entry| done.take(entry.value).map(|value| (entry, value)))
                            .collect(),
                    ),
                }
            };
            let value = make(id, folded);
            if let Some(place) = done.values.get_mut(index) {
                *place = Some(value);
            }
        }
        done.take(top).unwrap_or_else(|| make(top, Folded::Null))
    }

    /// Counts the uses of each node as a value below `top`: 0 for keys, and for values that a later duplicate replaces.
    pub(in crate::yaml) fn uses(&self, top: NodeId) -> Vec<u32> {
        let mut uses = vec![0_u32; (top.index() + 1).min(self.nodes.len())];
        let count = |uses: &mut Vec<u32>, id: NodeId| {
            if let Some(uses) = uses.get_mut(id.index()) {
                *uses += 1;
            }
        };
        count(&mut uses, top);
        // The nodes below a node have smaller numbers.
        for index in (0..uses.len()).rev() {
            if uses.get(index).is_none_or(|uses| *uses == 0) {
                continue;
            }
            let id = NodeId(to_u32(index));
            match self.node(id).data {
                Data::Alias(target) => count(&mut uses, target),
                Data::List { .. } => self.items(id).iter().for_each(|item| count(&mut uses, *item)),
                Data::Map { .. } => self.raw_entries(id).for_each(|entry| count(&mut uses, entry.value)),
                _ => {}
            }
        }
        uses
    }
}

/// The results, each kept until its last use.
struct Done<T> {
    uses: Vec<u32>,
    values: Vec<Option<T>>,
}

impl<T: Clone> Done<T> {
    fn take(&mut self, id: NodeId) -> Option<T> {
        let uses = self.uses.get_mut(id.index())?;
        let value = self.values.get_mut(id.index())?;
        *uses = uses.saturating_sub(1);
        if *uses == 0 { value.take() } else { value.clone() }
    }
}
