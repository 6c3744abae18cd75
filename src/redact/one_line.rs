//! Finds secrets in a text of one line: arguments, variables, headers, URLs.

use super::keys::names_secret;
use super::line_text::{is_key, last_word};
use super::urls;
use crate::text::Span;

/// Finds the secrets in a text of one line whose key is not a secret's: an argument, a URL.
pub(super) fn in_value(text: &str) -> Vec<Span> {
    let mut found = urls::spans(text);
    found.extend(authorizations(text));
    if let Some(from) = assigned(text).or_else(|| behind_flag(text)) {
        found.push(Span::new(from, text.len()));
    }
    found
}

/// Returns the start of the value in `--client-secret=…`, `CLIENT_SECRET=…`, `"clientSecret": …`, `clientSecret: …`.
fn assigned(text: &str) -> Option<usize> {
    text.match_indices(['=', ':']).find_map(|(at, sign)| {
        let before = text.get(..at)?;
        let rest = text.get(at + sign.len()..)?;
        // In a URL, a parameter ends where the next one begins.
        let is_parameter = before.rfind(['?', '&']).is_some_and(|mark| !before.get(mark..).unwrap_or("").contains(' '));
        // `clientSecret:abc` without the space is a plain text.
        let is_first = before.trim_start_matches(|c: char| !is_key(c)) == last_word(before);
        let is_sign = sign == "=" || rest.starts_with(' ') || before.ends_with(['"', '\'']) || is_first;
        (is_sign && !is_parameter && !rest.trim().is_empty() && names_secret(last_word(before)))
            .then(|| text.len() - rest.trim_start().len())
    })
}

/// Returns the start of the value after `--client-secret` and a space.
pub(super) fn behind_flag(text: &str) -> Option<usize> {
    text.match_indices('-').find_map(|(at, _)| {
        let before = text.get(..at)?;
        let rest = text.get(at..)?;
        let word = rest.split(|c: char| !is_key(c)).next()?;
        let is_flag = before.is_empty() || before.ends_with([' ', '"', '\'', '[', ',']);
        let behind = rest.get(word.len()..)?;
        let value = behind.trim_start_matches([' ', '"', '\'', ',']);
        let is_followed = behind.len() > value.len() && !value.is_empty() && !value.starts_with([']', '-']);
        (is_flag && is_followed && names_secret(word)).then(|| text.len() - value.len())
    })
}

/// Finds the credentials in `Bearer …` and `Basic …` (RFC 9110, section 11.6.2), unless they look like words.
pub(super) fn authorizations(text: &str) -> impl Iterator<Item = Span> + '_ {
    ["Bearer ", "Basic "].into_iter().flat_map(|scheme| text.match_indices(scheme)).filter_map(|(at, scheme)| {
        let begin = at + scheme.len();
        let rest = text.get(begin..)?;
        let end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | ',' | ']' | '}');
        let credential = rest.get(..rest.find(end).unwrap_or(rest.len()))?;
        let is_word = credential.len() < 8 || !credential.contains(|c: char| c.is_ascii_digit());
        (!is_word).then(|| Span::new(begin, begin + credential.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::in_value;
    use crate::text::replace;

    #[test]
    fn hides_secrets_in_arguments() {
        for (text, hidden) in [
            ("--client-secret=abc", "--client-secret=<redacted>"),
            ("run --client-secret abc", "run --client-secret <redacted>"),
            ("CLIENT_SECRET=abc", "CLIENT_SECRET=<redacted>"),
            ("clientSecret:abc", "clientSecret:<redacted>"),
            ("{\"clientSecret\":\"abc\"}", "{\"clientSecret\":<redacted>"),
            ("arn:aws:secretsmanager:eu:1:secret:flyte", "arn:aws:secretsmanager:eu:1:secret:flyte"),
            ("the secret is elsewhere", "the secret is elsewhere"),
            ("Authorization: Bearer abc1.def2, x", "Authorization: Bearer <redacted>, x"),
            ("Bearer token is blank", "Bearer token is blank"),
        ] {
            assert_eq!(replace(text, &in_value(text)), hidden, "{text}");
        }
    }
}
