//! From tokens to events.
//!
//! libyaml's state machine, as go-yaml v2 has it, with its stack of states instead of recursion.

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
    /// The lines that the open lists and maps began in, for the errors that name them.
    open_lines: Vec<u32>,
    /// Prefixes by handle.
    tag_directives: HashMap<String, String>,
    /// Where the last token ended that is really in the text; nodes that are left out are there.
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

    /// The name of an anchor or alias.
    pub(super) fn name(&self, text: Text) -> &'a str {
        self.scanner.name(text)
    }

    /// Where the next token begins and of what kind it is.
    pub(super) fn peek_token(&mut self) -> Result<Token> {
        self.scanner.peek()
    }

    /// The next event.
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

    /// Goes back to the state that waits for the node that is done now.
    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(ParserState::End);
    }

    /// Ends a list or map.
    fn close(&mut self, end: Option<usize>) -> Event {
        self.pop_state();
        Event::End(end)
    }

    /// A node that is left out.
    fn empty(&self) -> Event {
        let span = Span::new(self.last_end, self.last_end);
        Event::Scalar { text: Text::EMPTY, style: Style::Plain, span, properties: None }
    }

    /// An error at `token`, in the list or map that was opened last.
    fn fail_in_open<T>(&mut self, message: &'static str, token: Token) -> Result<T> {
        let context = self.open_lines.pop();
        Self::fail(message, token, context)
    }

    /// An error at `token`. Helm names the line before it (it counts from 0 here), or that of the context.
    fn fail<T>(message: &'static str, token: Token, context: Option<u32>) -> Result<T> {
        let line = [Some(token.line), context].into_iter().flatten().find(|line| *line != 0);
        let span = Span::new(token.start as usize, token.end.max(token.start) as usize);
        Err(YamlFault::yaml(YamlFailure::Syntax, message, span, line))
    }
}

/// The kinds of tokens that are compared with, where what they carry does not matter.
fn is_block_end_or(kind: TokenKind, others: &[TokenKind]) -> bool {
    kind == TokenKind::BlockEnd || others.contains(&kind)
}
