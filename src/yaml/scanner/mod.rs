//! From characters to tokens.
//!
//! The algorithm is libyaml's, in the form that go-yaml v2 gave it: a queue of tokens, with a note of every place where
//! a key may have begun. A `:` that shows up later puts the key's token in front of what was already queued.

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
    /// How many tokens have left the queue.
    taken: usize,
    /// Whether the head of the queue is known to be final.
    ready: bool,
    started: bool,
    /// Keys that may still turn out to be keys, outermost first.
    keys: VecDeque<SimpleKey>,
    key_allowed: bool,
    flow_level: usize,
    /// For each open bracket the token that go-yaml takes for the last possible key in it.
    level_tokens: Vec<usize>,
    /// The column of the innermost block list or map; -1 outside of all.
    indent: i64,
    indents: Vec<i64>,
    /// Strings that are not simply a piece of the text, one after the other.
    built: String,
    halves: Vec<Halves>,
    comments: Vec<Comment>,
}

/// What remains of a scanner when the parser is done.
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

    /// The next token, left in the queue.
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

    /// Hands out the halves of a tag or `%TAG` directive.
    pub(super) fn take_halves(&mut self, index: u32) -> Halves {
        self.halves.get_mut(index as usize).map(std::mem::take).unwrap_or_default()
    }

    /// The name of an anchor or alias.
    pub(super) fn name(&self, text: Text) -> &'a str {
        self.cursor.slice(text.start as usize, text.end as usize)
    }

    fn push(&mut self, kind: TokenKind, start: Mark) {
        let end = self.cursor.mark();
        self.queue.push_back(Token::new(kind, start, end));
    }

    /// Queues an indicator of `width` bytes that is here.
    fn push_indicator(&mut self, kind: TokenKind, width: usize) {
        let start = self.cursor.mark();
        self.cursor.skip_ascii(width);
        self.push(kind, start);
    }

    /// Opens a block list or map at `column`, unless one is open there; its token goes to `place` (from the start of all
    /// tokens) or to the end of the queue.
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

    /// Closes the block lists and maps that are right of `column`.
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

    /// An error of the scanner at this place.
    fn fail<T>(&self, message: &'static str) -> Result<T> {
        self.fail_at(message, self.here())
    }

    /// An error that Helm reports for this place, and that really is at `span`.
    fn fail_at<T>(&self, message: &'static str, span: Span) -> Result<T> {
        Err(YamlFault::yaml(YamlFailure::Syntax, message, span, helm_line(self.cursor.mark())))
    }

    /// The character here.
    fn here(&self) -> Span {
        let start = self.cursor.byte();
        Span::new(start, start + super::cursor::width(self.cursor.peek(0)).max(1))
    }

    /// From a mark up to here.
    fn since(&self, start: Mark) -> Span {
        Span::new(start.byte as usize, self.cursor.byte())
    }
}

/// The line that go-yaml names for an error of its scanner: none on the first line.
fn helm_line(mark: Mark) -> Option<u32> {
    (mark.line > 0).then_some(mark.line + 1)
}
