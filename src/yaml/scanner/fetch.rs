//! Scans tokens.

use super::{Scanner, Token, TokenKind};
use crate::text::Span;
use crate::yaml::error::Result;
use crate::yaml::limits::MAX_DEPTH;
use crate::yaml::tree::{Comment, Style};

impl Scanner<'_> {
    /// Scans until the head of the queue is final.
    pub(super) fn fetch_more(&mut self) -> Result<()> {
        while self.queue.is_empty() || self.head_may_be_key()? {
            self.fetch_next()?;
        }
        self.ready = true;
        Ok(())
    }

    fn fetch_next(&mut self) -> Result<()> {
        self.cursor.ensure(1)?;
        if !self.started {
            self.started = true;
            let mark = self.cursor.mark();
            self.push(TokenKind::StreamStart, mark);
            return Ok(());
        }
        self.skip_to_token()?;
        self.unroll_indent(i64::from(self.cursor.column()));
        self.cursor.ensure(4)?;

        let first_column = self.cursor.column() == 0;
        let flow = self.flow_level > 0;
        match self.cursor.peek(0) {
            0 => self.fetch_stream_end(),
            b'%' if first_column => self.fetch_directive(),
            b'-' if self.cursor.is_document_mark() => self.fetch_document_mark(TokenKind::DocumentStart),
            b'.' if self.cursor.is_document_mark() => self.fetch_document_mark(TokenKind::DocumentEnd),
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.cursor.is_space_or_end(1) => self.fetch_block_entry(),
            b'?' if flow || self.cursor.is_space_or_end(1) => self.fetch_key(),
            b':' if flow || self.cursor.is_space_or_end(1) => self.fetch_value(),
            b'*' => self.fetch_anchor(true),
            b'&' => self.fetch_anchor(false),
            b'!' => self.fetch_tag(),
            b'|' if !flow => self.fetch_block_scalar(Style::Literal),
            b'>' if !flow => self.fetch_block_scalar(Style::Folded),
            b'\'' => self.fetch_quoted(Style::SingleQuoted),
            b'"' => self.fetch_quoted(Style::DoubleQuoted),
            // The other cases of `-`, `?` and `:` are handled above; these characters cannot begin a plain scalar.
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => self.fail("found character that cannot start any token"),
            _ => self.fetch_plain(),
        }
    }

    /// Skips spaces, line breaks and comments.
    fn skip_to_token(&mut self) -> Result<()> {
        loop {
            self.cursor.ensure(1)?;
            // Most tokens directly follow another one.
            if self.cursor.column() > 0 && matches!(self.cursor.peek(0), b'"' | b'$'..=b'~') {
                return Ok(());
            }
            if self.cursor.at_bom() {
                self.cursor.skip();
            }
            self.cursor.ensure(1)?;
            // A tab where a key could begin is refused by the dispatcher.
            self.cursor.skip_run(|byte| byte == b' ');
            while self.cursor.peek(0) == b' '
                || ((self.flow_level > 0 || !self.key_allowed) && self.cursor.peek(0) == b'\t')
            {
                self.cursor.skip_ascii(1);
                self.cursor.ensure(1)?;
            }
            self.skip_comment()?;
            if !self.cursor.is_break(0) {
                return Ok(());
            }
            self.cursor.ensure(2)?;
            self.cursor.line_break();
            if self.flow_level == 0 {
                self.key_allowed = true;
            }
        }
    }

    /// Skips a comment, up to the end of its line, and records it.
    pub(super) fn skip_comment(&mut self) -> Result<()> {
        if self.cursor.peek(0) != b'#' {
            return Ok(());
        }
        let start = self.cursor.byte();
        while !self.cursor.is_break_or_end(0) {
            self.cursor.skip();
            self.cursor.skip_run(|byte| matches!(byte, b' '..=b'~' | b'\t'));
            self.cursor.ensure(1)?;
        }
        self.comments.push(Comment { span: Span::new(start, self.cursor.byte()) });
        Ok(())
    }

    /// Skips spaces and tabs.
    pub(super) fn skip_blanks(&mut self) -> Result<()> {
        self.cursor.ensure(1)?;
        while self.cursor.is_blank(0) {
            self.cursor.skip_ascii(1);
            self.cursor.ensure(1)?;
        }
        Ok(())
    }

    fn fetch_stream_end(&mut self) -> Result<()> {
        self.cursor.force_new_line();
        self.reset()?;
        let mark = self.cursor.mark();
        self.push(TokenKind::StreamEnd, mark);
        Ok(())
    }

    /// Closes all blocks, as at the end of a document.
    fn reset(&mut self) -> Result<()> {
        self.unroll_indent(-1);
        self.remove_key()?;
        self.key_allowed = false;
        Ok(())
    }

    fn fetch_directive(&mut self) -> Result<()> {
        self.reset()?;
        let start = self.cursor.mark();
        let kind = self.scan_directive()?;
        self.push(kind, start);
        Ok(())
    }

    fn fetch_document_mark(&mut self, kind: TokenKind) -> Result<()> {
        self.reset()?;
        self.push_indicator(kind, 3);
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<()> {
        self.save_key()?;
        self.open_level();
        if self.flow_level > MAX_DEPTH {
            return self.too_deep();
        }
        self.key_allowed = true;
        self.push_indicator(kind, 1);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<()> {
        self.remove_key()?;
        self.close_level();
        self.key_allowed = false;
        self.push_indicator(kind, 1);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<()> {
        self.remove_key()?;
        self.key_allowed = true;
        self.push_indicator(TokenKind::FlowEntry, 1);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<()> {
        // In a flow list the parser refuses the entry, since it knows the context.
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.fail("block sequence entries are not allowed in this context");
            }
            let mark = self.cursor.mark();
            self.roll_indent(mark.column, None, TokenKind::BlockSequenceStart, mark)?;
        }
        self.remove_key()?;
        self.key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<()> {
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.fail("mapping keys are not allowed in this context");
            }
            let mark = self.cursor.mark();
            self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark)?;
        }
        self.remove_key()?;
        self.key_allowed = self.flow_level == 0;
        self.push_indicator(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<()> {
        if let Some(key) = self.take_key()? {
            let token = Token::new(TokenKind::Key, key.mark, key.mark);
            self.insert(key.token, token);
            self.roll_indent(key.mark.column, Some(key.token), TokenKind::BlockMappingStart, key.mark)?;
            self.key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.key_allowed {
                    return self.fail("mapping values are not allowed in this context");
                }
                let mark = self.cursor.mark();
                self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark)?;
            }
            self.key_allowed = self.flow_level == 0;
        }
        self.push_indicator(TokenKind::Value, 1);
        Ok(())
    }

    fn fetch_anchor(&mut self, alias: bool) -> Result<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let name = self.scan_name()?;
        self.push(if alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) }, start);
        Ok(())
    }

    fn fetch_tag(&mut self) -> Result<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let tag = self.scan_tag()?;
        self.push(TokenKind::Tag(tag), start);
        Ok(())
    }
}
