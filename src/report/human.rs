//! The report for people: the lines concerned, and how to fix them.

use super::{Renderer, Summary};
use crate::diagnostic::{self, Diagnostic, TerminalLook};
use crate::lint::{Report, url};
use crate::text::{visible, wrap};

/// Renders findings with the user's lines.
pub(super) struct Human {
    /// Whether each release's findings have a heading.
    pub names_releases: bool,
    /// Whether rule names are hyperlinks to their pages, and the width of the terminal in columns.
    pub has_links: bool,
    pub width: Option<usize>,
}

impl Renderer for Human {
    fn release(&mut self, report: &Report) -> String {
        let counting: Vec<&Diagnostic> = report.counting().collect();
        if counting.is_empty() {
            return String::new();
        }
        let heading =
            if self.names_releases { format!("Release {}:\n\n", visible(&report.title())) } else { String::new() };
        let look = TerminalLook { url_of: self.has_links.then_some(url as fn(&str) -> String), width: self.width };
        format!("{heading}{}\n\n", diagnostic::render_on_terminal(counting, look))
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.checked() == 0 && summary.unchecked.is_empty() {
            return String::new();
        }
        let line = summary.line();
        format!("{}\n", self.width.map_or_else(|| line.clone(), |width| wrap(&line, width, 0)))
    }
}
