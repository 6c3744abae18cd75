//! A parsed document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::entries::RawEntry;
use super::node::{Comment, Data, Duplicate, Merge, Node, NodeId, OwnedProperties, Property, Style};
use crate::text::Span;
use crate::yaml::scanner::Text;

/// A YAML document: its nodes as written, and their values for Helm.
///
/// Nodes are in one vector and refer to each other by number; an alias refers to its node, so nothing is copied,
/// however often it is used. All spans are bytes of the text that was given to [`read`](crate::yaml::read).
#[derive(Debug, Clone)]
pub struct Document {
    pub(in crate::yaml) source: Arc<str>,
    pub(in crate::yaml) nodes: Vec<Node>,
    pub(in crate::yaml) children: Vec<NodeId>,
    pub(in crate::yaml) properties: Vec<OwnedProperties>,
    pub(in crate::yaml) built: String,
    pub(in crate::yaml) root: NodeId,
    pub(in crate::yaml) span: Span,
    pub(in crate::yaml) comments: Vec<Comment>,
    pub(in crate::yaml) duplicates: Vec<Duplicate>,
    pub(in crate::yaml) collisions: Vec<Duplicate>,
    pub(in crate::yaml) merges: Vec<Merge>,
    /// The effective entries of maps in which they differ from the children: because of duplicates, collisions or
    /// merges.
    pub(in crate::yaml) effective: HashMap<NodeId, Box<[RawEntry]>>,
}

/// The value of a node for Helm; an alias has the value of its node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number; in templates it is a `float64`.
    Number {
        /// The value.
        value: f64,
        /// The text as written: `0777`, `1_000`.
        source: &'a str,
    },
    String(&'a str),
    /// A list, see [`Document::items`].
    List,
    /// A map, see [`Document::entries`].
    Map,
}

impl Document {
    /// Returns the outermost node: a map, or `null`.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// Returns the part of the text that the document was read from.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Always false: a document has at least its root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns a node as written. For an ID of another document it may be any node.
    pub fn node(&self, id: NodeId) -> &Node {
        const MISSING: &Node = &Node {
            data: Data::Null,
            text: Text::EMPTY,
            start: 0,
            end: 0,
            properties: super::NONE,
            style: Style::Plain,
        };
        self.nodes.get(id.index()).unwrap_or(MISSING)
    }

    /// Returns the node that an alias refers to; any other node itself.
    pub fn target(&self, id: NodeId) -> NodeId {
        if let Data::Alias(target) = self.node(id).data { target } else { id }
    }

    /// Returns the value of a node for Helm.
    pub fn resolved(&self, id: NodeId) -> Resolved<'_> {
        let target = self.node(self.target(id));
        match target.data {
            Data::Null | Data::Alias(_) => Resolved::Null,
            Data::Bool(value) => Resolved::Bool(value),
            Data::String(text) => Resolved::String(self.slice(text)),
            Data::List { .. } => Resolved::List,
            Data::Map { .. } => Resolved::Map,
            Data::Int(_) | Data::Uint(_) | Data::Float(_) => {
                Resolved::Number { value: number(target.data), source: self.slice(target.text) }
            }
        }
    }

    /// Returns a scalar's text before Helm converts it to a number or another type: unquoted, unescaped, folded. Empty
    /// for lists, maps and aliases.
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        if let Data::Alias(_) = node.data { "" } else { self.slice(node.text) }
    }

    /// Returns a node's source text, without its tag and anchor.
    pub fn raw(&self, id: NodeId) -> &str {
        let span = self.node(id).span();
        self.source_slice(span.start, span.end)
    }

    pub fn tag(&self, id: NodeId) -> Option<Property<'_>> {
        let (name, span) = self.properties(id)?.tag.as_ref()?;
        Some(Property { name, span: *span })
    }

    pub fn anchor(&self, id: NodeId) -> Option<Property<'_>> {
        let (name, span) = self.properties(id)?.anchor.as_ref()?;
        Some(Property { name, span: *span })
    }

    fn properties(&self, id: NodeId) -> Option<&OwnedProperties> {
        self.properties.get(self.node(id).properties as usize)
    }

    /// Returns the items of a list, or of an alias of one; none for other nodes.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.node(self.target(id)).data {
            Data::List { first, count } => self.range(first, count),
            _ => &[],
        }
    }

    /// Iterates over the keys and values of a map as written, with duplicates and `<<`; empty for other nodes.
    pub fn written(&self, id: NodeId) -> impl ExactSizeIterator<Item = (NodeId, NodeId)> + '_ {
        self.pairs(id).iter().map(|[key, value]| (*key, *value))
    }

    /// Returns the same as a slice.
    pub(in crate::yaml) fn pairs(&self, id: NodeId) -> &[[NodeId; 2]] {
        let children = match self.node(self.target(id)).data {
            Data::Map { first, count } => self.range(first, count),
            _ => &[],
        };
        children.as_chunks::<2>().0
    }

    /// Returns keys that occur twice in their map, and are equal for Helm and in YAML.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Returns keys that differ in YAML and are equal for Helm (`1` and `"1"`, `yes` and `"true"`). Helm picks one at
    /// random; [`entries`](Self::entries) picks the last.
    pub fn collisions(&self) -> &[Duplicate] {
        &self.collisions
    }

    /// Returns the `<<` of all maps.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// Returns the comments in order, except those in text that Helm ignores.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    pub(in crate::yaml) fn range(&self, first: u32, count: u32) -> &[NodeId] {
        let first = first as usize;
        self.children.get(first..first + count as usize).unwrap_or_default()
    }

    pub(in crate::yaml) fn slice(&self, text: Text) -> &str {
        let (start, end) = (text.start as usize, text.end as usize);
        if text.built { self.built.get(start..end).unwrap_or_default() } else { self.source_slice(start, end) }
    }

    fn source_slice(&self, start: usize, end: usize) -> &str {
        self.source.get(start..end).unwrap_or_default()
    }

    /// Returns a scalar as the key of a JSON object.
    pub(in crate::yaml) fn key_text(&self, id: NodeId) -> Cow<'_, str> {
        match self.node(self.target(id)).data {
            Data::String(text) => Cow::Borrowed(self.slice(text)),
            Data::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Data::Int(value) => Cow::Owned(value.to_string()),
            Data::Uint(value) => Cow::Owned(value.to_string()),
            Data::Float(value) => Cow::Owned(crate::yaml::resolve::float_key(value)),
            _ => Cow::Borrowed("null"),
        }
    }
}

/// Converts a number as Go's JSON decoder does.
#[allow(clippy::cast_precision_loss, reason = "rounding to the nearest float64 is what happens in Helm")]
pub(in crate::yaml) fn number(data: Data) -> f64 {
    match data {
        Data::Int(value) => value as f64,
        Data::Uint(value) => value as f64,
        Data::Float(value) => value,
        _ => 0.0,
    }
}
