//! A document that was read.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::entries::RawEntry;
use super::node::{Comment, Data, Duplicate, Merge, Node, NodeId, OwnedProperties, Property, Style};
use crate::text::Span;
use crate::yaml::scanner::Text;

/// One YAML document: its nodes as they are written, and what Helm takes them for.
///
/// Nodes lie in one vector and point to each other by number; an alias points to what it names, so nothing is ever
/// copied, however often it is used. All spans are bytes of the text that was given to [`read`](crate::yaml::read).
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
    /// The entries of the maps where they are not simply the children: with duplicates, collisions or merges.
    pub(in crate::yaml) effective: HashMap<NodeId, Box<[RawEntry]>>,
}

/// What a node is for Helm, an alias being what it names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number; in a template it is a `float64`.
    Number {
        /// Its value there.
        value: f64,
        /// How it is written: `0777`, `1_000`.
        source: &'a str,
    },
    String(&'a str),
    /// A list: [`Document::items`].
    List,
    /// A map: [`Document::entries`].
    Map,
}

impl Document {
    /// The outermost node: a map, or `null`.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// Which part of the text the document was read from.
    pub fn span(&self) -> Span {
        self.span
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: a document has at least its root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A node as it is written.
    ///
    /// For an id of another document it may be any node.
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

    /// The node that an alias names; any other node itself.
    pub fn target(&self, id: NodeId) -> NodeId {
        if let Data::Alias(target) = self.node(id).data { target } else { id }
    }

    /// What a node is for Helm.
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

    /// A scalar's text before Helm makes a number or the like of it: unquoted, unescaped, folded. Empty for lists, maps
    /// and aliases.
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        if let Data::Alias(_) = node.data { "" } else { self.slice(node.text) }
    }

    /// A node as it is in the text, without its tag and anchor.
    pub fn raw(&self, id: NodeId) -> &str {
        let span = self.node(id).span();
        self.source_slice(span.start, span.end)
    }

    /// A node's tag.
    pub fn tag(&self, id: NodeId) -> Option<Property<'_>> {
        let (name, span) = self.properties(id)?.tag.as_ref()?;
        Some(Property { name, span: *span })
    }

    /// A node's anchor.
    pub fn anchor(&self, id: NodeId) -> Option<Property<'_>> {
        let (name, span) = self.properties(id)?.anchor.as_ref()?;
        Some(Property { name, span: *span })
    }

    fn properties(&self, id: NodeId) -> Option<&OwnedProperties> {
        self.properties.get(self.node(id).properties as usize)
    }

    /// The items of a list (or of the list that an alias names); of anything else none.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.node(self.target(id)).data {
            Data::List { first, count } => self.range(first, count),
            _ => &[],
        }
    }

    /// The keys and values of a map as they are written, with duplicates and `<<`; of anything else none.
    pub fn written(&self, id: NodeId) -> impl ExactSizeIterator<Item = (NodeId, NodeId)> + '_ {
        self.pairs(id).iter().map(|[key, value]| (*key, *value))
    }

    /// The same by number.
    pub(in crate::yaml) fn pairs(&self, id: NodeId) -> &[[NodeId; 2]] {
        let children = match self.node(self.target(id)).data {
            Data::Map { first, count } => self.range(first, count),
            _ => &[],
        };
        children.as_chunks::<2>().0
    }

    /// Keys that are in their map twice, being the same for Helm and in YAML.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Keys that differ in YAML and are the same for Helm (`1` and `"1"`, `yes` and `"true"`). Which one Helm takes is
    /// random; [`entries`](Self::entries) takes the last.
    pub fn collisions(&self) -> &[Duplicate] {
        &self.collisions
    }

    /// The `<<` of all maps.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The comments, in order; not those in text that Helm drops.
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

    /// A scalar as the key of a JSON object.
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

/// A number as Go's JSON decoder makes it.
#[allow(clippy::cast_precision_loss, reason = "rounding to the nearest float64 is what happens in Helm")]
pub(in crate::yaml) fn number(data: Data) -> f64 {
    match data {
        Data::Int(value) => value as f64,
        Data::Uint(value) => value as f64,
        Data::Float(value) => value,
        _ => 0.0,
    }
}
