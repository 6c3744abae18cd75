//! Strips colors and links from text.

use std::io::{self, Write};

/// A writer that removes colors (`ESC [ … m`) and hyperlinks (`ESC ] 8 ; … ; URL ESC \\`, or with BEL at the end).
/// Everything else is kept, because results in JSON or YAML may contain any character.
pub struct Uncolored<W> {
    inner: W,
    /// The beginning of a possible color or link.
    held: Vec<u8>,
}

impl<W: Write> Uncolored<W> {
    /// Creates a writer on top of `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, held: Vec::new() }
    }

    fn take(&mut self, byte: u8, kept: &mut Vec<u8>) {
        self.held.push(byte);
        match sequence(&self.held) {
            Sequence::Unfinished => {}
            Sequence::Decoration => self.held.clear(),
            Sequence::Other => kept.append(&mut self.held),
        }
    }
}

/// The kind of the bytes from an `ESC` on.
enum Sequence {
    /// More bytes are needed to decide.
    Unfinished,
    /// A color, or one end of a link.
    Decoration,
    Other,
}

fn sequence(bytes: &[u8]) -> Sequence {
    let is = |is_decoration| if is_decoration { Sequence::Decoration } else { Sequence::Other };
    match bytes {
        [0x1B] | [0x1B, b'[' | b']'] | [0x1B, b']', b'8'] => Sequence::Unfinished,
        [0x1B, b'[', parameters @ .., last] => {
            if parameters.iter().chain([last]).all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
                return Sequence::Unfinished;
            }
            is(*last == b'm')
        }
        [0x1B, b']', b'8', b';', link @ ..] => match link {
            // The parameters and the URL are printable ASCII:
            // https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
            [text @ .., 0x1B, b'\\'] | [text @ .., 0x07] => is(text.contains(&b';')),
            [text @ .., 0x1B] | text if text.iter().all(|byte| matches!(byte, b' '..=b'~')) => Sequence::Unfinished,
            _ => Sequence::Other,
        },
        _ => Sequence::Other,
    }
}

impl<W: Write> Write for Uncolored<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if self.held.is_empty() && *byte != 0x1B {
                kept.push(*byte);
            } else {
                self.take(*byte, &mut kept);
            }
        }
        self.inner.write_all(&kept)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.write_all(&std::mem::take(&mut self.held))?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncolored(parts: &[&str]) -> String {
        let mut out = Uncolored::new(Vec::new());
        for part in parts {
            out.write_all(part.as_bytes()).unwrap();
        }
        out.flush().unwrap();
        String::from_utf8(out.inner).unwrap()
    }

    #[test]
    fn removes_only_colors() {
        let text = uncolored(&["a\x1b[1;31mred\x1b", "[0m \u{7f}\x1b[2K\x1b]0;title\x07 \x1b", "x é\x1b["]);
        assert_eq!(text, "ared \u{7f}\x1b[2K\x1b]0;title\x07 \x1bx é\x1b[");
    }

    #[test]
    fn removes_links_and_keeps_their_text() {
        let text =
            uncolored(&["[\x1b]8;;https://a.example/x;y\x1b", "\\rule\x1b]8;;\x1b\\] \x1b]8;id=1;b\x07c\x1b]8;;\x07"]);
        assert_eq!(text, "[rule] c");
    }

    #[test]
    fn keeps_incomplete_links() {
        for text in ["\x1b]8;;no end", "\x1b]8;;é\x1b\\", "\x1b]8;no-url\x07", "\x1b]8;;two\nlines\x07"] {
            assert_eq!(uncolored(&[text]), text);
        }
    }
}
