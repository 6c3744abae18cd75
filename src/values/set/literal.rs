//! `--set-literal`: everything after the first `=` is the value.

use super::parser::SetParser;
use crate::values::{Kind, Value};

impl SetParser<'_> {
    /// Reads the rest of the argument.
    pub(super) fn literal_value(&mut self) -> Value {
        let text = self.scanner.rest();
        self.scanner.skip(text.len());
        self.make(Kind::String(text.into()))
    }
}
