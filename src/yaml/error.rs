//! Why a text is refused: Helm's words, and the true place.

use std::borrow::Cow;

use super::HelmVersion;
use super::hint::Hint;
use crate::text::{Position, REDACTED, Span};

/// What sort of fault a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum YamlFailure {
    /// The text is not YAML as Helm's parser knows it.
    Syntax,
    /// A byte or character is not allowed.
    Encoding,
    /// An alias or merge cannot be followed.
    Alias,
    /// A scalar cannot be what its tag says, or JSON cannot hold it.
    Scalar,
    /// A key cannot be a key in JSON.
    Key,
    /// Nested too deep.
    Depth,
    /// The document is not a map.
    NotAMap,
    /// A `---` line with something after it (Helm 4).
    Separator,
    /// Over one of this crate's own limits; Helm may well read the file.
    Limit,
}

/// A text that Helm refuses (or that is over one of this crate's limits, [`Failure::Limit`]).
///
/// Shown as Helm shows it, without the `failed to parse FILE: ` before it and without what it quotes of the text; measured with Helm 3.17.2 and 4.1.4. The
/// line in Helm's words is left out for the first line and off by one for many errors, and counts from the start of the
/// document in Helm 4; [`position`](Self::position) is the true one.
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
    /// Helm's words with what Helm quotes of the text, which may be a secret: `clientSecret: *abc` is an alias.
    pub fn in_full(&self) -> &str {
        &self.words
    }

    /// What sort of fault it is.
    pub fn failure(&self) -> YamlFailure {
        self.failure
    }

    /// Where it is, in bytes of the text that was given.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where it begins, as line and column.
    pub fn position(&self) -> Position {
        self.position
    }

    /// What may be the cause.
    pub fn hint(&self) -> Option<Hint> {
        self.hint
    }

    /// Helm's words without what its layers put before them: `mapping values are not allowed in this context`.
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

/// What is before and after what Helm quotes of a text.
const QUOTES: [(&str, &str); 6] = [
    ("unknown anchor '", "' referenced"),
    ("anchor '", "' value contains itself"),
    (" `", "` as a "),
    ("invalid map key: ", ""),
    (", key: ", ""),
    ("invalid Yaml document separator: ", ""),
];

/// Helm's words without what Helm quotes of the text.
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

/// Which of Helm's layers refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RefusingLayer {
    /// go-yaml v2.
    Yaml,
    /// sigs.k8s.io/yaml, on the way to JSON.
    Convert,
    /// Go's JSON decoder.
    Json,
    /// Helm 4's splitting into documents.
    Split,
    /// None: this crate's own limit.
    Own,
}

/// A fault on its way to become a [`ReadError`]. Boxed: faults are rare, and results are passed on at every character.
#[derive(Debug)]
pub(super) struct YamlFault(Box<Details>);

#[derive(Debug)]
struct Details {
    layer: RefusingLayer,
    failure: YamlFailure,
    message: Cow<'static, str>,
    span: Span,
    /// Helm's line number, where it says one.
    line: Option<u32>,
}

/// What the parts of the reader return.
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

    /// A limit of this crate, or a text that it does not take.
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
