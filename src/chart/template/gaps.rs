//! What keeps a chart from rendering, where the rest is to be known all the same.

use std::cell::RefCell;

use super::{RenderContext, TemplateError};
use crate::values::{Origin, Path};

/// A text in the values that Helm cannot execute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where the text was written.
    pub origin: Origin,
    /// The value that it looks up and that these values do not have; `None` where something else is wrong with it.
    pub needs: Option<Path>,
}

/// Collects what fails while a chart is drafted.
#[derive(Debug, Default)]
pub struct Gaps(RefCell<Vec<Gap>>);

impl Gaps {
    /// The gaps in the order in which they were met, each once.
    pub fn take(&self) -> Vec<Gap> {
        self.0.take()
    }

    pub(super) fn add(&self, gap: Gap) {
        let mut gaps = self.0.borrow_mut();
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
}

impl RenderContext<'_> {
    /// An error of a template; in a draft `otherwise` replaces what failed.
    pub(in crate::chart) fn failed<T>(&self, error: TemplateError, otherwise: T) -> Result<T, TemplateError> {
        if self.gaps.is_some() { Ok(otherwise) } else { Err(error) }
    }
}
