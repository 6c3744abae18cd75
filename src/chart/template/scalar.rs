//! Reads scalars that a template wrote: quotes, folded lines, and plain text.

use crate::values::Kind;
use crate::values::plain::resolve;
use crate::yaml::YamlVersion;

/// Returns the text inside `'…'`; `None` if the quote is closed early.
pub(super) fn read_single(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut result = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\'' && characters.next() != Some('\'') {
            return None;
        }
        result.push(character);
    }
    (!result.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}'])).then(|| folded(&result))
}

/// Joins the lines of a quoted text like YAML: one line break becomes a space, and empty lines become line breaks.
fn folded(text: &str) -> String {
    let blank = [' ', '\t'];
    let Some((first, rest)) = text.split_once('\n') else { return text.to_owned() };
    let mut result = first.trim_end_matches(blank).to_owned();
    let mut breaks = 0;
    let mut lines = rest.split('\n').peekable();
    while let Some(line) = lines.next() {
        breaks += 1;
        let line = line.trim_start_matches(blank);
        let is_last = lines.peek().is_none();
        let line = if is_last { line } else { line.trim_end_matches(blank) };
        if is_last || !line.is_empty() {
            result.push_str(&if breaks == 1 { " ".to_owned() } else { "\n".repeat(breaks - 1) });
            result.push_str(line);
            breaks = 0;
        }
    }
    result
}

/// Reads an unquoted text on one line; unknown if it is more than a plain scalar.
pub(super) fn read_plain(text: &str, version: YamlVersion) -> Kind {
    let trimmed = text.trim_end_matches('\n').trim_matches([' ', '\t']);
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Kind::Null;
    }
    let trimmed = match trimmed.find(" #") {
        Some(comment) => trimmed.get(..comment).unwrap_or(trimmed).trim_end(),
        None => trimmed,
    };
    let quoted = match trimmed.chars().next() {
        Some('\'') => read_single(trimmed),
        Some('"') => serde_json::from_str::<String>(trimmed).ok(),
        _ => None,
    };
    if let Some(text) = quoted {
        return Kind::String(text.into());
    }
    let structure = trimmed.starts_with(['[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`', '"', '\''])
        || trimmed.starts_with("- ")
        || trimmed.starts_with("? ")
        || trimmed.starts_with(": ")
        || matches!(trimmed, "-" | "?" | ":")
        || trimmed.contains(": ")
        || trimmed.ends_with(':')
        || trimmed.contains(['\n', '\r', '\t', '\u{85}', '\u{2028}', '\u{2029}']);
    if structure { Kind::Unknown(text.into()) } else { resolve(trimmed, version) }
}

#[cfg(test)]
mod tests {
    use super::read_single;

    #[test]
    fn joins_lines_of_a_quoted_text_as_yaml_does() {
        for (written, read) in [
            ("'a'", "a"),
            ("'a\n'", "a "),
            ("'a\n\n'", "a\n"),
            ("'a \n b'", "a b"),
            ("'a\n\nb\nc'", "a\nb c"),
            ("'\na'", " a"),
            ("'it''s'", "it's"),
        ] {
            assert_eq!(read_single(written).as_deref(), Some(read), "{written}");
        }
    }
}
