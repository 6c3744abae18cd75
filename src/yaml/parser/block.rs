//! Block lists and maps.

use super::{Event, Parser, ParserState, is_block_end_or};
use crate::yaml::error::Result;
use crate::yaml::scanner::TokenKind::{BlockEnd, BlockEntry, Key, Value};

impl Parser<'_> {
    pub(super) fn block_sequence_entry(&mut self) -> Result<Event> {
        let token = self.peek()?;
        match token.kind {
            BlockEntry => {
                self.take();
                let next = self.peek()?;
                if is_block_end_or(next.kind, &[BlockEntry]) {
                    self.state = ParserState::BlockSequenceEntry;
                    return Ok(self.empty());
                }
                self.states.push(ParserState::BlockSequenceEntry);
                self.node(next, true, false)
            }
            BlockEnd => {
                self.open_lines.pop();
                self.take();
                Ok(self.close(None))
            }
            _ => self.fail_in_open("did not find expected '-' indicator", token),
        }
    }

    /// Parses an entry of a list whose `-` are at the column of the map around it: it has no tokens for its start and
    /// end.
    pub(super) fn indentless_sequence_entry(&mut self) -> Result<Event> {
        let token = self.peek()?;
        if token.kind != BlockEntry {
            return Ok(self.close(None));
        }
        self.take();
        let next = self.peek()?;
        if is_block_end_or(next.kind, &[BlockEntry, Key, Value]) {
            self.state = ParserState::IndentlessSequenceEntry;
            return Ok(self.empty());
        }
        self.states.push(ParserState::IndentlessSequenceEntry);
        self.node(next, true, false)
    }

    pub(super) fn block_mapping_key(&mut self) -> Result<Event> {
        let token = self.peek()?;
        match token.kind {
            Key => {
                self.take();
                let next = self.peek()?;
                if is_block_end_or(next.kind, &[Key, Value]) {
                    self.state = ParserState::BlockMappingValue;
                    return Ok(self.empty());
                }
                self.states.push(ParserState::BlockMappingValue);
                self.node(next, true, true)
            }
            BlockEnd => {
                self.open_lines.pop();
                self.take();
                Ok(self.close(None))
            }
            _ => self.fail_in_open("did not find expected key", token),
        }
    }

    pub(super) fn block_mapping_value(&mut self) -> Result<Event> {
        if self.peek()?.kind == Value {
            self.take();
            let next = self.peek()?;
            if !is_block_end_or(next.kind, &[Key, Value]) {
                self.states.push(ParserState::BlockMappingKey);
                return self.node(next, true, true);
            }
        }
        self.state = ParserState::BlockMappingKey;
        Ok(self.empty())
    }
}
