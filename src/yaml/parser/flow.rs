//! Lists and maps in brackets.

use super::{Event, Parser, ParserState};
use crate::yaml::error::Result;
use crate::yaml::scanner::TokenKind::{FlowEntry, FlowMappingEnd, FlowSequenceEnd, Key, Value};
use crate::yaml::tree::Style;

impl Parser<'_> {
    pub(super) fn flow_sequence_entry(&mut self, first: bool) -> Result<Event> {
        let mut token = self.peek()?;
        if token.kind != FlowSequenceEnd {
            if !first {
                if token.kind != FlowEntry {
                    return self.fail_in_open("did not find expected ',' or ']'", token);
                }
                self.take();
                token = self.peek()?;
            }
            if token.kind == Key {
                // `[a: b]` is a list with a map of one entry.
                self.state = ParserState::FlowSequenceEntryMappingKey;
                self.take();
                let start = token.start as usize;
                return Ok(Event::MapStart { style: Style::Flow, start, properties: None });
            }
            if token.kind != FlowSequenceEnd {
                self.states.push(ParserState::FlowSequenceEntry);
                return self.node(token, false, false);
            }
        }
        self.open_lines.pop();
        self.take();
        Ok(self.close(Some(token.end as usize)))
    }

    pub(super) fn flow_pair_key(&mut self) -> Result<Event> {
        let token = self.peek()?;
        if !matches!(token.kind, Value | FlowEntry | FlowSequenceEnd) {
            self.states.push(ParserState::FlowSequenceEntryMappingValue);
            return self.node(token, false, false);
        }
        // The token is lost here, even a `]`, as in libyaml.
        self.take();
        self.state = ParserState::FlowSequenceEntryMappingValue;
        Ok(self.empty())
    }

    pub(super) fn flow_pair_value(&mut self) -> Result<Event> {
        if self.peek()?.kind == Value {
            self.take();
            let next = self.peek()?;
            if !matches!(next.kind, FlowEntry | FlowSequenceEnd) {
                self.states.push(ParserState::FlowSequenceEntryMappingEnd);
                return self.node(next, false, false);
            }
        }
        self.state = ParserState::FlowSequenceEntryMappingEnd;
        Ok(self.empty())
    }

    pub(super) fn flow_pair_end(&mut self) -> Result<Event> {
        self.peek()?;
        self.state = ParserState::FlowSequenceEntry;
        Ok(Event::End(None))
    }

    pub(super) fn flow_mapping_key(&mut self, first: bool) -> Result<Event> {
        let mut token = self.peek()?;
        if token.kind != FlowMappingEnd {
            if !first {
                if token.kind != FlowEntry {
                    return self.fail_in_open("did not find expected ',' or '}'", token);
                }
                self.take();
                token = self.peek()?;
            }
            if token.kind == Key {
                self.take();
                let next = self.peek()?;
                if matches!(next.kind, Value | FlowEntry | FlowMappingEnd) {
                    self.state = ParserState::FlowMappingValue;
                    return Ok(self.empty());
                }
                self.states.push(ParserState::FlowMappingValue);
                return self.node(next, false, false);
            }
            if token.kind != FlowMappingEnd {
                self.states.push(ParserState::FlowMappingEmptyValue);
                return self.node(token, false, false);
            }
        }
        self.open_lines.pop();
        self.take();
        Ok(self.close(Some(token.end as usize)))
    }

    pub(super) fn flow_mapping_value(&mut self, empty: bool) -> Result<Event> {
        let token = self.peek()?;
        if !empty && token.kind == Value {
            self.take();
            let next = self.peek()?;
            if !matches!(next.kind, FlowEntry | FlowMappingEnd) {
                self.states.push(ParserState::FlowMappingKey);
                return self.node(next, false, false);
            }
        }
        self.state = ParserState::FlowMappingKey;
        Ok(self.empty())
    }
}
