//! Draws the prompt for a line of text: the question, the typed text and the help. It is redrawn with every key, and at
//! the end only one line with the answer remains.

use std::io::{self, Write as _, stderr};

use anstyle::{AnsiColor, Style};
use crossterm::cursor::{MoveToColumn, MoveUp};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};
use unicode_width::UnicodeWidthChar as _;

use super::screen::terminal_columns;
use crate::text::columns;

const MARK: Style = AnsiColor::BrightGreen.on_default();
const HELP: Style = AnsiColor::Cyan.on_default();
const ANSWER: Style = AnsiColor::BrightCyan.on_default();
const BACK: Style = AnsiColor::BrightBlack.on_default();

/// How a prompt ended.
pub(super) enum FrameEnd<'a> {
    /// The text that remains on the screen.
    Answer(&'a str),
    /// The user went back.
    Back,
    /// The user pressed Ctrl-C.
    Interrupted,
}

pub(super) struct QuestionFrame<'a> {
    /// The question, wrapped.
    question: &'a str,
    /// The text between the question and the typed text.
    default: String,
    /// The help, wrapped.
    help: &'a str,
    has_colors: bool,
    /// The number of rows between the first row and the cursor.
    below: usize,
}

impl<'a> QuestionFrame<'a> {
    /// Creates a prompt without drawing it.
    pub(super) fn new(question: &'a str, default: Option<&str>, help: &'a str, has_colors: bool) -> Self {
        let default = default.map_or_else(String::new, |default| format!("({}) ", crate::text::visible(default)));
        Self { question, default, help, has_colors, below: 0 }
    }

    /// Draws the prompt with the typed text before and after the cursor.
    pub(super) fn draw(&mut self, before: &str, behind: &str) -> io::Result<()> {
        let head = format!("? {} {}", self.question, self.default);
        let mut rows = Rows::new(terminal_columns());
        rows.put(&head);
        rows.put(&crate::text::visible(before));
        let (row, column) = rows.place();
        rows.put(&crate::text::visible(behind));
        let above_help = rows.done.len();
        if !self.help.is_empty() {
            rows.put(&format!("\n[{}]", self.help));
        }
        let mut screen = self.cleared()?;
        let last = rows.done.len().saturating_sub(1);
        for (index, text) in rows.done.iter().enumerate() {
            let styled = match text.strip_prefix('?') {
                Some(rest) if index == 0 => format!("{}{rest}", self.styled(MARK, "?")),
                _ if index >= above_help => self.styled(HELP, text),
                _ => text.clone(),
            };
            queue!(screen, Print(styled))?;
            if index < last {
                queue!(screen, Print("\r\n"))?;
            }
        }
        if last > row {
            queue!(screen, MoveUp(rows_u16(last - row)))?;
        }
        queue!(screen, MoveToColumn(rows_u16(column)))?;
        self.below = row;
        stderr().write_all(&screen)
    }

    /// Replaces the prompt by its final line.
    pub(super) fn end(&mut self, end: &FrameEnd<'_>) -> io::Result<()> {
        let mut screen = self.cleared()?;
        let (style, text) = match end {
            FrameEnd::Answer(text) => (ANSWER, *text),
            FrameEnd::Back => (BACK, "(back)"),
            // The next message takes the question's place.
            FrameEnd::Interrupted => return stderr().write_all(&screen),
        };
        let line = format!("{} {} {}\n", self.styled(MARK, "?"), self.question, self.styled(style, text));
        queue!(screen, Print(line.replace('\n', "\r\n")))?;
        stderr().write_all(&screen)
    }

    /// Returns the sequence that erases the prompt.
    fn cleared(&self) -> io::Result<Vec<u8>> {
        let mut screen = Vec::new();
        if self.below > 0 {
            queue!(screen, MoveUp(rows_u16(self.below)))?;
        }
        queue!(screen, MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        Ok(screen)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.has_colors { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Converts a number of rows or columns for the terminal.
fn rows_u16(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Text wrapped exactly where the terminal would wrap it, so that the row of every part is known.
struct Rows {
    done: Vec<String>,
    width: usize,
}

impl Rows {
    fn new(width: usize) -> Self {
        Self { done: vec![String::new()], width: width.max(2) }
    }

    fn put(&mut self, text: &str) {
        for c in text.chars() {
            let taken = self.done.last().map_or(0, |row| columns(row));
            // The last column stays free, because terminals differ in where they put the cursor there.
            if c == '\n' || taken + c.width().unwrap_or(0) >= self.width {
                self.done.push(String::new());
            }
            if c != '\n'
                && let Some(row) = self.done.last_mut()
            {
                row.push(c);
            }
        }
    }

    /// Returns the row and column of the next character.
    fn place(&self) -> (usize, usize) {
        let column = self.done.last().map_or(0, |row| columns(row));
        (self.done.len().saturating_sub(1), column)
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    fn rows(width: usize, texts: &[&str]) -> (Vec<String>, (usize, usize)) {
        let mut rows = Rows::new(width);
        for text in texts {
            rows.put(text);
        }
        let place = rows.place();
        (rows.done, place)
    }

    #[test]
    fn breaks_lines_before_the_last_column() {
        let (done, place) = rows(10, &["? Which? ", "abcdef"]);
        assert_eq!(done, ["? Which? ", "abcdef"]);
        assert_eq!(place, (1, 6));
        let (done, place) = rows(10, &["? a\n  b? ", "cd"]);
        assert_eq!(done, ["? a", "  b? cd"]);
        assert_eq!(place, (1, 7));
    }

    #[test]
    fn measures_wide_and_combining_characters() {
        assert_eq!(rows(10, &["日本語"]).1, (0, 6));
        assert_eq!(rows(5, &["日本語"]).0, ["日本", "語"]);
        assert_eq!(rows(10, &["e\u{301}"]).1, (0, 1));
    }
}
