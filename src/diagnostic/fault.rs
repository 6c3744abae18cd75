//! A problem with one value, regardless of its place.

use std::fmt;

/// A problem with one value and its correction. The caller, who knows the value's place, turns it into a
/// [`Diagnostic`](super::Diagnostic).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    message: String,
    help: Option<String>,
    suggestion: Option<String>,
}

impl Fault {
    /// Creates a fault. `message` is one sentence without a full stop, with the value in backquotes.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, suggestion: None }
    }

    /// Adds the correction, or what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the correct text in place of the value, as it is to be written.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }

    /// Rewrites the message and the help. `rewrite` returns `None` for a text that stays.
    #[must_use]
    pub fn rewritten(mut self, rewrite: impl Fn(&str) -> Option<String>) -> Self {
        self.message = rewrite(&self.message).unwrap_or(self.message);
        self.help = self.help.map(|help| rewrite(&help).unwrap_or(help));
        self
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the correction, or what to do.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the correct text, if it is known. It comes from outside and must be made visible before it is printed.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl miette::Diagnostic for Fault {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.advice()?))
    }
}
