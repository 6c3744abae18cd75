//! Hides secrets in answers. Answers must not contain secrets; if they do, no message may show them.

use std::collections::HashMap;

use crate::redact::is_secret;
use crate::text::{Span, cover};

/// Hides answers in `text` that contain a secret instead of its source: text in place of a map, or in place of a
/// variable's name.
pub(super) fn at_keys(text: &str, spans: &HashMap<String, Span>) -> String {
    let mut secrets = Vec::new();
    for (key, span) in spans {
        let last = key.rsplit_once('.').map_or(key.as_str(), |(_, last)| last);
        let value = text.get(span.range()).unwrap_or_default();
        let is_outermost = !spans.keys().any(|below| is_below(below, key));
        // The keys themselves end in `#`.
        let is_key = key.ends_with('#');
        let in_place_of_map = is_secret(last) && !is_key && !value.starts_with('{') && is_outermost;
        let scalar = !value.starts_with(['{', '[']) && is_outermost;
        // Of the clients' answers, only IDs and the sources of secrets may be shown.
        let unknown_client = key.starts_with("clients") && !is_key && scalar && !matches!(last, "id" | "env" | "file");
        let in_place_of_name = last == "env" && !is_variable(value.trim_matches(['"', '\'']));
        if in_place_of_map || in_place_of_name || unknown_client {
            secrets.push(*span);
        }
    }
    cover(text, &secrets)
}

/// Returns whether a word can be the name of an environment variable (POSIX, and lower case).
pub(super) fn is_variable(word: &str) -> bool {
    let word = word.strip_prefix('$').unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_below(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}
