//! The normal form of a log: what is left when wrapping, quoting, escaping and coloring are taken out, so that one
//! pattern matches a JSON log line, a Python traceback and text copied from a narrow terminal.
//!
//! White space, quotes, backslashes, `+`, control characters and bytes beyond ASCII are dropped, letters become lower
//! case, escapes are decoded (`\n`, `\u003c`, `%20`, `&quot;`, ANSI sequences), and so are bytes that Go printed as
//! numbers.

use super::go_bytes;

/// A place in the input and the same place in the normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NormalMark {
    /// Offset in the raw bytes.
    pub raw: usize,
    /// Offset in the normal form.
    pub normal: usize,
    /// Number of line ends before it.
    pub line: usize,
    /// Whether a line begins here.
    pub starts_line: bool,
}

/// A text in normal form.
#[derive(Debug, Default)]
pub(super) struct Normal {
    /// The normal form.
    pub text: Vec<u8>,
    /// The places of line starts, and one at least every [`STRIDE`] bytes.
    pub marks: Vec<NormalMark>,
    /// The texts that Go printed as numbers, with their places in the raw bytes.
    pub decoded: Vec<(usize, String)>,
    /// The raw offset of each byte of `text`, where asked for.
    offsets: Option<Vec<usize>>,
}

/// How far apart marks are in a long line.
const STRIDE: usize = 4096;

/// Dropped.
const DROP: u8 = 0;
/// Needs a look at what follows.
const LOOK: u8 = 1;

/// What becomes of each byte: [`DROP`], [`LOOK`], or the byte of the normal form.
static TABLE: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [DROP; 256];
    let mut byte: u8 = 0;
    while byte < 0x7f {
        // The index is below 256, and code of constants has no `get_mut` that it could use.
        #[expect(clippy::indexing_slicing, reason = "the index is a byte")]
        {
            table[byte as usize] = match byte {
                b'\n' | 0x1b | b'\\' | b'%' | b'&' | b'[' | b'>' => LOOK,
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
    /// The normal form of a text of one's own, such as a pattern.
    pub(super) fn of(text: &str) -> Vec<u8> {
        let mut normal = Self::default();
        normal.read(text.as_bytes());
        normal.text
    }

    /// The normal form of raw bytes with the raw offset of each byte.
    pub(super) fn with_offsets(raw: &[u8]) -> Self {
        let mut normal = Self { offsets: Some(Vec::with_capacity(raw.len())), ..Self::default() };
        normal.read(raw);
        normal
    }

    /// Replaces what it holds by the normal form of `raw`.
    pub(super) fn read(&mut self, raw: &[u8]) {
        self.text.clear();
        self.text.reserve(raw.len());
        self.marks.clear();
        self.decoded.clear();
        let mut line = 0;
        self.marks.push(NormalMark { raw: 0, normal: 0, line, starts_line: true });
        let mut at = 0;
        // Where the current line or stride began.
        let mut begun = 0;
        while let Some(rest) = raw.get(at..) {
            let stride = STRIDE.saturating_sub(at - begun);
            let plain = self.plain(rest.get(..stride).unwrap_or(rest), at);
            at += plain;
            let Some(&byte) = raw.get(at) else { break };
            if plain == stride {
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
                at += self.look(byte, raw, at);
            }
        }
    }

    /// Takes in bytes until one needs a look; how many.
    fn plain(&mut self, rest: &[u8], at: usize) -> usize {
        for (index, &byte) in rest.iter().enumerate() {
            match class(byte) {
                DROP => {}
                LOOK => return index,
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

    /// Takes in what begins with a byte that is not plain; how many raw bytes that are.
    fn look(&mut self, byte: u8, raw: &[u8], at: usize) -> usize {
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

    /// Adds a decoded byte. It is always one raw byte on to the next, unless the caller knows better.
    fn push(&mut self, byte: u8, at: usize) -> usize {
        let kept = match class(byte) {
            LOOK if !matches!(byte, b'\n' | b'\\' | 0x1b) => byte,
            LOOK => DROP,
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

    /// Reads an escape of JSON, Go, Python or C.
    fn backslash(&mut self, rest: &[u8], at: usize) -> usize {
        // One is left of each doubling.
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

    /// The last mark at or before a place of the normal form.
    pub(super) fn mark_at(&self, normal: usize) -> Option<&NormalMark> {
        let after = self.marks.partition_point(|mark| mark.normal <= normal);
        self.marks.get(..after)?.last()
    }

    /// The last line start at or before a place of the normal form.
    pub(super) fn line_at(&self, normal: usize) -> Option<&NormalMark> {
        let after = self.marks.partition_point(|mark| mark.normal <= normal);
        self.marks.get(..after)?.iter().rev().find(|mark| mark.starts_line)
    }

    /// The raw offset of a byte of the normal form, where offsets were asked for.
    pub(super) fn raw_at(&self, normal: usize) -> Option<usize> {
        self.offsets.as_ref()?.get(normal).copied()
    }
}

/// Entities of HTML that appear in quoted text.
const ENTITIES: [(&[u8], u8); 6] =
    [(b"&quot;", b'"'), (b"&#34;", b'"'), (b"&#39;", b'\''), (b"&amp;", b'&'), (b"&lt;", b'<'), (b"&gt;", b'>')];

/// The byte of two hexadecimal digits, which a line end may separate, and how many bytes they take.
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

/// The byte of two hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|text| text.len() == 2 && !text.starts_with('+'))?;
    u8::from_str_radix(text, 16).ok()
}

/// The length of an ANSI sequence that begins with ESC (ECMA-48 §5.4), or of the ESC itself.
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

/// The length of what follows ESC in a control sequence: `[`, parameters, a final byte.
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
