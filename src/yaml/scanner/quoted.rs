//! Scalars in quotes.

use super::plain::{Fold, PlainPieces};
use super::property::hex;
use super::{Scanner, TokenKind};
use crate::text::Span;
use crate::yaml::cursor::Mark;
use crate::yaml::error::Result;
use crate::yaml::tree::Style;

impl Scanner<'_> {
    pub(super) fn fetch_quoted(&mut self, style: Style) -> Result<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let quote = self.cursor.peek(0);
        self.cursor.skip_ascii(1);
        let mut pieces = PlainPieces::new(self.cursor.byte());
        loop {
            self.cursor.ensure(4)?;
            let opening = Span::new(start.byte as usize, start.byte as usize + 1);
            if self.cursor.is_document_mark() {
                return self.fail_at("found unexpected document indicator", opening);
            }
            if self.cursor.is_end() {
                return self.fail_at("found unexpected end of stream", opening);
            }
            let mut fold = Fold::default();
            let escaped_break = self.quoted_run(quote, &mut pieces)?;
            self.cursor.ensure(1)?;
            if self.cursor.peek(0) == quote {
                break;
            }
            self.quoted_gap(&mut pieces, escaped_break, &mut fold)?;
        }
        let text = self.finish_pieces(pieces, self.cursor.byte());
        self.cursor.skip_ascii(1);
        self.push(TokenKind::Scalar { text, style }, start);
        Ok(())
    }

    /// Reads characters that are not blank; returns whether they ended with an escaped line break.
    fn quoted_run(&mut self, quote: u8, pieces: &mut PlainPieces) -> Result<bool> {
        while !self.cursor.is_space_or_end(0) {
            match self.cursor.peek(0) {
                b'\'' if quote == b'\'' && self.cursor.peek(1) == b'\'' => {
                    let at = self.cursor.byte();
                    self.build(pieces, at + 1);
                    pieces.start = at + 2;
                    self.cursor.skip_ascii(2);
                }
                byte if byte == quote => break,
                b'\\' if quote == b'"' && self.cursor.is_break(1) => {
                    let at = self.cursor.byte();
                    self.build(pieces, at);
                    self.cursor.ensure(3)?;
                    self.cursor.skip_ascii(1);
                    self.cursor.line_break();
                    pieces.start = self.cursor.byte();
                    return Ok(true);
                }
                b'\\' if quote == b'"' => self.escape(pieces)?,
                _ => {
                    self.cursor.skip();
                    self.cursor.skip_run(|byte| matches!(byte, b'!' | b'#'..=b'&' | b'('..=b'[' | b']'..=b'~'));
                }
            }
            self.cursor.ensure(2)?;
        }
        Ok(false)
    }

    /// Reads spaces, tabs and line breaks. Spaces before and after a break are dropped.
    fn quoted_gap(&mut self, pieces: &mut PlainPieces, escaped_break: bool, fold: &mut Fold) -> Result<()> {
        let start = self.cursor.byte();
        let mut rest = String::new();
        loop {
            if self.cursor.is_blank(0) {
                self.cursor.skip_ascii(1);
            } else if self.cursor.is_break(0) {
                self.cursor.ensure(2)?;
                let line_break = self.cursor.line_break();
                if escaped_break {
                    rest.push_str(line_break);
                } else {
                    fold.add(line_break);
                }
            } else {
                break;
            }
            self.cursor.ensure(1)?;
        }
        let end = self.cursor.byte();
        if escaped_break {
            self.build(pieces, start).push_str(&rest);
            pieces.start = end;
        } else if !fold.is_empty() {
            fold.write(self.build(pieces, start));
            pieces.start = end;
        }
        Ok(())
    }

    fn escape(&mut self, pieces: &mut PlainPieces) -> Result<()> {
        let at = self.cursor.byte();
        let start = self.cursor.mark();
        let (text, digits) = match self.cursor.peek(1) {
            b'0' => ("\0", 0),
            b'a' => ("\u{7}", 0),
            b'b' => ("\u{8}", 0),
            b't' | b'\t' => ("\t", 0),
            b'n' => ("\n", 0),
            b'v' => ("\u{B}", 0),
            b'f' => ("\u{C}", 0),
            b'r' => ("\r", 0),
            b'e' => ("\u{1B}", 0),
            b' ' => (" ", 0),
            b'"' => ("\"", 0),
            b'\'' => ("'", 0),
            b'\\' => ("\\", 0),
            b'N' => ("\u{85}", 0),
            b'_' => ("\u{A0}", 0),
            b'L' => ("\u{2028}", 0),
            b'P' => ("\u{2029}", 0),
            b'x' => ("", 2),
            b'u' => ("", 4),
            b'U' => ("", 8),
            _ => return self.fail_at("found unknown escape character", Span::new(at, at + 2)),
        };
        self.build(pieces, at).push_str(text);
        self.cursor.skip_ascii(2);
        if digits > 0 {
            let c = self.escape_code(start, digits)?;
            self.built.push(c);
        }
        pieces.start = self.cursor.byte();
        Ok(())
    }

    fn escape_code(&mut self, start: Mark, digits: usize) -> Result<char> {
        self.cursor.ensure(digits)?;
        let mut value = 0_u32;
        for ahead in 0..digits {
            let Some(digit) = hex(self.cursor.peek(ahead)) else {
                let span = self.since(start);
                return self.fail_at("did not find expected hexdecimal number", span);
            };
            value = (value << 4) | u32::from(digit);
        }
        let Some(c) = char::from_u32(value) else {
            let span = Span::new(start.byte as usize, self.cursor.byte() + digits);
            return self.fail_at("found invalid Unicode character escape code", span);
        };
        self.cursor.skip_ascii(digits);
        Ok(c)
    }
}
