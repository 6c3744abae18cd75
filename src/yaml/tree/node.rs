//! The nodes of a document and their properties.

use crate::text::Span;
use crate::yaml::scanner::Text;

/// The number of a node in its [`Document`](super::Document).
///
/// Numbers increase from the leaves: everything below a node (also through an alias or a merge) has a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(in crate::yaml) u32);

impl NodeId {
    /// Returns the number as an index: from 0, without gaps, below [`Document::len`](super::Document::len).
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The kind of a node, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A scalar, including an omitted one (`key:`).
    Scalar,
    List,
    Map,
    /// `*name`
    Alias,
}

/// The style of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A scalar without quotes, including an omitted one.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
    /// A list or map by indentation.
    Block,
    /// A list or map in brackets; also the map in `[a: b]`, which has no brackets of its own.
    Flow,
}

/// A node as written. Its value for Helm is [`Document::resolved`](super::Document::resolved).
#[derive(Debug, Clone, Copy)]
pub struct Node {
    pub(in crate::yaml) data: Data,
    /// The text of a scalar.
    pub(in crate::yaml) text: Text,
    pub(in crate::yaml) start: u32,
    pub(in crate::yaml) end: u32,
    /// The index of the tag and anchor; [`NONE`] if it has neither.
    pub(in crate::yaml) properties: u32,
    pub(in crate::yaml) style: Style,
}

/// No index.
pub(in crate::yaml) const NONE: u32 = u32::MAX;

/// The target of an alias within the map that it refers to; such a document is refused.
pub(in crate::yaml) const OPEN_MAP: NodeId = NodeId(NONE);

/// The target of an alias within the list that it refers to.
pub(in crate::yaml) const OPEN_LIST: NodeId = NodeId(NONE - 1);

/// The content of a node.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    String(Text),
    /// The items, as a range of the document's children.
    List {
        first: u32,
        count: u32,
    },
    /// Keys and values in turn, as a range of the document's children.
    Map {
        first: u32,
        count: u32,
    },
    Alias(NodeId),
}

impl Data {
    /// Returns the text of a string.
    pub(in crate::yaml) fn text(self) -> Option<Text> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub(in crate::yaml) fn set_text(&mut self, text: Text) {
        if let Self::String(place) = self {
            *place = text;
        }
    }
}

impl Node {
    pub fn kind(&self) -> NodeKind {
        match self.data {
            Data::List { .. } => NodeKind::List,
            Data::Map { .. } => NodeKind::Map,
            Data::Alias(_) => NodeKind::Alias,
            _ => NodeKind::Scalar,
        }
    }

    pub fn style(&self) -> Style {
        self.style
    }

    /// Returns the position, without tag and anchor. An omitted scalar has an empty span after the `:`, the `-` or the
    /// tag. A block scalar ends with its last line that is not empty, without the line break; a block list or map with
    /// its last entry.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A tag or an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property<'a> {
    /// The whole tag (`tag:yaml.org,2002:str` for `!!str`, `!x` for `!x`), or the anchor's name.
    pub name: &'a str,
    /// The position, with the `!` or `&`.
    pub span: Span,
}

/// The owned form of [`Property`].
#[derive(Debug, Clone, Default)]
pub(in crate::yaml) struct OwnedProperties {
    pub(in crate::yaml) tag: Option<(Box<str>, Span)>,
    pub(in crate::yaml) anchor: Option<(Box<str>, Span)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line, without the line break.
    pub span: Span,
}

/// A key that occurs twice in a map. Helm uses the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub map: NodeId,
    /// The key for Helm.
    pub key: String,
    /// The position of the first one.
    pub earlier: Span,
    /// The position of the second one.
    pub later: Span,
}

/// A `<<` in a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The map around the `<<`.
    pub map: NodeId,
    pub key: NodeId,
    /// The merged value: a map, an alias of one, or a list of those.
    pub value: NodeId,
    /// The keys before the `<<` whose values it replaces: a merge overrides what is before it.
    pub overridden: Vec<(String, Span)>,
}
