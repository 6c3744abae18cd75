//! Values that keep a chart from rendering, collected for a draft.

use std::cell::RefCell;

use super::{RenderContext, TemplateError};
use crate::values::{Origin, Path};

/// A text in the values that Helm cannot evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The position of the text.
    pub origin: Origin,
    /// The value that it looks up and that the values lack; `None` for another error.
    pub needs: Option<Path>,
}

/// Collects the errors of a draft.
#[derive(Debug, Default)]
pub struct Gaps(RefCell<Vec<Gap>>);

impl Gaps {
    /// Returns the gaps in the order in which they occurred, each once.
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
    /// Handles an error: in a draft, `otherwise` replaces the failed part.
    pub(in crate::chart) fn failed<T>(&self, error: TemplateError, otherwise: T) -> Result<T, TemplateError> {
        if self.gaps.is_some() { Ok(otherwise) } else { Err(error) }
    }
}
