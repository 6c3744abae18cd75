//! The messages for guessed causes.

use std::fmt;

use super::Hint;

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tab => f.write_str("YAML indents with spaces only: replace the tab"),
            Self::MissingSpace => f.write_str("add a space after the colon: `key: value`"),
            Self::UnclosedQuote => f.write_str("a quote is opened and not closed"),
            Self::QuoteInQuotes => {
                f.write_str("a quote within quotes is doubled in `'…'` and escaped as `\\\"` in `\"…\"`")
            }
            Self::Escape => {
                f.write_str("this backslash begins no escape: use single quotes, where it is an ordinary character")
            }
            Self::Template => f.write_str("put `{{ … }}` in quotes"),
            Self::StartCharacter(c) => {
                write!(f, "a value cannot begin with `{}`: quote it", crate::text::visible(&c.to_string()))
            }
            Self::ColonInValue => f.write_str("a value with `: ` in it needs quotes"),
            Self::Indentation => f.write_str("this line is indented more or less than those it belongs to"),
            Self::UnclosedBracket => f.write_str("a bracket is opened and not closed, or a comma is missing"),
        }
    }
}
