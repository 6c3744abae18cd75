//! The parser's output.

use crate::text::Span;
use crate::yaml::scanner::Text;
use crate::yaml::tree::Style;

/// The tag and anchor before a node.
#[derive(Debug, Clone, Default)]
pub(in crate::yaml) struct Properties {
    /// The whole tag, with its handle resolved.
    pub(in crate::yaml) tag: Option<(String, Span)>,
    /// The anchor's name, and the position of `&name`.
    pub(in crate::yaml) anchor: Option<(Text, Span)>,
}

/// Most nodes have no properties.
pub(in crate::yaml) type MaybeProperties = Option<Box<Properties>>;

/// One step through a document.
#[derive(Debug, Clone)]
pub(in crate::yaml) enum Event {
    StreamStart,
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Alias {
        name: Text,
        span: Span,
    },
    Scalar {
        text: Text,
        style: Style,
        span: Span,
        properties: MaybeProperties,
    },
    ListStart {
        style: Style,
        start: usize,
        properties: MaybeProperties,
    },
    MapStart {
        style: Style,
        start: usize,
        properties: MaybeProperties,
    },
    /// The end of a list or map: for one in brackets, with the position after its bracket; a block one ends with its
    /// last entry.
    End(Option<usize>),
}
