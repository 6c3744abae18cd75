//! Secrets in a text that is about to be shown, though nobody could read it as YAML. Better too much than too little.

use crate::text::Span;

/// Which keys hold secrets.
#[derive(Debug, Clone, Copy)]
pub struct SecretKeys {
    /// Whether a key's value is one.
    pub is_secret: fn(&str) -> bool,
    /// Whether everything in a map under such a key is one.
    pub maps_too: bool,
}

/// `text` with what stands behind the keys of secrets hidden, and with the user names and passwords of URLs. Every
/// byte that stays keeps its place.
pub fn hide_secrets(text: &str, keys: &SecretKeys) -> String {
    let mut secrets = Vec::new();
    let mut start = 0;
    // The indentation of a key of a secret whose value has not begun on its line.
    let mut under: Option<usize> = None;
    for line in text.split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        let mut from = None;
        if !content.trim().is_empty() {
            if under.is_some_and(|above| indent > above) {
                from = match first_key(content) {
                    Some((_, value)) if keys.maps_too => Some(value),
                    Some(_) => secret_on(content, keys),
                    None => Some(indent),
                };
            } else {
                from = secret_on(content, keys);
                let later = from.is_some_and(|value| opens(content.get(value..).unwrap_or_default()));
                under = later.then_some(indent);
                if later {
                    from = None;
                }
            }
        }
        if let Some(from) = from {
            secrets.push(Span::new(start + from, start + content.len()));
        }
        for span in user_infos(content) {
            secrets.push(Span::new(start + span.start, start + span.end));
        }
        start += line.len();
    }
    cover(text, &secrets)
}

/// `text` with `instead` in place of the user names and passwords of its URLs; `None` where there are none.
pub fn without_user_infos(text: &str, instead: &str) -> Option<String> {
    let mut shown = String::new();
    let mut end = 0;
    for span in user_infos(text) {
        // A URL in the user name of another one has gone with it.
        if let Some(before) = text.get(end..span.start) {
            shown.push_str(before);
            shown.push_str(instead);
            end = span.end;
        }
    }
    shown.push_str(text.get(end..)?);
    (end > 0).then_some(shown)
}

/// `text` with asterisks in place of the bytes of `spans`, which may overlap; line ends stay, so that lines keep their
/// numbers.
pub fn cover(text: &str, spans: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        let end = span.end.min(bytes.len());
        for byte in bytes.get_mut(span.start..end).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b'*';
            }
        }
    }
    // Whole characters are covered, so what is left is still UTF-8; if not, nothing is shown.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Where the value of the first key of a secret on this line begins, white space left out.
fn secret_on(line: &str, keys: &SecretKeys) -> Option<usize> {
    line.match_indices([':', '=']).find_map(|(colon, sign)| {
        let before = line.get(..colon)?.trim_end_matches(['"', '\'', ' ', '\t']);
        let key = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).next()?;
        let value = colon + sign.len();
        let rest = line.get(value..)?;
        let begins = value + rest.len() - rest.trim_start().len();
        let map = rest.trim_start().starts_with('{') && !keys.maps_too;
        ((keys.is_secret)(key) && !map).then_some(begins)
    })
}

/// The first key of a line and where its value begins.
fn first_key(line: &str) -> Option<(&str, usize)> {
    let text = line.trim_start_matches([' ', '\t', '-']);
    let (key, rest) = text.split_once(':')?;
    let word = key.trim_matches(['"', '\'']);
    let good = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = line.len() - rest.trim_start().len();
    (good && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some((word, value))
}

/// Whether a value begins on a later line: nothing here, a comment, or the head of a block.
fn opens(value: &str) -> bool {
    value.is_empty() || value.starts_with(['#', '|', '>'])
}

/// The places of `user:password` in the URLs of a text.
fn user_infos(text: &str) -> Vec<Span> {
    text.match_indices("://")
        .filter_map(|(at, sign)| {
            let begin = at + sign.len();
            let rest = text.get(begin..)?;
            let end = rest.find(['/', '?', '#', ' ', '"', '\'', ',', '\n', '\r']).unwrap_or(rest.len());
            let user = rest.get(..end)?.rfind('@')?;
            Some(Span::new(begin, begin + user))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SecretKeys, hide_secrets, without_user_infos};

    const KEYS: SecretKeys = SecretKeys { is_secret: |key| key.to_lowercase().contains("secret"), maps_too: true };

    #[test]
    fn user_names_and_passwords_of_urls_are_replaced() {
        for (text, shown) in [
            ("https://u:p@h/a@b", Some("https://…@h/a@b")),
            ("a://u:p@q@h, b://x\nc://v@w", Some("a://…@h, b://x\nc://…@w")),
            ("https://é:é@h", Some("https://…@h")),
            ("https://h/?a=b@c", None),
            ("jane@example.org", None),
            ("", None),
        ] {
            assert_eq!(without_user_infos(text, "…").as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_secret_is_hidden_and_nothing_moves() {
        for (text, hidden) in [
            ("clientSecret: @abc\nclientId: x\n", "clientSecret: ****\nclientId: x\n"),
            ("{oidc: {clientSecret: é}}\n", "{oidc: {clientSecret: ****\n"),
            ("a:\n  clientSecret:\n    @abc\n  b: c\n", "a:\n  clientSecret:\n    ****\n  b: c\n"),
            ("clientSecret: |\n  one\n  two\nb: c\n", "clientSecret: |\n  ***\n  ***\nb: c\n"),
            ("secrets:\n  any: thing\n  other:\nb: c\n", "secrets:\n  any: *****\n  other:\nb: c\n"),
            ("x: https://u:p@h/a@b\r\ny: 1", "x: https://***@h/a@b\r\ny: 1"),
            ("noSecretHere\n", "noSecretHere\n"),
        ] {
            assert_eq!(hide_secrets(text, &KEYS), hidden);
        }
    }
}
