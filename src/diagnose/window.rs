//! Reads an input of any size with a buffer of constant size.

use std::io::{self, Read};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 20;

/// How many bytes at a window's end are left for the next window, so that no match is cut in two.
const AHEAD: usize = 64 << 10;

/// How many searched bytes stay in the buffer.
const BEHIND: usize = 64 << 10;

/// A buffer that moves over an input.
#[derive(Debug)]
pub(super) struct Window<R> {
    input: R,
    buffer: Vec<u8>,
    /// The number of bytes before the buffer.
    before: usize,
    /// The number of line ends before the buffer.
    lines_before: usize,
    /// The offset in the buffer up to which everything has been searched.
    done: usize,
    is_at_end: bool,
}

/// The buffer's contents, and the part to search.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub raw: &'a [u8],
    /// The start of the part to search.
    pub from: usize,
    /// The end of the part to search; what follows comes again in the next view.
    pub to: usize,
    /// The number of line ends before `raw`.
    pub lines_before: usize,
    /// Whether `raw` begins at the input's start.
    pub is_first: bool,
    /// Whether `raw` ends at the input's end.
    pub is_last: bool,
}

impl<R: Read> Window<R> {
    /// Creates a window at the input's start.
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), before: 0, lines_before: 0, done: 0, is_at_end: false }
    }

    /// Moves the window on. Returns `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<View<'_>>> {
        if self.is_at_end {
            return Ok(None);
        }
        self.drop_before(self.done.saturating_sub(BEHIND));
        let target = self.buffer.len() + CHUNK;
        let limit = u64::try_from(target - self.buffer.len()).unwrap_or(u64::MAX);
        let read = self.input.by_ref().take(limit).read_to_end(&mut self.buffer)?;
        self.is_at_end = read < CHUNK;
        let from = self.done;
        let to = if self.is_at_end { self.buffer.len() } else { line_end(&self.buffer, from) };
        self.done = to;
        Ok(Some(View {
            raw: &self.buffer,
            from,
            to,
            lines_before: self.lines_before,
            is_first: self.before == 0,
            is_last: self.is_at_end,
        }))
    }

    /// Returns the input's size in bytes and in lines, once it has been read to its end.
    pub(super) fn size(&self) -> (usize, usize) {
        let lines = self.lines_before + memchr::memchr_iter(b'\n', &self.buffer).count();
        let open = self.buffer.last().is_some_and(|byte| *byte != b'\n');
        (self.before + self.buffer.len(), lines + usize::from(open))
    }

    /// Drops bytes from the start of the buffer, whole lines if there are any.
    fn drop_before(&mut self, at: usize) {
        let dropped = self.buffer.get(..at).unwrap_or_default();
        let at = memchr::memrchr(b'\n', dropped).map_or(at, |end| end + 1);
        let dropped = self.buffer.get(..at).unwrap_or_default();
        self.lines_before += memchr::memchr_iter(b'\n', dropped).count();
        self.before += at;
        self.done -= at;
        self.buffer.drain(..at);
    }
}

/// Returns the end of the last line that leaves [`AHEAD`] bytes for the next window, but at least `from`.
fn line_end(buffer: &[u8], from: usize) -> usize {
    let last = buffer.len().saturating_sub(AHEAD).max(from);
    let searched = buffer.get(from..last).unwrap_or_default();
    memchr::memrchr(b'\n', searched).map_or(last, |end| from + end + 1)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Window};

    #[test]
    fn searches_every_byte_once() {
        let line = "x".repeat(997) + "\n";
        let input = line.repeat(3 * CHUNK / line.len()) + &"y".repeat(2 * CHUNK);
        let mut window = Window::new(input.as_bytes());
        let (mut searched, mut lines) = (0, 0);
        while let Ok(Some(view)) = window.next() {
            let part = view.raw.get(view.from..view.to).unwrap_or_default();
            searched += part.len();
            let before = view.raw.get(..view.from).unwrap_or_default();
            let number = view.lines_before + memchr::memchr_iter(b'\n', before).count();
            assert_eq!(number, lines, "lines are counted");
            lines += memchr::memchr_iter(b'\n', part).count();
        }
        assert_eq!(searched, input.len());
        assert_eq!(window.size(), (input.len(), lines + 1));
    }
}
