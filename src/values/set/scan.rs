//! Reads an argument character by character.

/// A cursor over the characters of an argument.
#[derive(Debug)]
pub(super) struct SetScanner<'a> {
    rest: &'a str,
}

/// The argument ended before a stop character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ScanEnd;

impl<'a> SetScanner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) const fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next()?;
        self.rest = characters.as_str();
        Some(character)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Advances by `bytes`, or to the end.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    /// Reads up to one of `stops`; returns the text, and the stop or the end. A backslash escapes the next character
    /// unless the text is `literal`.
    pub(super) fn until(&mut self, stops: &[char], literal: bool) -> (String, Result<char, ScanEnd>) {
        let mut text = String::new();
        while let Some(character) = self.next() {
            if stops.contains(&character) {
                return (text, Ok(character));
            }
            if character == '\\' && !literal {
                let Some(next) = self.next() else {
                    return (text, Err(ScanEnd));
                };
                text.push(next);
            } else {
                text.push(character);
            }
        }
        (text, Err(ScanEnd))
    }

    /// Returns whether only whitespace precedes the next comma or the end; skips it and the comma.
    pub(super) fn empty_value(&mut self) -> bool {
        while let Some(character) = self.peek() {
            if character == ',' {
                self.next();
                return true;
            }
            if !character.is_whitespace() {
                return false;
            }
            self.next();
        }
        true
    }
}
