//! Finds secrets in URLs and addresses.

use super::keys::names_secret;
use crate::text::{Span, replace};

/// Removes user names and passwords from URLs in a text.
pub fn without_users(text: &str) -> String {
    let mut found: Vec<Span> = with_scheme(text).collect();
    found.extend(without_scheme(text));
    replace(text, &found)
}

/// Finds user names with passwords (`user:password`), and the values of secret parameters.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = with_scheme(text).collect();
    found.extend(without_scheme(text));
    found.extend(parameters(text));
    found
}

/// Finds `https://user:password@host`.
fn with_scheme(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices("://").filter_map(|(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        // `dns:///user:password@host` has its address after a third slash.
        let begin = at + sign.len() + (rest.len() - rest.trim_start_matches('/').len());
        let rest = text.get(begin..)?;
        let rest = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
        let authority = rest.get(..rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
        let user = match authority.rfind('@') {
            Some(end) => end,
            // A password with `/`, `?` or `#`: the text after the colon is not a port.
            None if has_password(authority) => rest.rfind('@')?,
            None => return None,
        };
        Some(Span::new(begin, begin + user))
    })
}

/// Finds `user:password@host`.
fn without_scheme(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let begin = before.rfind(is_end).map_or(0, |end| end + before.get(end..).map_or(1, first_length));
        let word = before.get(begin..)?;
        let (user, password) = word.split_once(':')?;
        let is_address = !user.is_empty() && !password.is_empty() && !password.starts_with("//") && !user.contains('/');
        is_address.then(|| Span::new(begin, at))
    })
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Finds `?client_secret=…`.
fn parameters(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices(['?', '&']).filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let (name, value) = rest.split_once('=')?;
        let is_parameter = !name.contains(|c: char| is_end(c) || matches!(c, '&' | '?' | '#' | '/'));
        let length = value.find(|c: char| is_end(c) || matches!(c, '&' | '#')).unwrap_or(value.len());
        let begin = at + 1 + name.len() + 1;
        (is_parameter && length > 0 && names_secret(name)).then(|| Span::new(begin, begin + length))
    })
}

fn has_password(authority: &str) -> bool {
    authority.split_once(':').is_some_and(|(_, port)| !port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a character ends a URL in a text.
fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '`' | '<' | '>' | '[' | ']' | '{' | '}')
}

#[cfg(test)]
mod tests {
    use super::{replace, spans};

    #[test]
    fn hides_user_info_and_keeps_the_host() {
        for (text, shown) in [
            ("https://u:p@h/a@b", "https://<redacted>@h/a@b"),
            ("a://u:p@q@h, b://x\nc://v@w", "a://<redacted>@h, b://x\nc://<redacted>@w"),
            ("https://é:é@h", "https://<redacted>@h"),
            ("https://u:pa/x@h", "https://<redacted>@h"),
            ("u:pa#x@h", "<redacted>@h"),
            ("dns:///u:p@h:81", "dns:///<redacted>@h:81"),
            ("https://h/?client_secret=x&a=b", "https://h/?client_secret=<redacted>&a=b"),
            ("https://h:8080/?a=b@c", "https://h:8080/?a=b@c"),
            ("jane@example.org", "jane@example.org"),
            ("git@host:path", "git@host:path"),
            ("", ""),
        ] {
            assert_eq!(replace(text, &spans(text)), shown, "{text}");
        }
    }
}
