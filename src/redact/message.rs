//! Messages about values, which may quote one.

use std::collections::BTreeSet;

use super::keys::Sensitivity;
use super::urls::without_users;
use super::values::visit;
use crate::text::REDACTED;
use crate::values::{Kind, Value};

/// What is shorter may be a part of any word.
const SHORTEST: usize = 6;

/// The secrets of values, to be kept out of messages.
#[derive(Debug, Default)]
pub struct KnownSecrets(BTreeSet<String>);

impl KnownSecrets {
    /// The secrets of values, but for `public` ones, which everybody can read elsewhere.
    pub fn of(values: &Value, public: &[&str]) -> Self {
        let mut found = BTreeSet::new();
        visit(values, Sensitivity::Plain, &mut |value, content| {
            let Kind::String(text) = &value.kind else { return };
            let is_secret = content.hides(text);
            if is_secret && text.len() >= SHORTEST && !public.contains(&&**text) {
                found.insert(text.to_string());
            }
        });
        Self(found)
    }

    /// The message without them, and without who logs in at a URL or an address; `None` where there is none of it.
    pub fn hide(&self, message: &str) -> Option<String> {
        let mut hidden = message.contains('@').then(|| without_users(message)).filter(|shown| shown != message);
        for secret in &self.0 {
            let text = hidden.as_deref().unwrap_or(message);
            // Nearly all messages quote none.
            if text.contains(secret.as_str()) {
                hidden = Some(without(text, secret));
            }
        }
        hidden
    }
}

/// A text with [`REDACTED`] in place of a secret, where that is not a part of a longer word.
fn without(text: &str, secret: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for (at, _) in text.match_indices(secret) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + secret.len()..).unwrap_or_default());
        if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
            continue;
        }
        result.push_str(text.get(end..at).unwrap_or_default());
        result.push_str(REDACTED);
        end = at + secret.len();
    }
    result.push_str(text.get(end..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::KnownSecrets;

    #[test]
    fn messages_do_not_quote_who_logs_in() {
        let hide = |message: &str| KnownSecrets::default().hide(message);
        assert_eq!(hide("no `u:p@h`: write `dns:///u:p@h`").unwrap(), "no `<redacted>@h`: write `dns:///<redacted>@h`");
        assert_eq!(hide("ask jane@example.org: write `…@h`"), None);
    }
}
