//! Plain scalars.

use super::{Scanner, Text, Token, TokenKind};
use crate::text::Span;
use crate::yaml::cursor::to_u32;
use crate::yaml::error::Result;
use crate::yaml::tree::Style;

/// Line breaks, and their folded text.
#[derive(Default)]
pub(super) struct Fold {
    /// The first line break.
    first: &'static str,
    /// The other line breaks.
    rest: String,
}

impl Fold {
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    pub(super) fn add(&mut self, line_break: &'static str) {
        if self.first.is_empty() {
            self.first = line_break;
        } else {
            self.rest.push_str(line_break);
        }
    }

    /// Appends the breaks to a scalar: a single one becomes a space, of several the first is dropped. U+2028 and U+2029
    /// stay.
    pub(super) fn write(&mut self, scalar: &mut String) {
        match (self.first, self.rest.is_empty()) {
            ("\n", true) => scalar.push(' '),
            ("\n", false) => scalar.push_str(&self.rest),
            (first, _) => {
                scalar.push_str(first);
                scalar.push_str(&self.rest);
            }
        }
        self.first = "";
        self.rest.clear();
    }
}

/// A scalar that is being scanned: a slice of the text as long as possible, then a built string.
pub(super) struct PlainPieces {
    /// The start of the text that is not copied yet.
    pub(super) start: usize,
    /// The start of the scalar in the built strings, once it is copied.
    built: Option<u32>,
}

impl PlainPieces {
    pub(super) fn new(start: usize) -> Self {
        Self { start, built: None }
    }
}

impl Scanner<'_> {
    /// Copies the text up to `end`, and returns the string to append to.
    pub(super) fn build(&mut self, pieces: &mut PlainPieces, end: usize) -> &mut String {
        if pieces.built.is_none() {
            pieces.built = Some(to_u32(self.built.len()));
        }
        self.built.push_str(self.cursor.slice(pieces.start, end));
        pieces.start = end;
        &mut self.built
    }

    /// Finishes the scalar, whose last piece ends at `end`.
    pub(super) fn finish_pieces(&mut self, mut pieces: PlainPieces, end: usize) -> Text {
        match pieces.built {
            None => Text { start: to_u32(pieces.start), end: to_u32(end), built: false },
            Some(start) => {
                self.build(&mut pieces, end);
                Text { start, end: to_u32(self.built.len()), built: true }
            }
        }
    }

    pub(super) fn fetch_plain(&mut self) -> Result<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let mut end = start;
        let mut pieces = PlainPieces::new(self.cursor.byte());
        let mut fold = Fold::default();
        let indent = self.indent + 1;
        loop {
            self.cursor.ensure(4)?;
            if self.cursor.is_document_mark() || self.cursor.peek(0) == b'#' {
                break;
            }
            if !self.ends_plain() {
                if !fold.is_empty() {
                    let at = self.cursor.byte();
                    fold.write(self.build(&mut pieces, end.byte as usize));
                    pieces.start = at;
                }
                end = self.plain_run()?;
            }
            if !(self.cursor.is_blank(0) || self.cursor.is_break(0)) {
                break;
            }
            self.plain_gap(indent, &mut fold)?;
            if self.flow_level == 0 && i64::from(self.cursor.column()) < indent {
                break;
            }
        }
        if !fold.is_empty() {
            self.key_allowed = true;
        }
        let text = self.finish_pieces(pieces, end.byte as usize);
        let kind = TokenKind::Scalar { text, style: Style::Plain };
        self.queue.push_back(Token::new(kind, start, end));
        Ok(())
    }

    /// Returns whether the character at the cursor ends a plain scalar.
    fn ends_plain(&self) -> bool {
        match self.cursor.peek(0) {
            b':' => self.cursor.is_space_or_end(1),
            b',' | b'?' | b'[' | b']' | b'{' | b'}' => self.flow_level > 0,
            _ => self.cursor.is_space_or_end(0),
        }
    }

    /// Reads characters that are not blank, at least one, and returns their end.
    fn plain_run(&mut self) -> Result<crate::yaml::cursor::Mark> {
        loop {
            self.cursor.skip_run(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'-'..=b'9' | b'_' | b'@'));
            if self.ends_plain() {
                return Ok(self.cursor.mark());
            }
            self.cursor.skip();
            self.cursor.ensure(2)?;
        }
    }

    /// Reads spaces, tabs and line breaks after a part of a plain scalar.
    fn plain_gap(&mut self, indent: i64, fold: &mut Fold) -> Result<()> {
        self.cursor.ensure(1)?;
        loop {
            if self.cursor.is_blank(0) {
                let tab = self.cursor.peek(0) == b'\t';
                if tab && !fold.is_empty() && i64::from(self.cursor.column()) < indent {
                    let at = self.cursor.byte();
                    let span = Span::new(at, at + 1);
                    return self.fail_at("found a tab character that violates indentation", span);
                }
                self.cursor.skip_ascii(1);
            } else if self.cursor.is_break(0) {
                self.cursor.ensure(2)?;
                fold.add(self.cursor.line_break());
            } else {
                return Ok(());
            }
            self.cursor.ensure(1)?;
        }
    }
}
