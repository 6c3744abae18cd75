//! Block scalars.

use super::{Scanner, Text, Token, TokenKind};
use crate::text::Span;
use crate::yaml::cursor::{Mark, to_u32};
use crate::yaml::error::Result;
use crate::yaml::tree::Style;

/// The handling of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl Scanner<'_> {
    pub(super) fn fetch_block_scalar(&mut self, style: Style) -> Result<()> {
        self.remove_key()?;
        self.key_allowed = true;
        let start = self.cursor.mark();
        self.cursor.skip_ascii(1);
        let (chomping, increment) = self.block_header()?;
        // The token ends with its last line that is not empty, so that an edit keeps its line break.
        let mut end = self.cursor.mark();
        self.skip_blanks()?;
        self.skip_comment()?;
        if !self.cursor.is_break_or_end(0) {
            return self.fail("did not find expected comment or line break");
        }
        self.cursor.ensure(2)?;
        self.cursor.line_break();

        let text_start = to_u32(self.built.len());
        let mut indent = increment.map_or(0, |more| self.indent.max(0) + i64::from(more));
        let mut trailing = String::new();
        self.block_breaks(&mut indent, &mut trailing)?;
        self.cursor.ensure(1)?;
        let mut leading: &'static str = "";
        let mut after_blank = false;
        while i64::from(self.cursor.column()) == indent && !self.cursor.is_end() {
            let blank = self.cursor.is_blank(0);
            if style == Style::Folded && !after_blank && !blank && leading == "\n" {
                if trailing.is_empty() {
                    self.built.push(' ');
                }
            } else {
                self.built.push_str(leading);
            }
            self.built.push_str(&trailing);
            trailing.clear();
            after_blank = blank;
            end = self.block_line()?;
            self.cursor.ensure(2)?;
            leading = self.cursor.line_break();
            self.block_breaks(&mut indent, &mut trailing)?;
        }
        if chomping != Chomping::Strip {
            self.built.push_str(leading);
        }
        if chomping == Chomping::Keep {
            self.built.push_str(&trailing);
        }
        let text = Text { start: text_start, end: to_u32(self.built.len()), built: true };
        let kind = TokenKind::Scalar { text, style };
        self.queue.push_back(Token::new(kind, start, end));
        Ok(())
    }

    /// Reads `+`, `-` and a digit after the indicator, in either order.
    fn block_header(&mut self) -> Result<(Chomping, Option<u8>)> {
        self.cursor.ensure(1)?;
        let mut chomping = self.chomping();
        if chomping.is_some() {
            self.cursor.ensure(1)?;
        }
        let mut increment = None;
        let digit = self.cursor.peek(0);
        if digit.is_ascii_digit() {
            if digit == b'0' {
                return self.fail("found an indentation indicator equal to 0");
            }
            increment = Some(digit - b'0');
            self.cursor.skip_ascii(1);
            if chomping.is_none() {
                self.cursor.ensure(1)?;
                chomping = self.chomping();
            }
        }
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    fn chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.cursor.peek(0) {
            b'+' => Chomping::Keep,
            b'-' => Chomping::Strip,
            _ => return None,
        };
        self.cursor.skip_ascii(1);
        Some(chomping)
    }

    /// Copies the rest of the line, and returns its end.
    fn block_line(&mut self) -> Result<Mark> {
        let start = self.cursor.byte();
        while !self.cursor.is_break_or_end(0) {
            self.cursor.skip();
            self.cursor.skip_run(|byte| matches!(byte, b' '..=b'~' | b'\t'));
            self.cursor.ensure(1)?;
        }
        let line = self.cursor.slice(start, self.cursor.byte());
        self.built.push_str(line);
        Ok(self.cursor.mark())
    }

    /// Skips indentation and empty lines, and collects their line breaks; detects the indentation if it is 0.
    fn block_breaks(&mut self, indent: &mut i64, breaks: &mut String) -> Result<()> {
        let mut widest = 0;
        loop {
            self.cursor.ensure(1)?;
            while (*indent == 0 || i64::from(self.cursor.column()) < *indent) && self.cursor.peek(0) == b' ' {
                self.cursor.skip_ascii(1);
                self.cursor.ensure(1)?;
            }
            let column = i64::from(self.cursor.column());
            widest = widest.max(column);
            if (*indent == 0 || column < *indent) && self.cursor.peek(0) == b'\t' {
                let at = self.cursor.byte();
                let span = Span::new(at, at + 1);
                return self.fail_at("found a tab character where an indentation space is expected", span);
            }
            if !self.cursor.is_break(0) {
                break;
            }
            self.cursor.ensure(2)?;
            breaks.push_str(self.cursor.line_break());
        }
        if *indent == 0 {
            *indent = widest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
