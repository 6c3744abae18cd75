//! Formats code and links within a paragraph, and wraps its lines.

use std::fmt::Write as _;

use super::CODE;
use crate::text::columns;

/// How links are shown: as text, which is a hyperlink if the terminal supports it.
pub(in crate::cli) struct Links<'a> {
    /// The directory of the page below `docs/`; `None` for no hyperlinks.
    folder: Option<&'a str>,
}

impl<'a> Links<'a> {
    /// Shows only the text of links.
    pub(in crate::cli) const fn none() -> Self {
        Self { folder: None }
    }

    /// Shows hyperlinks, relative to this directory below `docs/`.
    pub(in crate::cli) const fn relative_to(folder: &'a str) -> Self {
        Self { folder: Some(folder) }
    }

    /// Returns the URL of a link's target.
    fn address(&self, target: &str) -> Option<String> {
        let folder = self.folder?;
        if target.starts_with("https://") {
            return Some(target.to_owned());
        }
        let docs = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs");
        Some(match target.strip_prefix("../") {
            Some(target) => format!("{docs}/{target}"),
            None => format!("{docs}/{folder}/{target}"),
        })
    }
}

/// A part of a paragraph.
enum Piece<'a> {
    Text(&'a str),
    /// Code, including its backticks.
    Code(&'a str),
    Link {
        text: &'a str,
        target: &'a str,
    },
}

/// Splits a paragraph into its pieces.
fn pieces(mut rest: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some(at) = rest.find(['`', '[']) {
        let (before, from) = rest.split_at(at);
        let Some((piece, behind)) = code(from).or_else(|| link(from)) else {
            let (text, behind) = rest.split_at(at + 1);
            pieces.push(Piece::Text(text));
            rest = behind;
            continue;
        };
        pieces.extend([Piece::Text(before), piece]);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Splits off the code at the start of a text.
fn code(text: &str) -> Option<(Piece<'_>, &str)> {
    let end = text.strip_prefix('`')?.find('`')? + 2;
    let (code, behind) = text.split_at_checked(end)?;
    Some((Piece::Code(code), behind))
}

/// Splits off the link at the start of a text.
fn link(text: &str) -> Option<(Piece<'_>, &str)> {
    let (text, behind) = text.strip_prefix('[')?.split_once("](")?;
    let (target, behind) = behind.split_once(')')?;
    let is_link = !text.contains('[') && !target.contains(' ');
    is_link.then_some((Piece::Link { text, target }, behind))
}

/// A formatted word, and its width in columns.
#[derive(Default)]
struct Word {
    written: String,
    columns: usize,
}

fn words(paragraph: &str, links: &Links<'_>) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for piece in pieces(paragraph) {
        let (Piece::Text(text) | Piece::Code(text) | Piece::Link { text, .. }) = piece;
        for (index, part) in text.split(' ').enumerate() {
            if index > 0 {
                words.push(Word::default());
            }
            let Some(word) = words.last_mut().filter(|_| !part.is_empty()) else {
                continue;
            };
            word.columns += columns(part);
            let address = match &piece {
                Piece::Link { target, .. } => links.address(target),
                Piece::Text(_) | Piece::Code(_) => None,
            };
            // Writing to a String cannot fail.
            let _ = match (&piece, address) {
                (Piece::Code(_), _) => write!(word.written, "{CODE}{part}{CODE:#}"),
                (_, Some(address)) => write!(word.written, "\x1b]8;;{address}\x1b\\{part}\x1b]8;;\x1b\\"),
                (_, None) => write!(word.written, "{part}"),
            };
        }
    }
    words
}

/// Wraps a paragraph at `width` columns. A longer word gets its own line.
pub(super) fn lines(paragraph: &str, width: usize, links: &Links<'_>) -> Vec<String> {
    let mut lines = vec![Word::default()];
    for (index, word) in words(paragraph, links).into_iter().enumerate() {
        match lines.last_mut() {
            Some(line) if index == 0 || line.columns + 1 + word.columns <= width => {
                if index > 0 {
                    line.written.push(' ');
                    line.columns += 1;
                }
                line.written.push_str(&word.written);
                line.columns += word.columns;
            }
            _ => lines.push(word),
        }
    }
    lines.into_iter().map(|line| line.written).collect()
}

/// Formats a text on one line. Returns it with its width in columns.
pub(super) fn line(text: &str, links: &Links<'_>) -> (String, usize) {
    let words = words(text, links);
    let columns = words.iter().map(|word| word.columns + 1).sum::<usize>().saturating_sub(1);
    let written: Vec<String> = words.into_iter().map(|word| word.written).collect();
    (written.join(" "), columns)
}
