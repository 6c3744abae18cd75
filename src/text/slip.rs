//! Characters that copying and quoting leave in a value: white space, nested quotes, invisible characters.

use std::fmt;

use super::visible::is_invisible;

/// A mistake in a value that is a single word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A line end at the start or end.
    LineEnd,
    /// White space at the start or end.
    Space,
    /// Quotes around the value that are part of it, inside YAML's own quotes.
    Quotes,
    /// A typographic quote.
    CurlyQuote(char),
    /// An invisible character.
    Invisible(char),
    /// `<` and `>` around the value.
    AngleBrackets,
    /// `[` and `]` around the value: a list written as text.
    Brackets,
    /// A comma at the end.
    Comma,
    /// Several values in place of one. [`Slip::find`] never returns this, as it doesn't know where one value is
    /// expected.
    Several,
}

impl Slip {
    /// Returns the first mistake in a text.
    pub fn find(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        if trimmed.len() < text.len() {
            let ends = text.replace(trimmed, "");
            return Some(if ends.contains(['\n', '\r']) { Self::LineEnd } else { Self::Space });
        }
        if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
            return Some(Self::Invisible(c));
        }
        if let Some(c) = text.chars().find(|c| is_curly_quote(*c)) {
            return Some(Self::CurlyQuote(c));
        }
        let within = |open: char, close: char| text.len() > 1 && text.starts_with(open) && text.ends_with(close);
        if ['"', '\'', '`'].into_iter().any(|quote| within(quote, quote)) {
            return Some(Self::Quotes);
        }
        if within('[', ']') {
            return Some(Self::Brackets);
        }
        if within('<', '>') && text.contains("://") {
            return Some(Self::AngleBrackets);
        }
        (text.len() > 1 && text.ends_with(',')).then_some(Self::Comma)
    }

    /// Removes the mistakes from a text. Returns `None` if nothing is left, or if it is a list.
    pub fn cleaned(text: &str) -> Option<String> {
        let mut text = text.to_owned();
        while let Some(slip) = Self::find(&text) {
            text = match slip {
                Self::LineEnd | Self::Space => text.trim().to_owned(),
                Self::Invisible(_) => text.chars().filter(|c| !is_invisible(*c)).collect(),
                Self::CurlyQuote(_) => text.chars().filter(|c| !is_curly_quote(*c)).collect(),
                Self::Quotes => text.trim_matches(['"', '\'', '`']).to_owned(),
                Self::AngleBrackets => text.trim_matches(['<', '>']).to_owned(),
                Self::Comma => text.trim_end_matches(',').to_owned(),
                Self::Brackets | Self::Several => return None,
            };
        }
        (!text.is_empty()).then_some(text)
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineEnd => f.write_str("begins or ends with a line end"),
            Self::Space => f.write_str("begins or ends with whitespace"),
            Self::Quotes => f.write_str("contains the quotes around it"),
            Self::CurlyQuote(c) => write!(f, "contains the curly quote `{c}`"),
            Self::Invisible(c) => write!(f, "contains the invisible character U+{:04X}", u32::from(*c)),
            Self::AngleBrackets => f.write_str("contains the angle brackets around it"),
            Self::Brackets => f.write_str("is text with brackets, not a list"),
            Self::Comma => f.write_str("ends in a comma"),
            Self::Several => f.write_str("contains several values, but is read as one"),
        }
    }
}

const fn is_curly_quote(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}

#[cfg(test)]
mod tests {
    use super::Slip;

    #[test]
    fn finds_and_removes_copy_and_paste_errors() {
        for (text, says, cleaned) in [
            ("0oaweb ", "begins or ends with whitespace", Some("0oaweb")),
            ("0oaweb\n", "begins or ends with a line end", Some("0oaweb")),
            ("\"0oaweb\"", "contains the quotes around it", Some("0oaweb")),
            (" '0oaweb' ", "begins or ends with whitespace", Some("0oaweb")),
            ("“0oaweb”", "contains the curly quote `“`", Some("0oaweb")),
            ("https://a\u{200b}", "contains the invisible character U+200B", Some("https://a")),
            ("https://a,", "ends in a comma", Some("https://a")),
            ("<https://a>", "contains the angle brackets around it", Some("https://a")),
            ("['all']", "is text with brackets, not a list", None),
            ("  ", "begins or ends with whitespace", None),
        ] {
            assert_eq!(Slip::find(text).expect(text).to_string(), says);
            assert_eq!(Slip::cleaned(text).as_deref(), cleaned, "{text}");
        }
        for text in ["", "0oaweb", "it's", "<client-id>", "a,b", "\""] {
            assert_eq!(Slip::find(text), None, "{text}");
        }
    }
}
