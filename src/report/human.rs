//! For a person: the lines in question, and what to do.

use super::{Renderer, Summary};
use crate::diagnostic::{self, Diagnostic};
use crate::lint::Report;

/// Frames of the user's own lines.
pub(super) struct Human;

impl Renderer for Human {
    fn release(&mut self, report: &Report) -> String {
        let counting: Vec<&Diagnostic> = report.counting().collect();
        if counting.is_empty() {
            return String::new();
        }
        format!("{}\n\n", diagnostic::render(counting))
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.judged() == 0 && summary.unchecked.is_empty() {
            return String::new();
        }
        format!("{}\n", summary.line())
    }
}
