//! A position in the text that moves forward by characters and checks the encoding as far as Helm does.
//!
//! go-yaml v2 decodes its input in pieces of 512 bytes and refuses a bad byte when its piece is decoded, not when the
//! scanner gets there. So a bad byte hides a syntax error that is before it in the same piece, and is never seen after
//! the place where reading stops. The cursor keeps the same pieces.

use super::error::{Result, YamlFailure, YamlFault};
use crate::text::Span;

/// The size of the pieces, go-yaml v2's `input_raw_buffer_size`.
const PIECE: usize = 512;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A position in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) byte: u32,
    /// The number of the character, as the 1,024-character rule for keys counts it.
    pub(super) index: u32,
    /// The line, from 0.
    pub(super) line: u32,
    /// The column in characters, from 0.
    pub(super) column: u32,
}

/// The moving position.
pub(super) struct Cursor<'a> {
    text: &'a [u8],
    /// The longest prefix of the text that is UTF-8. Everything before the cursor is in it, so slices are not checked
    /// again.
    valid: &'a str,
    mark: Mark,
    /// The end of the bytes whose encoding is checked.
    decoded: usize,
    /// The end of the last piece that was read.
    piece_end: usize,
    /// The start of go-yaml's buffer: go-yaml looks for a byte order mark there, not at its own position.
    buffer: usize,
    /// The number of returned NULs, which represent the end.
    padding: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let mark = Mark { byte: to_u32(start), ..Mark::default() };
        Self {
            text,
            valid: valid_prefix(text),
            mark,
            decoded: start,
            piece_end: text.len().min(PIECE),
            buffer: start,
            padding: 0,
        }
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    pub(super) fn byte(&self) -> usize {
        self.mark.byte as usize
    }

    pub(super) fn column(&self) -> u32 {
        self.mark.column
    }

    /// Returns the byte `ahead` of the cursor; NUL after the end, which no accepted text contains.
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.byte() + ahead).copied().unwrap_or(0)
    }

    /// Returns the text between two positions that the cursor has passed.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.valid.get(start..end).unwrap_or_default()
    }

    /// Ensures that `count` characters from here on are checked. This runs at every step and nearly always succeeds, so
    /// only the test is inlined.
    #[inline]
    pub(super) fn ensure(&mut self, count: usize) -> Result<()> {
        if self.decoded.saturating_sub(self.byte()) >= count * 4 { Ok(()) } else { self.refill(count) }
    }

    #[cold]
    fn refill(&mut self, count: usize) -> Result<()> {
        let mut known = self.padding + self.known(count);
        if known >= count {
            return Ok(());
        }
        self.buffer = self.byte();
        while known < count {
            if self.decoded == self.piece_end {
                self.next_piece();
            }
            let before = self.decoded;
            self.decode()?;
            if self.decoded == before {
                if self.piece_end == self.text.len() {
                    if before < self.text.len() {
                        return self.bad("incomplete UTF-8 octet sequence", self.text.len() - before);
                    }
                    self.padding += 1;
                    return Ok(());
                }
                self.next_piece();
            }
            known = self.padding + self.known(count);
        }
        Ok(())
    }

    fn next_piece(&mut self) {
        self.piece_end = (self.decoded + PIECE).min(self.text.len());
    }

    /// Counts the checked characters from here on, up to `most`.
    fn known(&self, most: usize) -> usize {
        let bytes = self.text.get(self.byte()..self.decoded).unwrap_or_default();
        bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).take(most).count()
    }

    /// Checks the rest of the piece, except a character that is cut by its end.
    fn decode(&mut self) -> Result<()> {
        while self.decoded < self.piece_end {
            let bytes = self.text.get(self.decoded..self.piece_end).unwrap_or_default();
            let run = harmless_run(bytes);
            if run > 0 {
                self.decoded += run;
                continue;
            }
            let lead = bytes.first().copied().unwrap_or(0);
            let width = width(lead);
            if width == 0 {
                return self.bad("invalid leading UTF-8 octet", 1);
            }
            let Some(char_bytes) = bytes.get(..width) else {
                return Ok(());
            };
            self.check(char_bytes)?;
            self.decoded += width;
        }
        Ok(())
    }

    /// Checks one character in go-yaml's order of checks.
    fn check(&self, bytes: &[u8]) -> Result<()> {
        let width = bytes.len();
        let lead = u32::from(bytes.first().copied().unwrap_or(0));
        let mut value = match width {
            1 => lead,
            2 => lead & 0x1F,
            3 => lead & 0x0F,
            _ => lead & 0x07,
        };
        for byte in bytes.iter().skip(1) {
            if byte & 0xC0 != 0x80 {
                return self.bad("invalid trailing UTF-8 octet", 1);
            }
            value = (value << 6) | u32::from(byte & 0x3F);
        }
        let least = match width {
            1 => 0,
            2 => 0x80,
            3 => 0x800,
            _ => 0x1_0000,
        };
        if value < least {
            return self.bad("invalid length of a UTF-8 sequence", width);
        }
        if (0xD800..=0xDFFF).contains(&value) || value > 0x10_FFFF {
            return self.bad("invalid Unicode character", width);
        }
        match value {
            0x85 | 0xA0..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF => Ok(()),
            _ => self.bad("control characters are not allowed", width),
        }
    }

    fn bad<T>(&self, words: &'static str, width: usize) -> Result<T> {
        let span = Span::new(self.decoded, self.decoded + width);
        Err(YamlFault::yaml(YamlFailure::Encoding, words, span, None))
    }

    /// Returns whether go-yaml sees a byte order mark here: at the start of a line, and looking at the start of its
    /// buffer instead of at this position.
    pub(super) fn at_bom(&self) -> bool {
        self.mark.column == 0 && self.text.get(self.buffer..).is_some_and(|rest| rest.starts_with(BOM))
    }

    /// Advances by one character.
    pub(super) fn skip(&mut self) {
        let width = self.text.get(self.byte()).map_or(0, |lead| width(*lead));
        if width == 0 {
            self.padding = self.padding.saturating_sub(1);
        }
        self.advance(width);
        self.mark.index += 1;
        self.mark.column += 1;
    }

    /// Advances by `count` one-byte characters.
    pub(super) fn skip_ascii(&mut self, count: usize) {
        self.advance(count);
        self.mark.index += to_u32(count);
        self.mark.column += to_u32(count);
    }

    /// Advances over one-byte characters, as long as no further check is needed for them or the character after them.
    pub(super) fn skip_run(&mut self, keep: impl Fn(u8) -> bool) {
        let known = self.decoded.saturating_sub(8);
        let run = self.text.get(self.byte()..known).unwrap_or_default();
        let count = run.iter().take_while(|byte| keep(**byte)).count();
        self.skip_ascii(count);
    }

    /// Advances over a line break, if there is one, and returns its text in a scalar.
    pub(super) fn line_break(&mut self) -> &'static str {
        let (width, index, text) = match (self.peek(0), self.peek(1), self.peek(2)) {
            (b'\r', b'\n', _) => (2, 2, "\n"),
            (b'\r' | b'\n', ..) => (1, 1, "\n"),
            (0xC2, 0x85, _) => (2, 1, "\n"),
            (0xE2, 0x80, 0xA8) => (3, 1, "\u{2028}"),
            (0xE2, 0x80, 0xA9) => (3, 1, "\u{2029}"),
            _ => return "",
        };
        self.advance(width);
        self.mark.index += index;
        self.mark.column = 0;
        self.mark.line += 1;
        text
    }

    /// Starts a new line, as go-yaml does at the end of the text.
    pub(super) fn force_new_line(&mut self) {
        if self.mark.column != 0 {
            self.mark.column = 0;
            self.mark.line += 1;
        }
    }

    fn advance(&mut self, bytes: usize) {
        self.mark.byte += to_u32(bytes);
    }

    /// Returns whether the text ends here.
    pub(super) fn is_end(&self) -> bool {
        self.peek(0) == 0
    }

    /// Returns whether a line break starts `ahead` bytes from here.
    pub(super) fn is_break(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            b'\n' | b'\r' => true,
            0xC2 => self.peek(ahead + 1) == 0x85,
            0xE2 => self.peek(ahead + 1) == 0x80 && matches!(self.peek(ahead + 2), 0xA8 | 0xA9),
            _ => false,
        }
    }

    /// Returns whether a line break or the end is `ahead` bytes from here.
    pub(super) fn is_break_or_end(&self, ahead: usize) -> bool {
        self.peek(ahead) == 0 || self.is_break(ahead)
    }

    /// Returns whether a space or tab is `ahead` bytes from here.
    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), b' ' | b'\t')
    }

    /// Returns whether a space, tab, line break or the end is `ahead` bytes from here.
    pub(super) fn is_space_or_end(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), b' ' | b'\t' | 0) || self.is_break(ahead)
    }

    /// Returns whether a line with only `---` or `...` starts here.
    pub(super) fn is_document_mark(&self) -> bool {
        self.mark.column == 0
            && matches!((self.peek(0), self.peek(1), self.peek(2)), (b'-', b'-', b'-') | (b'.', b'.', b'.'))
            && self.is_space_or_end(3)
    }
}

/// Counts the leading bytes that are ASCII and allowed.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a lazy operator is a branch, which keeps the compiler from working on many bytes at once"
)]
fn harmless_run(bytes: &[u8]) -> usize {
    let harmless = |byte: &u8| (0x20..=0x7E).contains(byte) | (*byte == b'\n') | (*byte == b'\t') | (*byte == b'\r');
    // Nearly all bytes are harmless, so whole blocks are tested first.
    let blocks =
        bytes.chunks_exact(32).take_while(|block| block.iter().fold(true, |all, byte| all & harmless(byte))).count();
    let rest = bytes.get(blocks * 32..).unwrap_or_default();
    blocks * 32 + rest.iter().take_while(|byte| harmless(byte)).count()
}

/// Returns the longest prefix that is UTF-8.
fn valid_prefix(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or_else(|_| text.utf8_chunks().next().map_or("", |chunk| chunk.valid()))
}

/// Returns the length of the character that starts with this byte; 0 if no character starts with it.
pub(super) fn width(lead: u8) -> usize {
    match lead {
        0x00..=0x7F => 1,
        0x80..=0xBF | 0xF8..=0xFF => 0,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
    }
}

/// Converts a byte offset to `u32`; texts are at most [`super::limits::MAX_BYTES`] long.
pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
