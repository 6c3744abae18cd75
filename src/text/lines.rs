//! Converts bytes to lines and columns.

use super::span::Position;

/// An index of a text's lines, which finds the [`Position`] of a byte quickly even in long lines.
///
/// A line ends with LF, CR LF or CR, as in editors.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// The start of each line. As `u32`, because a text may consist of line ends only.
    starts: Vec<u32>,
    /// The number of characters before each block of the text; empty if the text isn't UTF-8.
    characters: Vec<u32>,
}

/// The size of a block in bytes.
const BLOCK: usize = 1024;

impl LineIndex {
    /// Indexes the lines of `text`, which has at most 4 GiB.
    pub fn new(text: &[u8]) -> Self {
        let ends_line = |(at, byte): &(usize, &u8)| match byte {
            b'\n' => true,
            b'\r' => text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let ends = || text.iter().enumerate().filter(ends_line);
        let mut starts = Vec::with_capacity(ends().count() + 1);
        starts.push(0);
        starts.extend(ends().map(|(at, _)| small(at + 1)));
        let mut characters = Vec::new();
        if str::from_utf8(text).is_ok() {
            characters.push(0);
            characters.extend(text.chunks(BLOCK).scan(0, |sum, block| {
                *sum += small(count(block));
                Some(*sum)
            }));
        }
        Self { starts, characters }
    }

    /// Returns the number of lines. A text that ends with a line break has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns `false`: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns the first byte of a line, from 1, or `None` after the last line.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).map(|start| *start as usize)
    }

    /// Returns the line and column of a byte of `text`, which must be the indexed text. A byte after the end counts as
    /// the end, and a byte that isn't UTF-8 counts as a character.
    pub fn position(&self, text: &[u8], byte: usize) -> Position {
        let byte = byte.min(text.len());
        let line = self.starts.partition_point(|start| *start as usize <= byte).max(1);
        let start = self.start(line).unwrap_or(0);
        let before = || {
            let before = text.get(start..byte).unwrap_or_default();
            before
                .utf8_chunks()
                .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()))
                .sum()
        };
        let characters =
            self.until(text, byte).zip(self.until(text, start)).map_or_else(before, |(to, from)| to - from);
        Position { line, column: characters + 1 }
    }

    /// Returns the number of characters that begin before a byte.
    fn until(&self, text: &[u8], byte: usize) -> Option<usize> {
        let block = byte / BLOCK;
        let rest = text.get(block * BLOCK..byte)?;
        Some(*self.characters.get(block)? as usize + count(rest))
    }
}

/// Returns the number of characters that begin in some bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_columns_in_characters() {
        let text = format!("a\r\n{}\rb\n", "é,".repeat(2_000));
        let index = LineIndex::new(text.as_bytes());
        let at = |byte| {
            let position = index.position(text.as_bytes(), byte);
            (position.line, position.column)
        };
        assert_eq!((at(0), at(2), at(3), at(3 + 3 * 1_500)), ((1, 1), (1, 3), (2, 1), (2, 3_001)));
        assert_eq!((at(text.len() - 2), at(text.len() + 9), index.len()), ((3, 1), (4, 1), 4));
        let latin = LineIndex::new(b"a: \xe9\x80b");
        assert_eq!(latin.position(b"a: \xe9\x80b", 5).column, 5);
    }
}
