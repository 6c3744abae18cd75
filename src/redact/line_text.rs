//! Splits a line of YAML that may be invalid into its parts.

use super::keys::{Sensitivity, content_below_secret};

pub(super) fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Returns the key at the end of a text.
pub(super) fn last_word(before: &str) -> &str {
    let before = before.trim_end_matches(['"', '\'', ' ', '\t']);
    before.rsplit(|c: char| !is_key(c)).next().unwrap_or_default()
}

/// Returns whether a line is a list item that is only a flag.
pub(super) fn is_bare_flag(text: &str) -> bool {
    let item = text.trim_start_matches("- ").trim().trim_matches(['"', '\'']);
    item.starts_with('-') && item.chars().all(is_key)
}

/// Returns what is hidden in a map on one line without nested maps, such as `{env: NAME}`; `None` for anything else.
pub(super) fn simple_map(value: &str) -> Option<Vec<(usize, usize)>> {
    let inside = value.strip_prefix('{')?;
    let inside = inside.get(..inside.find('}')?)?;
    if inside.contains('{') {
        return None;
    }
    let mut hidden = Vec::new();
    let mut at = 1;
    for part in inside.split(',') {
        match part.split_once(':') {
            Some((key, value)) => {
                let is_hidden = match content_below_secret(key.trim().trim_matches(['"', '\''])) {
                    Sensitivity::Plain => false,
                    own @ (Sensitivity::Name | Sensitivity::Variable) => own.hides(unquoted(value)),
                    Sensitivity::Secret => !value.trim().is_empty(),
                };
                if is_hidden {
                    hidden.push((at + part.len() - value.trim_start().len(), at + part.trim_end().len()));
                }
            }
            None if part.trim().is_empty() => {}
            None => hidden.push((at, at + part.len())),
        }
        at += part.len() + 1;
    }
    Some(hidden)
}

/// Returns the end of a value, without the comment after it: `# why` is a comment, `#x` may be a part of the value.
pub(super) fn end_before_comment(line: &str, begin: usize) -> usize {
    let value = line.get(begin..).unwrap_or_default();
    match value.rfind(" # ") {
        Some(at) => begin + value.get(..at).unwrap_or_default().trim_end().len(),
        None => line.len(),
    }
}

/// Returns whether a line has no value yet: nothing, or a comment.
pub(super) fn is_nothing(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || value.starts_with("# ") || value == "#" || matches!(value, "{" | "[" | "null" | "~")
}

/// Returns whether a text is the header of a block scalar (`|`, `>-`, `|2`), perhaps with a comment.
pub(super) fn is_block_head(value: &str) -> bool {
    value.strip_prefix(['|', '>']).is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        is_nothing(rest)
    })
}

/// Returns a value without quotes and the characters that end it.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or_default();
    value.trim().trim_end_matches([',', '}', ']']).trim().trim_matches(['"', '\''])
}

/// Returns the first key of a line, and the start of its value.
pub(super) fn first_key(line: &str) -> Option<(&str, usize)> {
    let text = line.trim_start_matches([' ', '\t', '-', '{', '[', '?']);
    let (key, rest) = text.split_once(':')?;
    let word = key.trim_matches(['"', '\'', ' ']);
    let value = line.len() - rest.trim_start().len();
    let is_word = !word.is_empty() && word.chars().all(is_key);
    (is_word && (rest.is_empty() || rest.starts_with([' ', '\t']) || key.ends_with(['"', '\''])))
        .then_some((word, value))
}
