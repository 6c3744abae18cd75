//! Guesses at the cause of an error.

use super::error::{YamlFailure, YamlFault};

/// What may be the cause of a [`ReadError`](super::ReadError).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// A tab where only spaces may be.
    Tab,
    /// `key:value` without the space.
    MissingSpace,
    /// A quote without its end.
    UnclosedQuote,
    /// A quote within quotes, that should be doubled (`''`) or escaped (`\"`).
    QuoteInQuotes,
    /// A backslash in double quotes that begins no escape YAML 1.1 knows.
    Escape,
    /// `{{ … }}` without quotes; values are not templates.
    Template,
    /// A value that begins with a character that means something, and needs quotes.
    StartCharacter(char),
    /// `: ` within a value, which needs quotes.
    ColonInValue,
    /// A line that is too far left or right.
    Indentation,
    /// A `[` or `{` without its end.
    UnclosedBracket,
}

/// Guesses from Helm's words and the text around the place.
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

/// A place and the line around it.
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

    /// A `:` where no key can be: the second one of its line, or the line is too far right.
    fn second_colon(&self) -> Hint {
        if self.before.contains(": ") { Hint::ColonInValue } else { Hint::Indentation }
    }

    /// Whether the line looks like `key:value`.
    fn missing_space(&self) -> Option<Hint> {
        let (key, value) = self.line.trim().split_once(':')?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        (is_key && !value.is_empty() && !value.starts_with(' ')).then_some(Hint::MissingSpace)
    }

    /// Something is where the map or list has to go on or end.
    fn after_node(&self) -> Hint {
        let quoted = self.before.trim_end().ends_with(['\'', '"']);
        if quoted { Hint::QuoteInQuotes } else { Hint::Indentation }
    }
}
