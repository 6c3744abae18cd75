//! One node with its properties.

use super::{Event, MaybeProperties, Parser, ParserState, Properties};
use crate::text::Span;
use crate::yaml::error::Result;
use crate::yaml::scanner::{Halves, Text, Token, TokenKind};
use crate::yaml::tree::Style;

impl Parser<'_> {
    /// Parses the node that begins with `first`, the next token; `block` allows block lists and maps here, `indentless`
    /// a list at the column of the map around it.
    pub(super) fn node(&mut self, first: Token, block: bool, indentless: bool) -> Result<Event> {
        if let TokenKind::Alias(name) = first.kind {
            self.pop_state();
            self.take();
            return Ok(Event::Alias { name, span: first.span() });
        }
        let properties = self.properties(first)?;
        let token = if properties.is_none() { first } else { self.peek()? };
        let start = token.start as usize;
        match token.kind {
            TokenKind::BlockEntry if indentless => {
                self.state = ParserState::IndentlessSequenceEntry;
                Ok(Event::ListStart { style: Style::Block, start, properties })
            }
            TokenKind::Scalar { text, style } => {
                self.pop_state();
                self.take();
                Ok(Event::Scalar { text, style, span: token.span(), properties })
            }
            TokenKind::FlowSequenceStart => {
                self.state = ParserState::FlowSequenceFirstEntry;
                Ok(Event::ListStart { style: Style::Flow, start, properties })
            }
            TokenKind::FlowMappingStart => {
                self.state = ParserState::FlowMappingFirstKey;
                Ok(Event::MapStart { style: Style::Flow, start, properties })
            }
            TokenKind::BlockSequenceStart if block => {
                self.state = ParserState::BlockSequenceFirstEntry;
                Ok(Event::ListStart { style: Style::Block, start, properties })
            }
            TokenKind::BlockMappingStart if block => {
                self.state = ParserState::BlockMappingFirstKey;
                Ok(Event::MapStart { style: Style::Block, start, properties })
            }
            _ if properties.is_some() => {
                self.pop_state();
                let span = Span::new(self.last_end, self.last_end);
                Ok(Event::Scalar { text: Text::EMPTY, style: Style::Plain, span, properties })
            }
            _ => Self::fail("did not find expected node content", token, Some(first.line)),
        }
    }

    /// Parses a tag and an anchor, in either order.
    fn properties(&mut self, first: Token) -> Result<MaybeProperties> {
        let (tag, anchor) = match first.kind {
            TokenKind::Anchor(name) => {
                self.take();
                let second = self.peek()?;
                let tag = if let TokenKind::Tag(index) = second.kind { Some((index, second)) } else { None };
                if tag.is_some() {
                    self.take();
                    self.peek()?;
                }
                (tag, Some((name, first)))
            }
            TokenKind::Tag(index) => {
                self.take();
                let second = self.peek()?;
                let anchor = if let TokenKind::Anchor(name) = second.kind { Some((name, second)) } else { None };
                if anchor.is_some() {
                    self.take();
                    self.peek()?;
                }
                (Some((index, first)), anchor)
            }
            _ => return Ok(None),
        };
        let tag = match tag {
            Some((index, token)) => Some((self.whole_tag(index, token, first)?, token.span())),
            None => None,
        };
        let anchor = anchor.map(|(name, token)| (name, token.span()));
        Ok(Some(Box::new(Properties { tag, anchor })))
    }

    fn whole_tag(&mut self, index: u32, token: Token, first: Token) -> Result<String> {
        let Halves { handle, rest } = self.scanner.take_halves(index);
        if handle.is_empty() {
            return Ok(rest);
        }
        match self.tag_directives.get(&handle) {
            Some(prefix) => Ok(format!("{prefix}{rest}")),
            None => Self::fail("found undefined tag handle", token, Some(first.line)),
        }
    }
}
