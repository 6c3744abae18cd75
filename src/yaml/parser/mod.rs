//! Turns tokens into events.
//!
//! This is libyaml's state machine, as in go-yaml v2, with its stack of states instead of recursion.

mod block;
mod document;
mod event;
mod flow;
mod node;

use std::collections::HashMap;

use super::error::{Result, YamlFailure, YamlFault};
use super::scanner::{Scanned, Scanner, Text, Token, TokenKind};
use super::tree::Style;
use crate::text::Span;
pub(super) use event::{Event, MaybeProperties, Properties};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParserState {
    StreamStart,
    ImplicitDocumentStart,
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirstEntry,
    BlockSequenceEntry,
    IndentlessSequenceEntry,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    FlowSequenceEntryMappingKey,
    FlowSequenceEntryMappingValue,
    FlowSequenceEntryMappingEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    End,
}

/// The parser's state.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: ParserState,
    states: Vec<ParserState>,
    /// The lines in which the open lists and maps began, for error messages.
    open_lines: Vec<u32>,
    /// Tag prefixes by handle.
    tag_directives: HashMap<String, String>,
    /// The end of the last token with text; omitted nodes are placed there.
    last_end: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            scanner: Scanner::new(text),
            state: ParserState::StreamStart,
            states: Vec::new(),
            open_lines: Vec::new(),
            tag_directives: HashMap::new(),
            last_end: 0,
        }
    }

    pub(super) fn finish(self) -> Scanned {
        self.scanner.finish()
    }

    /// Returns the name of an anchor or alias.
    pub(super) fn name(&self, text: Text) -> &'a str {
        self.scanner.name(text)
    }

    /// Returns the next token without taking it.
    pub(super) fn peek_token(&mut self) -> Result<Token> {
        self.scanner.peek()
    }

    /// Returns the next event.
    pub(super) fn next(&mut self) -> Result<Event> {
        match self.state {
            ParserState::StreamStart => {
                self.peek()?;
                self.take();
                self.state = ParserState::ImplicitDocumentStart;
                Ok(Event::StreamStart)
            }
            ParserState::ImplicitDocumentStart => self.document_start(true),
            ParserState::DocumentStart => self.document_start(false),
            ParserState::DocumentContent => self.document_content(),
            ParserState::DocumentEnd => self.document_end(),
            ParserState::BlockNode => {
                let token = self.peek()?;
                self.node(token, true, false)
            }
            ParserState::BlockSequenceFirstEntry => {
                self.open()?;
                self.block_sequence_entry()
            }
            ParserState::BlockSequenceEntry => self.block_sequence_entry(),
            ParserState::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            ParserState::BlockMappingFirstKey => {
                self.open()?;
                self.block_mapping_key()
            }
            ParserState::BlockMappingKey => self.block_mapping_key(),
            ParserState::BlockMappingValue => self.block_mapping_value(),
            ParserState::FlowSequenceFirstEntry => {
                self.open()?;
                self.flow_sequence_entry(true)
            }
            ParserState::FlowSequenceEntry => self.flow_sequence_entry(false),
            ParserState::FlowSequenceEntryMappingKey => self.flow_pair_key(),
            ParserState::FlowSequenceEntryMappingValue => self.flow_pair_value(),
            ParserState::FlowSequenceEntryMappingEnd => self.flow_pair_end(),
            ParserState::FlowMappingFirstKey => {
                self.open()?;
                self.flow_mapping_key(true)
            }
            ParserState::FlowMappingKey => self.flow_mapping_key(false),
            ParserState::FlowMappingValue => self.flow_mapping_value(false),
            ParserState::FlowMappingEmptyValue => self.flow_mapping_value(true),
            ParserState::End => Ok(Event::StreamEnd),
        }
    }

    fn peek(&mut self) -> Result<Token> {
        self.scanner.peek()
    }

    /// Takes the token that was peeked at.
    fn take(&mut self) {
        if let Some(token) = self.scanner.take()
            && token.end > token.start
        {
            self.last_end = token.end as usize;
        }
    }

    /// Takes the token that opens a list or map.
    fn open(&mut self) -> Result<()> {
        let token = self.peek()?;
        self.open_lines.push(token.line);
        self.take();
        Ok(())
    }

    /// Returns to the state that waits for the finished node.
    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(ParserState::End);
    }

    /// Ends a list or map.
    fn close(&mut self, end: Option<usize>) -> Event {
        self.pop_state();
        Event::End(end)
    }

    /// Returns the event of an omitted node.
    fn empty(&self) -> Event {
        let span = Span::new(self.last_end, self.last_end);
        Event::Scalar { text: Text::EMPTY, style: Style::Plain, span, properties: None }
    }

    /// Fails at `token`, in the innermost open list or map.
    fn fail_in_open<T>(&mut self, message: &'static str, token: Token) -> Result<T> {
        let context = self.open_lines.pop();
        Self::fail(message, token, context)
    }

    /// Fails at `token`. Helm names the line before it (lines count from 0 here), or that of the context.
    fn fail<T>(message: &'static str, token: Token, context: Option<u32>) -> Result<T> {
        let line = [Some(token.line), context].into_iter().flatten().find(|line| *line != 0);
        let span = Span::new(token.start as usize, token.end.max(token.start) as usize);
        Err(YamlFault::yaml(YamlFailure::Syntax, message, span, line))
    }
}

/// Returns whether a token is a block end or one of `others`.
fn is_block_end_or(kind: TokenKind, others: &[TokenKind]) -> bool {
    kind == TokenKind::BlockEnd || others.contains(&kind)
}
