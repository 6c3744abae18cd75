//! `%YAML` and `%TAG`.

use super::{Halves, Scanner, TokenKind};
use crate::yaml::cursor::to_u32;
use crate::yaml::error::Result;

impl Scanner<'_> {
    /// Scans the directive that begins here, up to the end of its line.
    pub(super) fn scan_directive(&mut self) -> Result<TokenKind> {
        self.cursor.skip_ascii(1);
        let word = self.scan_word()?;
        if word.start == word.end {
            return self.fail("could not find expected directive name");
        }
        if !self.cursor.is_space_or_end(0) {
            return self.fail("found unexpected non-alphabetical character");
        }
        let kind = match self.name(word) {
            "YAML" => self.scan_version()?,
            "TAG" => self.scan_tag_directive()?,
            _ => return self.fail("found unknown directive name"),
        };
        self.skip_blanks()?;
        self.skip_comment()?;
        if !self.cursor.is_break_or_end(0) {
            return self.fail("did not find expected comment or line break");
        }
        self.cursor.ensure(2)?;
        self.cursor.line_break();
        Ok(kind)
    }

    fn scan_version(&mut self) -> Result<TokenKind> {
        self.skip_blanks()?;
        let major = self.scan_number()?;
        if self.cursor.peek(0) != b'.' {
            return self.fail("did not find expected digit or '.' character");
        }
        self.cursor.skip_ascii(1);
        let minor = self.scan_number()?;
        Ok(TokenKind::VersionDirective { major, minor })
    }

    fn scan_number(&mut self) -> Result<u8> {
        self.cursor.ensure(1)?;
        let mut number = 0_u8;
        let mut length = 0;
        while self.cursor.peek(0).is_ascii_digit() {
            length += 1;
            if length > 2 {
                return self.fail("found extremely long version number");
            }
            number = number * 10 + (self.cursor.peek(0) - b'0');
            self.cursor.skip_ascii(1);
            self.cursor.ensure(1)?;
        }
        if length == 0 {
            return self.fail("did not find expected version number");
        }
        Ok(number)
    }

    fn scan_tag_directive(&mut self) -> Result<TokenKind> {
        self.skip_blanks()?;
        let handle = self.scan_handle(true)?;
        self.cursor.ensure(1)?;
        if !self.cursor.is_blank(0) {
            return self.fail("did not find expected whitespace");
        }
        self.skip_blanks()?;
        let rest = self.scan_uri("", true)?;
        self.cursor.ensure(1)?;
        if !self.cursor.is_space_or_end(0) {
            return self.fail("did not find expected whitespace or line break");
        }
        self.halves.push(Halves { handle, rest });
        Ok(TokenKind::TagDirective(to_u32(self.halves.len() - 1)))
    }
}
