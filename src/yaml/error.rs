//! Errors of reading: Helm's message, with the true position.

use std::borrow::Cow;

use super::HelmVersion;
use super::hint::Hint;
use crate::text::{Position, REDACTED, Span};

/// The kind of a YAML error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum YamlFailure {
    /// The text is not YAML as Helm's parser reads it.
    Syntax,
    /// A byte or character is not allowed.
    Encoding,
    /// An alias or merge cannot be resolved.
    Alias,
    /// A scalar does not fit its tag, or JSON cannot represent it.
    Scalar,
    /// A key cannot be a key in JSON.
    Key,
    /// The nesting is too deep.
    Depth,
    /// The document is not a map.
    NotAMap,
    /// A `---` line with something after it (Helm 4).
    Separator,
    /// A limit of flyte-auth is exceeded; Helm may read the file.
    Limit,
}

/// A text that Helm refuses (or that exceeds one of flyte-auth's limits, `Failure::Limit`).
///
/// It prints Helm's message without the leading `failed to parse FILE: ` and without the text that Helm quotes;
/// measured with Helm 3.17.2 and 4.1.4. Helm's line number is missing for the first line, is off by one for many
/// errors, and counts from the start of the document in Helm 4; [`position`](Self::position) is the true one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", without_quotes(words))]
pub struct ReadError {
    words: Box<str>,
    failure: YamlFailure,
    span: Span,
    position: Position,
    hint: Option<Hint>,
}

impl ReadError {
    /// Returns Helm's message including the text that Helm quotes, which may be a secret: `clientSecret: *abc` is an
    /// alias.
    pub fn in_full(&self) -> &str {
        &self.words
    }

    /// Returns the kind of the error.
    pub fn failure(&self) -> YamlFailure {
        self.failure
    }

    /// Returns the bytes of the given text that the error is about.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the start as line and column.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns the probable cause.
    pub fn hint(&self) -> Option<Hint> {
        self.hint
    }

    /// Returns Helm's message without the prefixes of its layers: `mapping values are not allowed in this context`.
    pub fn message(&self) -> &str {
        let mut words = &*self.words;
        for prefix in PREFIXES {
            words = words.strip_prefix(prefix).unwrap_or(words);
        }
        match words.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
            Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest,
            _ => words,
        }
    }

    pub(super) fn new(fault: &YamlFault, helm: HelmVersion, position: Position, hint: Option<Hint>) -> Self {
        let words = fault.words(helm).into_boxed_str();
        Self { words, failure: fault.failure(), span: fault.span(), position, hint }
    }
}

/// The texts before and after what Helm quotes of a text.
const QUOTES: [(&str, &str); 6] = [
    ("unknown anchor '", "' referenced"),
    ("anchor '", "' value contains itself"),
    (" `", "` as a "),
    ("invalid map key: ", ""),
    (", key: ", ""),
    ("invalid Yaml document separator: ", ""),
];

/// Removes what Helm quotes of the text.
fn without_quotes(words: &str) -> Cow<'_, str> {
    let quoted = QUOTES.iter().find_map(|(before, after)| {
        let start = words.find(before)? + before.len();
        let end = if after.is_empty() { words.len() } else { words.rfind(after)? };
        words.get(..start).zip(words.get(end..)).filter(|_| start <= end)
    });
    match quoted {
        Some((before, after)) => Cow::Owned([before, REDACTED, after].concat()),
        None => Cow::Borrowed(words),
    }
}

const DOCUMENT: &str = "cannot unmarshal yaml document: ";
const CONVERTING: &str = "error converting YAML to JSON: ";
const PREFIXES: [&str; 6] = [
    DOCUMENT,
    "error reading yaml document: ",
    CONVERTING,
    "error unmarshaling JSON: while decoding JSON: ",
    "yaml: ",
    "json: ",
];

/// The layer of Helm that refuses the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RefusingLayer {
    /// go-yaml v2.
    Yaml,
    /// sigs.k8s.io/yaml, when it converts to JSON.
    Convert,
    /// Go's JSON decoder.
    Json,
    /// Helm 4's splitting into documents.
    Split,
    /// None: a limit of flyte-auth.
    Own,
}

/// An error before it becomes a [`ReadError`]. It is boxed because errors are rare, and results are passed on for every
/// character.
#[derive(Debug)]
pub(super) struct YamlFault(Box<Details>);

#[derive(Debug)]
struct Details {
    layer: RefusingLayer,
    failure: YamlFailure,
    message: Cow<'static, str>,
    span: Span,
    /// Helm's line number, if its message has one.
    line: Option<u32>,
}

/// The result type of the reader's parts.
pub(super) type Result<T> = std::result::Result<T, YamlFault>;

impl YamlFault {
    fn at(layer: RefusingLayer, failure: YamlFailure, message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self(Box::new(Details { layer, failure, message: message.into(), span, line: None }))
    }

    pub(super) fn yaml(
        failure: YamlFailure,
        message: impl Into<Cow<'static, str>>,
        span: Span,
        line: Option<u32>,
    ) -> Self {
        let mut fault = Self::at(RefusingLayer::Yaml, failure, message, span);
        fault.0.line = line;
        fault
    }

    pub(super) fn convert(failure: YamlFailure, message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self::at(RefusingLayer::Convert, failure, message, span)
    }

    pub(super) fn json(failure: YamlFailure, message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self::at(RefusingLayer::Json, failure, message, span)
    }

    pub(super) fn separator(message: String, span: Span) -> Self {
        Self::at(RefusingLayer::Split, YamlFailure::Separator, message, span)
    }

    /// Creates the error for a limit of flyte-auth, or for a text that it does not support.
    pub(super) fn own(failure: YamlFailure, message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self::at(RefusingLayer::Own, failure, message, span)
    }

    pub(super) fn message(&self) -> &str {
        &self.0.message
    }

    pub(super) fn failure(&self) -> YamlFailure {
        self.0.failure
    }

    pub(super) fn span(&self) -> Span {
        self.0.span
    }

    pub(super) fn with_span(mut self, span: Span) -> Self {
        self.0.span = span;
        self
    }

    fn words(&self, helm: HelmVersion) -> String {
        let document = if helm == HelmVersion::V4 { DOCUMENT } else { "" };
        let message = &self.0.message;
        match (self.0.layer, self.0.line) {
            (RefusingLayer::Yaml, Some(line)) => {
                format!("{document}{CONVERTING}yaml: line {line}: {message}")
            }
            (RefusingLayer::Yaml, None) => format!("{document}{CONVERTING}yaml: {message}"),
            (RefusingLayer::Convert, _) => format!("{document}{CONVERTING}{message}"),
            (RefusingLayer::Json, _) => {
                format!("{document}error unmarshaling JSON: while decoding JSON: {message}")
            }
            (RefusingLayer::Split, _) => format!("error reading yaml document: {message}"),
            (RefusingLayer::Own, _) => message.clone().into_owned(),
        }
    }
}
