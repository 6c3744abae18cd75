//! The scanner's output.

use crate::text::Span;
use crate::yaml::cursor::Mark;
use crate::yaml::tree::Style;

/// A string: a slice of the text, or of the built strings (escapes, folded lines).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::yaml) struct Text {
    pub(in crate::yaml) start: u32,
    pub(in crate::yaml) end: u32,
    /// Whether the range is in the built strings.
    pub(in crate::yaml) built: bool,
}

impl Text {
    /// The empty string.
    pub(in crate::yaml) const EMPTY: Self = Self { start: 0, end: 0, built: true };

    /// Returns the length in bytes.
    pub(in crate::yaml) const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }
}

/// The kinds of tokens; lists are called sequences and maps mappings here, as in libyaml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::yaml) enum TokenKind {
    StreamStart,
    StreamEnd,
    VersionDirective {
        major: u8,
        minor: u8,
    },
    /// `%TAG`, with the index of its handle and prefix.
    TagDirective(u32),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(Text),
    Anchor(Text),
    /// A tag, with the index of its handle and suffix.
    Tag(u32),
    Scalar {
        text: Text,
        style: Style,
    },
}

/// A token with its position. It is small because the parser copies it at every step.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct Token {
    pub(in crate::yaml) kind: TokenKind,
    pub(in crate::yaml) start: u32,
    /// The end, exclusive.
    pub(in crate::yaml) end: u32,
    /// The line of the start, from 0.
    pub(in crate::yaml) line: u32,
}

impl Token {
    pub(super) fn new(kind: TokenKind, start: Mark, end: Mark) -> Self {
        Self { kind, start: start.byte, end: end.byte, line: start.line }
    }

    pub(in crate::yaml) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The two halves of a tag (`!!` and `str`) or of a `%TAG` directive (handle and prefix).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::yaml) struct Halves {
    pub(in crate::yaml) handle: String,
    pub(in crate::yaml) rest: String,
}
