//! Hides secrets in messages about values.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::keys::Sensitivity;
use super::urls::without_users;
use super::values::visit;
use crate::text::{Span, replace};
use crate::values::{Kind, Value};

/// The minimum length of a hidden secret: a shorter one may be a part of any word.
const MIN_CHARS: usize = 6;

/// The secrets of values, sorted, so that the time for a message does not depend on their number.
#[derive(Debug, Default)]
pub struct KnownSecrets(Vec<Arc<str>>);

impl KnownSecrets {
    /// Collects the secrets of values, except `public` ones, which anyone can read elsewhere.
    pub fn of(values: &Value, public: &[&str]) -> Self {
        let mut found: BTreeSet<Arc<str>> = BTreeSet::new();
        visit(values, Sensitivity::Plain, &mut |value, content| {
            let Kind::String(text) = &value.kind else { return };
            let text = &**text;
            if !content.hides(text) {
                return;
            }
            // A message may quote the value without surrounding whitespace or quotes.
            let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ','));
            for secret in [text, trimmed] {
                if secret.len() >= MIN_CHARS && !public.contains(&secret) {
                    found.insert(Arc::from(secret));
                }
            }
        });
        Self(found.into_iter().collect())
    }

    /// Returns the message without secrets, and without user names in URLs and addresses; `None` if it contains none.
    pub fn hide(&self, message: &str) -> Option<String> {
        let hidden = message.contains('@').then(|| without_users(message)).filter(|shown| shown != message);
        let text = hidden.as_deref().unwrap_or(message);
        let found = self.spans(text);
        if found.is_empty() { hidden } else { Some(replace(text, &found)) }
    }

    /// Finds the secrets in a text that are not a part of a longer word.
    fn spans(&self, text: &str) -> Vec<Span> {
        let mut found = Vec::new();
        let (mut end, mut before) = (0, ' ');
        for (at, letter) in text.char_indices() {
            if at >= end
                && !before.is_alphanumeric()
                && let Some(length) = text.get(at..).and_then(|rest| self.longest_at_start(rest))
            {
                end = at + length;
                found.push(Span::new(at, end));
            }
            before = letter;
        }
        found
    }

    /// Returns the length of the longest secret with which a text starts and a word ends.
    fn longest_at_start(&self, text: &str) -> Option<usize> {
        let (mut candidates, mut longest) = (self.0.as_slice(), None);
        for length in 0..=text.len() {
            // All candidates start with `length` bytes of the text; the shortest comes first.
            let Some(first) = candidates.first() else { break };
            let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
            if first.len() == length && text.get(length..).is_some_and(ends) {
                longest = Some(length);
            }
            let Some(next) = text.as_bytes().get(length) else { break };
            let start = candidates.partition_point(|secret| secret.as_bytes().get(length) < Some(next));
            let end = candidates.partition_point(|secret| secret.as_bytes().get(length) <= Some(next));
            candidates = candidates.get(start..end).unwrap_or_default();
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::KnownSecrets;

    #[test]
    fn messages_hide_secrets() {
        let secrets = KnownSecrets(["abc-de", "abc-de-fgh", "abcdefg"].map(Into::into).to_vec());
        for (message, shown) in [
            ("`abc-de-fgh`", Some("`<redacted>`")),
            ("abc-de-fghi", Some("<redacted>-fghi")),
            ("abc-def", None),
            ("xabcdefg", None),
            ("abcdefg and abc-de", Some("<redacted> and <redacted>")),
        ] {
            assert_eq!(secrets.hide(message).as_deref(), shown);
        }
    }

    #[test]
    fn messages_hide_user_info() {
        let hide = |message: &str| KnownSecrets::default().hide(message);
        assert_eq!(hide("no `u:p@h`: write `dns:///u:p@h`").unwrap(), "no `<redacted>@h`: write `dns:///<redacted>@h`");
        assert_eq!(hide("ask jane@example.org: write `…@h`"), None);
    }
}
