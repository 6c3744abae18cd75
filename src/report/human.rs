//! For a person: the lines in question, and what to do.

use super::{Renderer, Summary};
use crate::diagnostic::{self, Diagnostic};
use crate::lint::{Report, url};
use crate::text::visible;

/// Frames of the user's own lines.
pub(super) struct Human {
    /// Whether the findings of each release have a heading.
    pub names_releases: bool,
    /// Whether the names of rules are hyperlinks to their pages.
    pub has_links: bool,
}

impl Renderer for Human {
    fn release(&mut self, report: &Report) -> String {
        let counting: Vec<&Diagnostic> = report.counting().collect();
        if counting.is_empty() {
            return String::new();
        }
        let heading =
            if self.names_releases { format!("Release {}:\n\n", visible(&report.title())) } else { String::new() };
        let url_of = self.has_links.then_some(url as fn(&str) -> String);
        format!("{heading}{}\n\n", diagnostic::render_linked(counting, url_of))
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.judged() == 0 && summary.unchecked.is_empty() {
            return String::new();
        }
        format!("{}\n", summary.line())
    }
}
