//! Turns characters into tokens.
//!
//! The algorithm is libyaml's, in the form of go-yaml v2: a queue of tokens, with a record of every position at which a
//! key may have begun. A `:` inserts the key's token before the tokens that are already queued.

mod block;
mod directive;
mod fetch;
mod keys;
mod plain;
mod property;
mod quoted;
mod token;

use std::collections::VecDeque;

use super::cursor::{Cursor, Mark};
use super::error::{Result, YamlFailure, YamlFault};
use super::limits::MAX_DEPTH;
use super::tree::Comment;
use crate::text::Span;
use keys::SimpleKey;
pub(super) use token::{Halves, Text, Token, TokenKind};

/// The scanner's state.
pub(super) struct Scanner<'a> {
    cursor: Cursor<'a>,
    queue: VecDeque<Token>,
    /// The number of tokens that have left the queue.
    taken: usize,
    /// Whether the head of the queue is final.
    ready: bool,
    started: bool,
    /// Possible keys, outermost first.
    keys: VecDeque<SimpleKey>,
    key_allowed: bool,
    flow_level: usize,
    /// For each open bracket, the token that go-yaml records as the last possible key in it.
    level_tokens: Vec<usize>,
    /// The column of the innermost block list or map; -1 outside of all.
    indent: i64,
    indents: Vec<i64>,
    /// Strings that are not a slice of the text, concatenated.
    built: String,
    halves: Vec<Halves>,
    comments: Vec<Comment>,
}

/// The remains of a scanner after parsing.
pub(super) struct Scanned {
    pub(super) built: String,
    pub(super) comments: Vec<Comment>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            cursor: Cursor::new(text),
            queue: VecDeque::new(),
            taken: 0,
            ready: false,
            started: false,
            keys: VecDeque::new(),
            key_allowed: true,
            flow_level: 0,
            level_tokens: Vec::new(),
            indent: -1,
            indents: Vec::new(),
            built: String::new(),
            halves: Vec::new(),
            comments: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Scanned {
        Scanned { built: self.built, comments: self.comments }
    }

    /// Returns the next token without taking it.
    pub(super) fn peek(&mut self) -> Result<Token> {
        if !self.ready {
            self.fetch_more()?;
        }
        Ok(self.queue.front().copied().unwrap_or_else(|| {
            let end = self.cursor.mark();
            Token::new(TokenKind::StreamEnd, end, end)
        }))
    }

    /// Takes the token that was peeked at.
    pub(super) fn take(&mut self) -> Option<Token> {
        self.ready = false;
        self.taken += 1;
        self.queue.pop_front()
    }

    /// Takes the halves of a tag or `%TAG` directive.
    pub(super) fn take_halves(&mut self, index: u32) -> Halves {
        self.halves.get_mut(index as usize).map(std::mem::take).unwrap_or_default()
    }

    /// Returns the name of an anchor or alias.
    pub(super) fn name(&self, text: Text) -> &'a str {
        self.cursor.slice(text.start as usize, text.end as usize)
    }

    fn push(&mut self, kind: TokenKind, start: Mark) {
        let end = self.cursor.mark();
        self.queue.push_back(Token::new(kind, start, end));
    }

    /// Queues the indicator of `width` bytes at the cursor.
    fn push_indicator(&mut self, kind: TokenKind, width: usize) {
        let start = self.cursor.mark();
        self.cursor.skip_ascii(width);
        self.push(kind, start);
    }

    /// Opens a block list or map at `column`, unless one is open there; its token goes to `place` (counted from the
    /// first token) or to the end of the queue.
    fn roll_indent(&mut self, column: u32, place: Option<usize>, kind: TokenKind, mark: Mark) -> Result<()> {
        let column = i64::from(column);
        if self.flow_level > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > MAX_DEPTH {
            return self.too_deep();
        }
        let token = Token::new(kind, mark, mark);
        match place {
            Some(place) => self.insert(place, token),
            None => self.queue.push_back(token),
        }
        Ok(())
    }

    fn insert(&mut self, place: usize, token: Token) {
        // The place may have left the queue already (see `close_level`); go-yaml appends then.
        let at = place.checked_sub(self.taken).map_or(self.queue.len(), |at| at.min(self.queue.len()));
        self.queue.insert(at, token);
    }

    /// Closes the block lists and maps to the right of `column`.
    fn unroll_indent(&mut self, column: i64) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            let mark = self.cursor.mark();
            self.push(TokenKind::BlockEnd, mark);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn too_deep<T>(&self) -> Result<T> {
        let line = helm_line(self.cursor.mark());
        let message = format!("exceeded max depth of {MAX_DEPTH}");
        Err(YamlFault::yaml(YamlFailure::Depth, message, self.here(), line))
    }

    /// Fails at the cursor.
    fn fail<T>(&self, message: &'static str) -> Result<T> {
        self.fail_at(message, self.here())
    }

    /// Fails at `span`, although Helm reports the cursor's line.
    fn fail_at<T>(&self, message: &'static str, span: Span) -> Result<T> {
        Err(YamlFault::yaml(YamlFailure::Syntax, message, span, helm_line(self.cursor.mark())))
    }

    /// Returns the span of the character at the cursor.
    fn here(&self) -> Span {
        let start = self.cursor.byte();
        Span::new(start, start + super::cursor::width(self.cursor.peek(0)).max(1))
    }

    /// Returns the span from a mark to the cursor.
    fn since(&self, start: Mark) -> Span {
        Span::new(start.byte as usize, self.cursor.byte())
    }
}

/// Returns the line that go-yaml names for a scanner error: none for the first line.
fn helm_line(mark: Mark) -> Option<u32> {
    (mark.line > 0).then_some(mark.line + 1)
}
