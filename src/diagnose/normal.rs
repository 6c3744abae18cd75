//! The normal form of a log: the text without wrapping, quoting, escaping and coloring, so that one pattern matches a
//! JSON log line, a Python traceback and text copied from a narrow terminal.
//!
//! White space, quotes, backslashes, `+`, control characters and non-ASCII bytes are dropped, letters become lower
//! case, escapes are decoded (`\n`, `\u003c`, `%20`, `&quot;`, ANSI sequences), and so are bytes that Go printed as
//! numbers.

use super::go_bytes;

/// The same place in the input and in its normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NormalMark {
    /// The offset in the raw bytes.
    pub raw: usize,
    /// The offset in the normal form.
    pub normal: usize,
    /// The number of line ends before it.
    pub line: usize,
    /// Whether a line begins here.
    pub starts_line: bool,
}

/// A text in normal form, with the places that lead back to the raw bytes.
#[derive(Debug, Default)]
pub(super) struct Normal {
    pub text: Vec<u8>,
    /// The line starts, and at least one place every [`STRIDE`] bytes.
    pub marks: Vec<NormalMark>,
    /// The texts that Go printed as numbers, with their raw offsets.
    pub decoded: Vec<(usize, String)>,
    /// The raw offset of each byte of `text`; `None` unless requested.
    offsets: Option<Vec<usize>>,
}

/// The maximum distance between marks in a long line, in bytes.
const STRIDE: usize = 4096;

/// The byte is dropped.
const DROP: u8 = 0;
/// The bytes that follow decide.
const SPECIAL: u8 = 1;

/// Maps each byte to [`DROP`], [`SPECIAL`] or its byte in the normal form.
static TABLE: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [DROP; 256];
    let mut byte: u8 = 0;
    while byte < 0x7f {
        // The index is below 256, and `get_mut` cannot be called in a constant.
        #[expect(clippy::indexing_slicing, reason = "the index is a byte")]
        {
            table[byte as usize] = match byte {
                b'\n' | 0x1b | b'\\' | b'%' | b'&' | b'[' | b'>' => SPECIAL,
                0..=b' ' | b'"' | b'\'' | b'`' | b'+' => DROP,
                b'A'..=b'Z' => byte + 32,
                _ => byte,
            };
        }
        byte += 1;
    }
    table
}

fn class(byte: u8) -> u8 {
    TABLE.get(usize::from(byte)).copied().unwrap_or(DROP)
}

impl Normal {
    /// Converts a text of flyte-auth's own, such as a pattern.
    pub(super) fn of(text: &str) -> Vec<u8> {
        let mut normal = Self::default();
        normal.read(text.as_bytes());
        normal.text
    }

    /// Converts raw bytes and keeps each byte's raw offset.
    pub(super) fn with_offsets(raw: &[u8]) -> Self {
        let mut normal = Self { offsets: Some(Vec::with_capacity(raw.len())), ..Self::default() };
        normal.read(raw);
        normal
    }

    /// Replaces the contents by the normal form of `raw`.
    pub(super) fn read(&mut self, raw: &[u8]) {
        self.text.clear();
        self.text.reserve(raw.len());
        self.marks.clear();
        self.decoded.clear();
        let mut line = 0;
        self.marks.push(NormalMark { raw: 0, normal: 0, line, starts_line: true });
        let mut at = 0;
        // The start of the current line or stride.
        let mut begun = 0;
        while let Some(rest) = raw.get(at..) {
            let stride = STRIDE.saturating_sub(at - begun);
            let length = self.read_plain(rest.get(..stride).unwrap_or(rest), at);
            at += length;
            let Some(&byte) = raw.get(at) else { break };
            if length == stride {
                begun = at;
                self.marks.push(NormalMark { raw: at, normal: self.text.len(), line, starts_line: false });
                continue;
            }
            if byte == b'\n' {
                at += 1;
                line += 1;
                begun = at;
                self.marks.push(NormalMark { raw: at, normal: self.text.len(), line, starts_line: true });
            } else {
                at += self.read_special(byte, raw, at);
            }
        }
    }

    /// Reads bytes up to the first one of class [`SPECIAL`]. Returns their number.
    fn read_plain(&mut self, rest: &[u8], at: usize) -> usize {
        for (index, &byte) in rest.iter().enumerate() {
            match class(byte) {
                DROP => {}
                SPECIAL => return index,
                kept => {
                    self.text.push(kept);
                    if let Some(offsets) = &mut self.offsets {
                        offsets.push(at + index);
                    }
                }
            }
        }
        rest.len()
    }

    /// Reads a sequence that begins with a byte of class [`SPECIAL`]. Returns its raw length.
    fn read_special(&mut self, byte: u8, raw: &[u8], at: usize) -> usize {
        let rest = raw.get(at..).unwrap_or_default();
        match byte {
            0x1b => escape_sequence(rest),
            b'\\' => self.backslash(rest, at),
            b'%' => match two_digits(rest.get(1..).unwrap_or_default()) {
                Some((decoded, length)) => {
                    self.push(decoded, at);
                    1 + length
                }
                None => self.push(b'%', at),
            },
            b'&' => match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
                Some((entity, decoded)) => {
                    self.push(*decoded, at);
                    entity.len()
                }
                None => self.push(b'&', at),
            },
            b'[' => match go_bytes::read(rest) {
                Some((bytes, length)) => {
                    for byte in &bytes {
                        self.push(*byte, at);
                    }
                    self.decoded.push((at, String::from_utf8_lossy(&bytes).into_owned()));
                    length
                }
                None => self.push(b'[', at),
            },
            // A quoted line of Markdown or of a mail.
            b'>' if self.is_at_line_start(raw, at) => 1,
            _ => self.push(byte, at),
        }
    }

    /// Adds a decoded byte. Always returns 1, the raw length of an unescaped byte.
    fn push(&mut self, byte: u8, at: usize) -> usize {
        let kept = match class(byte) {
            SPECIAL if !matches!(byte, b'\n' | b'\\' | 0x1b) => byte,
            SPECIAL => DROP,
            kept => kept,
        };
        if kept != DROP {
            self.text.push(kept);
            if let Some(offsets) = &mut self.offsets {
                offsets.push(at);
            }
        }
        1
    }

    fn is_at_line_start(&self, raw: &[u8], at: usize) -> bool {
        let Some(mark) = self.marks.last().filter(|mark| mark.starts_line) else { return false };
        raw.get(mark.raw..at).is_some_and(|before| before.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>')))
    }

    /// Reads an escape of JSON, Go, Python or C. Returns its raw length.
    fn backslash(&mut self, rest: &[u8], at: usize) -> usize {
        // Each level of escaping doubles the backslashes.
        let slashes = rest.iter().take_while(|byte| **byte == b'\\').count();
        let after = rest.get(slashes..).unwrap_or_default();
        match after.first() {
            Some(b'n' | b't' | b'r') => slashes + 1,
            Some(b'u') => {
                match after.get(1..5).and_then(|digits| Some((hex(digits.get(..2)?)?, hex(digits.get(2..)?)?))) {
                    Some((0, 0x1b)) => slashes + 5 + color_code(after.get(5..).unwrap_or_default()),
                    Some((0, byte)) => {
                        self.push(byte, at);
                        slashes + 5
                    }
                    Some(_) => slashes + 5,
                    None => slashes,
                }
            }
            Some(b'x') => match after.get(1..3).and_then(hex) {
                Some(0x1b) => slashes + 3 + color_code(after.get(3..).unwrap_or_default()),
                Some(byte) => {
                    self.push(byte, at);
                    slashes + 3
                }
                None => slashes,
            },
            _ => slashes,
        }
    }

    /// Returns the last mark at or before an offset in the normal form.
    pub(super) fn mark_at(&self, normal: usize) -> Option<&NormalMark> {
        let after = self.marks.partition_point(|mark| mark.normal <= normal);
        self.marks.get(..after)?.last()
    }

    /// Returns the last line start at or before an offset in the normal form.
    pub(super) fn line_at(&self, normal: usize) -> Option<&NormalMark> {
        let after = self.marks.partition_point(|mark| mark.normal <= normal);
        self.marks.get(..after)?.iter().rev().find(|mark| mark.starts_line)
    }

    /// Returns the raw offset of a byte of the normal form, if offsets were requested.
    pub(super) fn raw_at(&self, normal: usize) -> Option<usize> {
        self.offsets.as_ref()?.get(normal).copied()
    }
}

/// HTML entities that appear in quoted text.
const ENTITIES: [(&[u8], u8); 6] =
    [(b"&quot;", b'"'), (b"&#34;", b'"'), (b"&#39;", b'\''), (b"&amp;", b'&'), (b"&lt;", b'<'), (b"&gt;", b'>')];

/// Decodes two hexadecimal digits, which a line end may separate. Returns the byte and the raw length.
fn two_digits(rest: &[u8]) -> Option<(u8, usize)> {
    let mut digits = [0; 2];
    let mut length = 0;
    for digit in &mut digits {
        length += rest.get(length..)?.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        *digit = *rest.get(length)?;
        length += 1;
    }
    Some((hex(&digits)?, length))
}

/// Decodes two hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|text| text.len() == 2 && !text.starts_with('+'))?;
    u8::from_str_radix(text, 16).ok()
}

/// Returns the length of the ANSI sequence that begins with ESC (ECMA-48 §5.4), or of the ESC itself.
pub(super) fn escape_sequence(rest: &[u8]) -> usize {
    match rest.get(1) {
        Some(b'[') => 1 + color_code(rest.get(1..).unwrap_or_default()),
        Some(b']') => {
            let end = rest.iter().take(STRIDE).position(|byte| matches!(byte, 0x07 | b'\n'));
            end.map_or(1, |end| end + 1)
        }
        _ => 1,
    }
}

/// Returns the length of the control sequence after its ESC: `[`, parameters and a final byte.
fn color_code(rest: &[u8]) -> usize {
    if rest.first() != Some(&b'[') {
        return 0;
    }
    let parameters = rest.iter().skip(1).take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
    match rest.get(1 + parameters) {
        Some(0x40..=0x7e) => parameters + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Normal;

    #[test]
    fn all_notations_of_a_text_have_one_normal_form() {
        for text in [
            "Error when exchanging code oauth2: \"invalid_client\" \"bad <x>\"",
            r#"Error when exchanging code oauth2: \"invalid_client\" \"bad \u003cx\u003e\""#,
            r#"Error when exchanging code oauth2: \\\"invalid_client\\\" \\\"bad <x>\\\""#,
            "Error when exch\nanging code o\n  auth2: \"invalid_client\" “bad <x>”",
            "\u{1b}[31mError when\u{1b}[0m exchanging code oauth2: \"invalid_client\" 'bad <x>'",
            "\\u001b[31mError when exchanging\\ncode oauth2: \"invalid_client\" 'bad &lt;x&gt;'",
            "> Error when exchanging\n> code oauth2: invalid_client\n> bad <x>",
            "│ Error when exchanging    │\n│ code oauth2: \"invalid_client\"  │\n│ bad <x> │",
            "Error+when+exchanging+code+oauth2%3A+%22invalid_client%22+%22bad+%3Cx%3E%22",
            "E\0r\0r\0o\0r\0 \0w\0h\0e\0n\0 exchanging code oauth2: \"invalid_client\" \"bad <x>\"",
        ] {
            let shown = String::from_utf8(Normal::of(text)).unwrap_or_default();
            assert_eq!(shown, "errorwhenexchangingcodeoauth2:invalid_clientbad<x>", "{text}");
        }
    }

    #[test]
    fn offsets_map_back_to_lines() {
        let normal = Normal::with_offsets(b"one \"two\"\n\n  three");
        assert_eq!(normal.text, b"onetwothree");
        let line = normal.line_at(6).map(|mark| (mark.raw, mark.line));
        assert_eq!(line, Some((11, 2)));
        assert_eq!(normal.raw_at(6), Some(13));
    }
}
