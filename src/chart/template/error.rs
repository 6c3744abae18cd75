//! Template errors with Helm's messages, without line numbers.

use std::fmt;

use crate::text::REDACTED;

/// A chart does not render. Prints Helm 3's message without the line numbers of the chart's templates and without the
/// values that Helm quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    cause: TemplateErrorCause,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum TemplateErrorCause {
    /// `required` or `fail`: Helm shows the outermost template and the message.
    Stated { file: String, message: String },
    /// Any other error: Helm shows the chain of templates.
    Executing {
        /// The message up to the text that was passed to `tpl`, if the error is about it.
        text: String,
        /// That text, quoted, and the rest of the message; it may contain secrets.
        given: Option<(String, String)>,
    },
    /// The output of the template is not YAML.
    NotYaml { file: String, message: String },
}

/// The template that was being executed.
#[derive(Debug, Clone, Copy)]
pub(in crate::chart) struct Frame {
    /// The file: `flyte-binary/templates/deployment.yaml`.
    pub(in crate::chart) file: &'static str,
    /// The name of the file's `define`, or the file itself.
    pub(in crate::chart) name: &'static str,
}

impl Frame {
    /// Creates the frame of a whole file.
    pub(in crate::chart) const fn file(file: &'static str) -> Self {
        Self { file, name: file }
    }

    /// Creates the frame of a `define` in a file.
    pub(in crate::chart) const fn define(file: &'static str, name: &'static str) -> Self {
        Self { file, name }
    }

    /// Creates an error at `at` in this template.
    pub(in crate::chart) fn error(self, at: &str, message: &str) -> TemplateError {
        self.error_with(at, message, None)
    }

    /// Creates an error at `at` about a text that was passed to `tpl`: the message before it, the text, the message
    /// after it.
    pub(in crate::chart) fn error_about(self, at: &str, before: &str, given: String, after: String) -> TemplateError {
        self.error_with(at, before, Some((given, after)))
    }

    fn error_with(self, at: &str, message: &str, given: Option<(String, String)>) -> TemplateError {
        TemplateError {
            cause: TemplateErrorCause::Executing {
                text: format!("template: {}: executing \"{}\" at <{at}>: {message}", self.file, self.name),
                given,
            },
        }
    }

    /// Creates the error of a `required` or `fail` in this template.
    pub(in crate::chart) fn stated(self, message: impl Into<String>) -> TemplateError {
        TemplateError { cause: TemplateErrorCause::Stated { file: self.file.to_owned(), message: message.into() } }
    }

    /// Creates the error that this template's output is not YAML.
    pub(in crate::chart) fn not_yaml(self, message: &str) -> TemplateError {
        TemplateError { cause: TemplateErrorCause::NotYaml { file: self.file.to_owned(), message: message.to_owned() } }
    }
}

impl TemplateError {
    /// Wraps the error for the template that includes the failing one at `at`.
    pub(in crate::chart) fn within(self, outer: Frame, at: &str) -> Self {
        match self.cause {
            TemplateErrorCause::Stated { message, .. } => outer.stated(message),
            TemplateErrorCause::Executing { text, given } => {
                outer.error_with(at, &format!("error calling include: {text}"), given)
            }
            TemplateErrorCause::NotYaml { .. } => self,
        }
    }

    /// Returns Helm's message including the values that Helm quotes, which may be secrets.
    pub fn in_full(&self) -> String {
        match &self.cause {
            TemplateErrorCause::Executing { text, given: Some((given, after)) } => format!("{text}{given}{after}"),
            _ => self.to_string(),
        }
    }

    /// Returns only the message of a `required` or `fail`.
    pub fn stated(&self) -> Option<&str> {
        match &self.cause {
            TemplateErrorCause::Stated { message, .. } => Some(message),
            _ => None,
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            TemplateErrorCause::Stated { file, message } => {
                write!(out, "execution error at ({file}): {message}")
            }
            TemplateErrorCause::Executing { text, given: None } => out.write_str(text),
            TemplateErrorCause::Executing { text, given: Some((_, after)) } => {
                write!(out, "{text}\"{REDACTED}\"{after}")
            }
            TemplateErrorCause::NotYaml { file, message } => {
                write!(out, "YAML parse error on {file}: error converting YAML to JSON: yaml: {message}")
            }
        }
    }
}

impl std::error::Error for TemplateError {}
