//! Text without its colors.

use std::io::{self, Write};

/// Takes the colors out of what is written (`ESC [ … m`), and leaves everything else as it is: results in JSON or YAML may
/// hold any character.
pub struct Uncolored<W> {
    inner: W,
    /// The beginning of what may be a color.
    held: Vec<u8>,
}

impl<W: Write> Uncolored<W> {
    /// Writes to `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, held: Vec::new() }
    }

    fn take(&mut self, byte: u8, kept: &mut Vec<u8>) {
        self.held.push(byte);
        let is_color = match &*self.held {
            [0x1B] | [0x1B, b'['] => return,
            [0x1B, b'[', parameters @ .., last] => {
                if parameters.iter().chain([last]).all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
                    return;
                }
                *last == b'm'
            }
            _ => false,
        };
        if is_color {
            self.held.clear();
        } else {
            kept.append(&mut self.held);
        }
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
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colors_go() {
        let mut out = Uncolored::new(Vec::new());
        for part in ["a\x1b[1;31mred\x1b", "[0m \u{7f}\x1b[2K\x1b]8;; \x1b", "x é"] {
            out.write_all(part.as_bytes()).unwrap();
        }
        assert_eq!(String::from_utf8(out.inner).unwrap(), "ared \u{7f}\x1b[2K\x1b]8;; \x1bx é");
    }
}
