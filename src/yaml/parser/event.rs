//! What the parser hands to the tree builder.

use crate::text::Span;
use crate::yaml::scanner::Text;
use crate::yaml::tree::Style;

/// What is before a node: its tag and its anchor.
#[derive(Debug, Clone, Default)]
pub(in crate::yaml) struct Properties {
    /// The whole tag, its handle resolved.
    pub(in crate::yaml) tag: Option<(String, Span)>,
    /// The anchor's name, and where `&name` is.
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
    /// The end of a list or map: of a flow one with the place after its bracket; a block one ends with its last entry.
    End(Option<usize>),
}
