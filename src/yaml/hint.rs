//! Guesses the cause of an error.

use super::error::{YamlFailure, YamlFault};

/// The probable cause of a [`ReadError`](super::ReadError).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// A tab where only spaces are allowed.
    Tab,
    /// `key:value` without the space.
    MissingSpace,
    /// A quote that is not closed.
    UnclosedQuote,
    /// A quote within quotes that should be doubled (`''`) or escaped (`\"`).
    QuoteInQuotes,
    /// A backslash in double quotes that is not an escape sequence of YAML 1.1.
    Escape,
    /// `{{ … }}` without quotes; values are not templates.
    Template,
    /// A value that begins with a special character and needs quotes.
    StartCharacter(char),
    /// `: ` within a value, which needs quotes.
    ColonInValue,
    /// A line that is too far left or right.
    Indentation,
    /// A `[` or `{` that is not closed.
    UnclosedBracket,
}

/// Guesses from Helm's message and the text around the position.
pub(super) fn guess(text: &[u8], fault: &YamlFault) -> Option<Hint> {
    let place = HintPlace::of(text, fault.span().start);
    let message = fault.message();
    let at = text.get(fault.span().start).copied().map(char::from);
    if message.starts_with("found a tab character") || (at == Some('\t') && message.starts_with("found character")) {
        return Some(Hint::Tab);
    }
    if place.line.contains("{{") && matches!(fault.failure(), YamlFailure::Key | YamlFailure::Syntax) {
        return Some(Hint::Template);
    }
    match message {
        "found unexpected end of stream" | "found unexpected document indicator" => Some(Hint::UnclosedQuote),
        "found unknown escape character"
        | "found invalid Unicode character escape code"
        | "did not find expected hexdecimal number" => Some(Hint::Escape),
        "found character that cannot start any token"
        | "did not find expected alphabetic or numeric character"
        | "block sequence entries are not allowed in this context"
        | "mapping keys are not allowed in this context" => at.map(Hint::StartCharacter),
        "mapping values are not allowed in this context" => Some(place.second_colon()),
        "could not find expected ':'" => place.missing_space(),
        "did not find expected ',' or ']'" | "did not find expected ',' or '}'" => Some(Hint::UnclosedBracket),
        "did not find expected key" | "did not find expected '-' indicator" => Some(place.after_node()),
        "did not find expected node content" => at.filter(|c| matches!(c, ',' | ']' | '}')).map(Hint::StartCharacter),
        _ if message.starts_with("unknown anchor") => Some(Hint::StartCharacter('*')),
        _ if fault.failure() == YamlFailure::NotAMap => place.missing_space(),
        _ => None,
    }
}

/// A position and the line around it.
struct HintPlace {
    line: String,
    before: String,
}

impl HintPlace {
    fn of(text: &[u8], at: usize) -> Self {
        let at = at.min(text.len());
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let before = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let after = after.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let before = String::from_utf8_lossy(before).into_owned();
        Self { line: format!("{before}{}", String::from_utf8_lossy(after)), before }
    }

    /// Explains a `:` where no key is allowed: it is the second one of its line, or the line is indented too far.
    fn second_colon(&self) -> Hint {
        if self.before.contains(": ") { Hint::ColonInValue } else { Hint::Indentation }
    }

    /// Explains a line that looks like `key:value`.
    fn missing_space(&self) -> Option<Hint> {
        let (key, value) = self.line.trim().split_once(':')?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        (is_key && !value.is_empty() && !value.starts_with(' ')).then_some(Hint::MissingSpace)
    }

    /// Explains text where the map or list must continue or end.
    fn after_node(&self) -> Hint {
        let quoted = self.before.trim_end().ends_with(['\'', '"']);
        if quoted { Hint::QuoteInQuotes } else { Hint::Indentation }
    }
}
