//! The parts of a tree.

use crate::text::Span;
use crate::yaml::scanner::Text;

/// A node of one [`Document`](super::Document).
///
/// Numbers go up from the leaves: whatever a node holds (also through an alias or a merge) has a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(in crate::yaml) u32);

impl NodeId {
    /// The number as an index: from 0, without gaps, below [`Document::len`](super::Document::len).
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A scalar, also one that is left out (`key:`).
    Scalar,
    List,
    Map,
    /// `*name`
    Alias,
}

/// How a node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A scalar without quotes, also one that is left out.
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
    /// A list or map in brackets; also the map that `[a: b]` makes, which has none of its own.
    Flow,
}

/// A node as it is written. What it means to Helm is [`Document::resolved`](super::Document::resolved).
#[derive(Debug, Clone, Copy)]
pub struct Node {
    pub(in crate::yaml) data: Data,
    /// A scalar's text.
    pub(in crate::yaml) text: Text,
    pub(in crate::yaml) start: u32,
    pub(in crate::yaml) end: u32,
    /// The index of the tag and anchor, [`NONE`] for neither.
    pub(in crate::yaml) properties: u32,
    pub(in crate::yaml) style: Style,
}

/// No index.
pub(in crate::yaml) const NONE: u32 = u32::MAX;

/// What an alias names that is in the map that it names; such a document is refused.
pub(in crate::yaml) const OPEN_MAP: NodeId = NodeId(NONE);

/// The same with a list.
pub(in crate::yaml) const OPEN_LIST: NodeId = NodeId(NONE - 1);

/// What a node holds.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    String(Text),
    /// Items, as a range of the document's children.
    List {
        first: u32,
        count: u32,
    },
    /// Keys and values by turns, as a range of the document's children.
    Map {
        first: u32,
        count: u32,
    },
    Alias(NodeId),
}

impl Data {
    /// The text of a string.
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
    /// What it is as it is written.
    pub fn kind(&self) -> NodeKind {
        match self.data {
            Data::List { .. } => NodeKind::List,
            Data::Map { .. } => NodeKind::Map,
            Data::Alias(_) => NodeKind::Alias,
            _ => NodeKind::Scalar,
        }
    }

    /// How it is written.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Where it is, without its tag and anchor. A scalar that is left out has an empty span: after the `:`, the
    /// `-`, the tag. A block scalar ends with its last line that is not empty, without the line break; a block list or
    /// map with its last entry.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A tag or an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property<'a> {
    /// The whole tag (`tag:yaml.org,2002:str` for `!!str`, `!x` for `!x`), or the anchor's name.
    pub name: &'a str,
    /// Where it is, with its `!` or `&`.
    pub span: Span,
}

/// What [`Property`] is made of.
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

/// A key that is in a map twice. Helm takes the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub map: NodeId,
    /// The key as Helm has it.
    pub key: String,
    /// Where it is first.
    pub earlier: Span,
    /// Where it is again.
    pub later: Span,
}

/// `<<` in a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The map that `<<` is in.
    pub map: NodeId,
    /// The `<<`.
    pub key: NodeId,
    /// What is merged: a map, an alias of one, or a list of those.
    pub value: NodeId,
    /// The keys before the `<<` whose values it replaces: a merge wins over what is before it.
    pub overridden: Vec<(String, Span)>,
}
