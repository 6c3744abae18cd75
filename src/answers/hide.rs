//! Secrets have no place in answers; where somebody put one there all the same, no message may show it.

use std::collections::HashMap;

use crate::yaml::Span;

/// Keys whose answer says where a secret is read.
const KEYS: [&str; 2] = ["secret", "hash"];

/// `text` with what stands on a line behind `secret:` or `hash:` hidden, unless it is a map, and with the user names
/// and passwords of URLs. For texts that are no
/// YAML, too; every byte keeps its place.
pub(super) fn in_text(text: &str) -> String {
    let mut hidden = text.as_bytes().to_vec();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        for key in KEYS {
            for (at, _) in line.match_indices(key) {
                let after = line.get(at + key.len()..).unwrap_or_default();
                let value = after.trim_start_matches(['"', '\'', ' ', '\t']);
                let Some(value) = value.strip_prefix([':', '=']) else {
                    continue;
                };
                let value = value.trim_start().trim_end_matches(['\n', '\r']);
                if value.is_empty() || value.starts_with(['{', '#']) {
                    continue;
                }
                let from = start + line.trim_end_matches(['\n', '\r']).len() - value.len();
                cover(&mut hidden, Span::new(from, from + value.len()));
            }
        }
        for (at, _) in line.match_indices("://") {
            let rest = line.get(at + 3..).unwrap_or_default();
            let end = rest
                .find(['/', '?', '#', ' ', '"', '\'', ',', '\n'])
                .unwrap_or(rest.len());
            let user = rest.get(..end).and_then(|authority| authority.rfind('@'));
            if let Some(user) = user {
                cover(
                    &mut hidden,
                    Span::new(start + at + 3, start + at + 3 + user),
                );
            }
        }
        start += line.len();
    }
    into_text(hidden)
}

/// `text` with the answers hidden that hold a secret instead of saying where it is: text in place of a map, or in
/// place of a variable's name.
pub(super) fn at_keys(text: &str, spans: &HashMap<String, Span>) -> String {
    let mut hidden = text.as_bytes().to_vec();
    for (key, span) in spans {
        let last = key.rsplit_once('.').map_or(key.as_str(), |(_, last)| last);
        let value = text.get(span.range()).unwrap_or_default();
        let in_place_of_map = KEYS.contains(&last)
            && !value.starts_with('{')
            && !spans.keys().any(|below| is_below(below, key));
        let in_place_of_name = last == "env" && !is_variable(value.trim_matches(['"', '\'']));
        if in_place_of_map || in_place_of_name {
            cover(&mut hidden, *span);
        }
    }
    into_text(hidden)
}

/// Whether a word could be the name of an environment variable (POSIX, and lower case).
pub(super) fn is_variable(word: &str) -> bool {
    let word = word.strip_prefix('$').unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_below(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with('.'))
}

fn cover(text: &mut [u8], span: Span) {
    for byte in text.get_mut(span.range()).unwrap_or_default() {
        // Line ends stay, so that lines keep their numbers.
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b'*';
        }
    }
}

/// Whole characters were covered, so what is left is still UTF-8.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::in_text;

    #[test]
    fn only_what_stands_in_place_of_a_source_is_hidden_and_nothing_moves() {
        for (text, hidden) in [
            (
                "web: {id: a, secret: hünter2}\nurl: x\n",
                "web: {id: a, secret: *********\nurl: x\n",
            ),
            ("secret: {env: X}\n", "secret: {env: X}\n"),
            ("secret:\n  env: X\n", "secret:\n  env: X\n"),
            ("secrets: inline\n", "secrets: inline\n"),
            ("\"secret\": \"a b\",\r\n", "\"secret\": ******\r\n"),
            ("\thash : JDJi\n", "\thash : ****\n"),
            ("url: https://u:p@x/y@z\n", "url: https://***@x/y@z\n"),
        ] {
            assert_eq!(in_text(text), hidden);
            assert_eq!(text.len(), hidden.len());
        }
    }
}
