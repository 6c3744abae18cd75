//! The start and the end of a document.

use super::{Event, Parser, ParserState};
use crate::yaml::error::Result;
use crate::yaml::scanner::{Halves, TokenKind};

impl Parser<'_> {
    pub(super) fn document_start(&mut self, implicit: bool) -> Result<Event> {
        let mut token = self.peek()?;
        if !implicit {
            while token.kind == TokenKind::DocumentEnd {
                self.take();
                token = self.peek()?;
            }
        }
        match token.kind {
            TokenKind::StreamEnd => {
                self.state = ParserState::End;
                self.take();
                Ok(Event::StreamEnd)
            }
            kind if implicit && !starts_document(kind) => {
                self.add_default_tags();
                self.states.push(ParserState::DocumentEnd);
                self.state = ParserState::BlockNode;
                Ok(Event::DocumentStart)
            }
            _ => {
                self.directives()?;
                let token = self.peek()?;
                if token.kind != TokenKind::DocumentStart {
                    return Self::fail("did not find expected <document start>", token, None);
                }
                self.states.push(ParserState::DocumentEnd);
                self.state = ParserState::DocumentContent;
                self.take();
                Ok(Event::DocumentStart)
            }
        }
    }

    pub(super) fn document_content(&mut self) -> Result<Event> {
        let token = self.peek()?;
        if starts_document(token.kind) || matches!(token.kind, TokenKind::DocumentEnd | TokenKind::StreamEnd) {
            self.pop_state();
            return Ok(self.empty());
        }
        self.node(token, true, false)
    }

    pub(super) fn document_end(&mut self) -> Result<Event> {
        // The token stays in the queue for the caller, which needs to know what ended the document.
        self.peek()?;
        self.tag_directives.clear();
        self.state = ParserState::DocumentStart;
        Ok(Event::DocumentEnd)
    }

    fn directives(&mut self) -> Result<()> {
        let mut has_version = false;
        loop {
            let token = self.peek()?;
            match token.kind {
                TokenKind::VersionDirective { .. } if has_version => {
                    return Self::fail("found duplicate %YAML directive", token, None);
                }
                TokenKind::VersionDirective { major: 1, minor: 1 } => has_version = true,
                TokenKind::VersionDirective { .. } => {
                    return Self::fail("found incompatible YAML document", token, None);
                }
                TokenKind::TagDirective(index) => {
                    let Halves { handle, rest } = self.scanner.take_halves(index);
                    if self.tag_directives.insert(handle, rest).is_some() {
                        return Self::fail("found duplicate %TAG directive", token, None);
                    }
                }
                _ => break,
            }
            self.take();
        }
        self.add_default_tags();
        Ok(())
    }

    fn add_default_tags(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            self.tag_directives.entry(handle.to_owned()).or_insert_with(|| prefix.to_owned());
        }
    }
}

fn starts_document(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::VersionDirective { .. } | TokenKind::TagDirective(_) | TokenKind::DocumentStart)
}
