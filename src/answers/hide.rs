//! Secrets have no place in answers; where someone put one there all the same, no message may show it.

use std::collections::HashMap;

use crate::text::{Span, cover};

/// Keys whose answer says where a secret is read.
const KEYS: [&str; 2] = ["secret", "hash"];

/// `text` with the answers hidden that hold a secret instead of saying where it is: text in place of a map, or in
/// place of a variable's name.
pub(super) fn at_keys(text: &str, spans: &HashMap<String, Span>) -> String {
    let mut secrets = Vec::new();
    for (key, span) in spans {
        let last = key.rsplit_once('.').map_or(key.as_str(), |(_, last)| last);
        let value = text.get(span.range()).unwrap_or_default();
        let in_place_of_map =
            KEYS.contains(&last) && !value.starts_with('{') && !spans.keys().any(|below| is_below(below, key));
        let scalar = !value.starts_with(['{', '[']) && !spans.keys().any(|below| is_below(below, key));
        // Among the clients, only ids and the places of secrets are fit to be shown; the keys themselves end in `#`.
        let unknown_client =
            key.starts_with("clients") && !key.ends_with('#') && scalar && !matches!(last, "id" | "env" | "file");
        let in_place_of_name = last == "env" && !is_variable(value.trim_matches(['"', '\'']));
        if in_place_of_map || in_place_of_name || unknown_client {
            secrets.push(*span);
        }
    }
    cover(text, &secrets)
}

/// Whether a word could be the name of an environment variable (POSIX, and lower case).
pub(super) fn is_variable(word: &str) -> bool {
    let word = word.strip_prefix('$').unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_below(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}
