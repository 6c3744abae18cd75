//! go-yaml v2's decoder, which visits every node once, in the order of the text.
//!
//! Aliases are not expanded; the size of an expansion, which counts for the limit on aliases, is known from the first
//! visit.

use super::effective::find_entries;
use super::scalar::Scalar;
use super::{YamlVersion, go_syntax, scalar};
use crate::text::Span;
use crate::yaml::cursor::to_u32;
use crate::yaml::error::{Result, YamlFailure, YamlFault};
use crate::yaml::tree::{Data, Document, NodeId, NodeKind, OPEN_MAP, Style};

/// Up to this number of decoded nodes, 99% may come from aliases; from [`MANY`] on, 10%; the limit is interpolated in
/// between.
const FEW: u64 = 400_000;
const MANY: u64 = 4_000_000;

const MERGE_TAG: &str = "tag:yaml.org,2002:merge";

/// A list or map whose children are being decoded.
struct DecodeFrame {
    id: NodeId,
    /// The next child; for a merged list, counted from its end.
    next: usize,
    merged_list: bool,
    /// The number of nodes that go-yaml has decoded for it.
    size: u64,
}

struct Decoder<'a> {
    document: &'a mut Document,
    frames: Vec<DecodeFrame>,
    /// The size of each finished node.
    sizes: Vec<u64>,
    decoded: u64,
    from_aliases: u64,
}

/// Resolves all scalars.
pub(in crate::yaml) fn decode(document: &mut Document) -> Result<()> {
    let sizes = vec![0; document.nodes.len()];
    let root = document.root;
    let mut decoder = Decoder { document, frames: Vec::new(), sizes, decoded: 1, from_aliases: 0 };
    decoder.enter(root)?;
    while let Some(frame) = decoder.frames.last_mut() {
        let (id, at, merged_list) = (frame.id, frame.next, frame.merged_list);
        frame.next += 1;
        match decoder.document.node(id).data {
            Data::Map { first, count } => decoder.step_map(id, first, count, at)?,
            Data::List { first, count } => decoder.step_list(id, first, count, at, merged_list)?,
            _ => decoder.leave(id, false),
        }
    }
    Ok(())
}

/// Returns whether a key is a merge key: `<<` without quotes, or with the tag for it.
pub(super) fn is_merge(document: &Document, key: NodeId) -> bool {
    let node = document.node(key);
    // The length alone excludes nearly every key.
    if node.text.len() != 2 || node.kind() != NodeKind::Scalar || document.slice(node.text) != "<<" {
        return false;
    }
    match document.tag(key) {
        None => node.style == Style::Plain,
        Some(tag) => tag.name == "!" || tag.name == MERGE_TAG,
    }
}

impl Decoder<'_> {
    fn step_list(&mut self, id: NodeId, first: u32, count: u32, at: usize, merged: bool) -> Result<()> {
        if at >= count as usize {
            self.leave(id, merged);
            return Ok(());
        }
        // The first of several merged maps takes precedence, so go-yaml begins with the last.
        let at = if merged { count as usize - 1 - at } else { at };
        let Some(child) = self.document.range(first, count).get(at).copied() else {
            return Ok(());
        };
        if merged && !self.names_map(child) {
            return self.cannot_merge(child);
        }
        self.enter(child)
    }

    fn step_map(&mut self, id: NodeId, first: u32, count: u32, at: usize) -> Result<()> {
        let children = self.document.range(first, count);
        let Some(child) = children.get(at).copied() else {
            self.leave(id, false);
            return Ok(());
        };
        if at.is_multiple_of(2) {
            if is_merge(self.document, child) {
                return Ok(());
            }
            return self.enter(child);
        }
        let Some(key) = children.get(at - 1).copied() else {
            return Ok(());
        };
        if is_merge(self.document, key) {
            return self.enter_merge(child);
        }
        let target = self.document.target(key);
        if matches!(self.document.node(target).kind(), NodeKind::List | NodeKind::Map) {
            find_entries(self.document);
            let message = format!("invalid map key: {}", go_syntax::show(self.document, target));
            return Err(YamlFault::yaml(YamlFailure::Key, message, self.span(key), None));
        }
        self.enter(child)
    }

    fn enter_merge(&mut self, value: NodeId) -> Result<()> {
        match self.document.node(value).kind() {
            NodeKind::Map => self.enter(value),
            NodeKind::Alias if self.names_map(value) => self.enter(value),
            NodeKind::List => {
                // go-yaml does not count the list itself.
                self.frames.push(DecodeFrame { id: value, next: 0, merged_list: true, size: 1 });
                Ok(())
            }
            NodeKind::Alias | NodeKind::Scalar => self.cannot_merge(value),
        }
    }

    fn names_map(&self, id: NodeId) -> bool {
        // An anchor that is still open is a map that contains itself; otherwise go-yaml stops here, too.
        let target = self.document.target(id);
        target == OPEN_MAP || self.document.node(target).kind() == NodeKind::Map
    }

    fn cannot_merge<T>(&self, id: NodeId) -> Result<T> {
        let message = "map merge requires map or sequence of maps as the value";
        Err(YamlFault::yaml(YamlFailure::Alias, message, self.span(id), None))
    }

    /// Starts decoding a node.
    fn enter(&mut self, id: NodeId) -> Result<()> {
        self.decoded += 1;
        self.check_ratio(id)?;
        let node = *self.document.node(id);
        match node.data {
            Data::List { .. } | Data::Map { .. } => {
                self.frames.push(DecodeFrame { id, next: 0, merged_list: false, size: 1 });
            }
            Data::Alias(target) => self.alias(id, target)?,
            _ => {
                self.scalar(id)?;
                self.finish(id, 1);
            }
        }
        Ok(())
    }

    fn alias(&mut self, id: NodeId, target: NodeId) -> Result<()> {
        let Some(size) = self.sizes.get(target.index()).copied() else {
            let name = self.document.slice(self.document.node(id).text);
            let message = format!("anchor '{name}' value contains itself");
            return Err(YamlFault::yaml(YamlFailure::Alias, message, self.span(id), None));
        };
        self.decoded = self.decoded.saturating_add(size);
        self.from_aliases = self.from_aliases.saturating_add(size);
        self.check_ratio(id)?;
        self.finish(id, size.saturating_add(1));
        Ok(())
    }

    /// Finishes a list or map.
    fn leave(&mut self, id: NodeId, merged_list: bool) {
        if let Some(frame) = self.frames.pop() {
            self.finish(id, frame.size);
            if merged_list && let Some(parent) = self.frames.last_mut() {
                parent.size = parent.size.saturating_sub(1);
            }
        }
    }

    fn finish(&mut self, id: NodeId, size: u64) {
        if let Some(place) = self.sizes.get_mut(id.index()) {
            *place = size;
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.size = parent.size.saturating_add(size);
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "go-yaml computes the ratio in floating point")]
    fn check_ratio(&self, id: NodeId) -> Result<()> {
        if self.from_aliases <= 100 || self.decoded <= 1000 {
            return Ok(());
        }
        let allowed = if self.decoded <= FEW {
            0.99
        } else if self.decoded >= MANY {
            0.10
        } else {
            0.99 - 0.89 * ((self.decoded - FEW) as f64 / (MANY - FEW) as f64)
        };
        if self.from_aliases as f64 / self.decoded as f64 > allowed {
            let message = "document contains excessive aliasing";
            return Err(YamlFault::yaml(YamlFailure::Alias, message, self.span(id), None));
        }
        Ok(())
    }

    fn scalar(&mut self, id: NodeId) -> Result<()> {
        let node = *self.document.node(id);
        let text = self.document.slice(node.text);
        let resolved = match self.document.tag(id) {
            Some(tag) => scalar::tagged(tag.name, text),
            None if node.style == Style::Plain => {
                Ok(scalar::untagged(text, YamlVersion::V1_1).map_or(Scalar::Text, Scalar::Value))
            }
            None => Ok(Scalar::Text),
        };
        let data = match resolved {
            Ok(Scalar::Value(data)) => data,
            // The node already holds its text.
            Ok(Scalar::Text) => return Ok(()),
            Ok(Scalar::Decoded(text)) => {
                let start = to_u32(self.document.built.len());
                self.document.built.push_str(&text);
                let end = to_u32(self.document.built.len());
                Data::String(crate::yaml::scanner::Text { start, end, built: true })
            }
            Err(message) => return Err(YamlFault::yaml(YamlFailure::Scalar, message, self.span(id), None)),
        };
        if let Some(node) = self.document.nodes.get_mut(id.index()) {
            node.data = data;
        }
        Ok(())
    }

    fn span(&self, id: NodeId) -> Span {
        self.document.node(id).span()
    }
}
