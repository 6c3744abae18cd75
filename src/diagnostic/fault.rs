//! What is wrong with one value, before anyone knows where it was.

use std::fmt;

/// What is wrong with one value and what would be right. The caller, who knows where the value is, makes a finding of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    message: String,
    help: Option<String>,
    suggestion: Option<String>,
}

impl Fault {
    /// A fault reported in one sentence without a full stop; the value is in it in backquotes.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, suggestion: None }
    }

    /// The same fault with what would be right, or what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault with the text that would be right in place of the value, as it is to be written.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }

    /// The same fault with its message and help as `rewrite` returns them; it returns `None` for a text that stays.
    #[must_use]
    pub fn rewritten(mut self, rewrite: impl Fn(&str) -> Option<String>) -> Self {
        self.message = rewrite(&self.message).unwrap_or(self.message);
        self.help = self.help.map(|help| rewrite(&help).unwrap_or(help));
        self
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What would be right, or what to do.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The text that would be right, where it is known. It comes from outside: not yet fit for a terminal.
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
