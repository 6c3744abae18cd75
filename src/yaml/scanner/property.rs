//! Anchors, aliases and tags.

use super::{Halves, Scanner, Text};
use crate::yaml::cursor::{to_u32, width};
use crate::yaml::error::Result;

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Returns whether a tag may contain the byte, apart from `%`.
fn is_uri(byte: u8) -> bool {
    is_word(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte)
}

impl Scanner<'_> {
    /// Scans a word: letters, digits, `_` and `-`.
    pub(super) fn scan_word(&mut self) -> Result<Text> {
        self.cursor.ensure(1)?;
        let start = to_u32(self.cursor.byte());
        while is_word(self.cursor.peek(0)) {
            self.cursor.skip_ascii(1);
            self.cursor.ensure(1)?;
        }
        Ok(Text { start, end: to_u32(self.cursor.byte()), built: false })
    }

    /// Scans the name of an anchor or alias after its indicator.
    pub(super) fn scan_name(&mut self) -> Result<Text> {
        let start = self.cursor.mark();
        self.cursor.skip_ascii(1);
        let name = self.scan_word()?;
        let ends = self.cursor.is_space_or_end(0) || b"?:,]}%@`".contains(&self.cursor.peek(0));
        if name.start == name.end || !ends {
            let span = self.since(start);
            return self.fail_at("did not find expected alphabetic or numeric character", span);
        }
        Ok(name)
    }

    /// Scans a tag; returns the index of its halves.
    pub(super) fn scan_tag(&mut self) -> Result<u32> {
        self.cursor.ensure(2)?;
        let halves = if self.cursor.peek(1) == b'<' {
            self.cursor.skip_ascii(2);
            let rest = self.scan_uri("", true)?;
            if self.cursor.peek(0) != b'>' {
                return self.fail("did not find the expected '>'");
            }
            self.cursor.skip_ascii(1);
            Halves { handle: String::new(), rest }
        } else {
            self.scan_short_tag()?
        };
        self.cursor.ensure(1)?;
        if !self.cursor.is_space_or_end(0) {
            return self.fail("did not find expected whitespace or line break");
        }
        self.halves.push(halves);
        Ok(to_u32(self.halves.len() - 1))
    }

    fn scan_short_tag(&mut self) -> Result<Halves> {
        let handle = self.scan_handle(false)?;
        if handle.len() > 1 && handle.ends_with('!') {
            let rest = self.scan_uri("", true)?;
            return Ok(Halves { handle, rest });
        }
        // It is not a handle: the text is the start of the tag, except for the `!`.
        let rest = self.scan_uri(handle.get(1..).unwrap_or_default(), false)?;
        if rest.is_empty() {
            return Ok(Halves { handle: rest, rest: "!".to_owned() });
        }
        Ok(Halves { handle: "!".to_owned(), rest })
    }

    /// Scans `!`, `!!` or `!name!`; in a tag, also a `!name` that turns out not to be a handle.
    pub(super) fn scan_handle(&mut self, directive: bool) -> Result<String> {
        self.cursor.ensure(1)?;
        if self.cursor.peek(0) != b'!' {
            return self.fail("did not find expected '!'");
        }
        let start = self.cursor.byte();
        self.cursor.skip_ascii(1);
        let word = self.scan_word()?;
        if self.cursor.peek(0) == b'!' {
            self.cursor.skip_ascii(1);
        } else if directive && word.start != word.end {
            return self.fail("did not find expected '!'");
        }
        Ok(self.cursor.slice(start, self.cursor.byte()).to_owned())
    }

    /// Scans the rest of a tag, after `head`.
    pub(super) fn scan_uri(&mut self, head: &str, required: bool) -> Result<String> {
        let mut uri = head.as_bytes().to_vec();
        let mut found = !required;
        self.cursor.ensure(1)?;
        loop {
            match self.cursor.peek(0) {
                b'%' => self.scan_uri_escape(&mut uri)?,
                byte if is_uri(byte) => {
                    uri.push(byte);
                    self.cursor.skip_ascii(1);
                }
                _ => break,
            }
            found = true;
            self.cursor.ensure(1)?;
        }
        if !found {
            return self.fail("did not find expected tag URI");
        }
        Ok(String::from_utf8_lossy(&uri).into_owned())
    }

    /// Scans a character written as one or several `%XX`.
    fn scan_uri_escape(&mut self, uri: &mut Vec<u8>) -> Result<()> {
        let mut left = None;
        while left != Some(0) {
            self.cursor.ensure(3)?;
            let digits = (hex(self.cursor.peek(1)), hex(self.cursor.peek(2)));
            let (b'%', (Some(high), Some(low))) = (self.cursor.peek(0), digits) else {
                return self.fail("did not find URI escaped octet");
            };
            let octet = high << 4 | low;
            left = match left {
                None if width(octet) == 0 => {
                    return self.fail("found an incorrect leading UTF-8 octet");
                }
                None => Some(width(octet) - 1),
                Some(_) if octet & 0xC0 != 0x80 => {
                    return self.fail("found an incorrect trailing UTF-8 octet");
                }
                Some(count) => Some(count - 1),
            };
            uri.push(octet);
            self.cursor.skip_ascii(3);
        }
        Ok(())
    }
}

/// Returns the value of a hexadecimal digit.
pub(super) fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
