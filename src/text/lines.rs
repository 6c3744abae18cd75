//! From a byte to a line and a column.

use super::span::Position;

/// The lines of a text, to find the [`Position`] of a byte quickly, however long its line is.
///
/// A line ends with LF, CR LF or CR, as an editor shows it.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// Where each line begins; small, because a text may be nothing but line ends.
    starts: Vec<u32>,
    /// How many characters begin before each block of the text; empty where the text is not UTF-8.
    characters: Vec<u32>,
}

/// The bytes of a block.
const BLOCK: usize = 1024;

impl LineIndex {
    /// Finds the lines of `text`, of at most 4 GiB.
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

    /// How many lines there are; a text that ends with a line break has an empty last one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The first byte of a line, from 1; `None` after the last one.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).map(|start| *start as usize)
    }

    /// The line and column of a byte of `text` (the same text that the index was made of). A byte after the end is
    /// taken for the end; a byte that is not UTF-8 counts as a character.
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

    /// How many characters begin before a byte.
    fn until(&self, text: &[u8], byte: usize) -> Option<usize> {
        let block = byte / BLOCK;
        let rest = text.get(block * BLOCK..byte)?;
        Some(*self.characters.get(block)? as usize + count(rest))
    }
}

/// How many characters begin in the bytes of a text.
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
