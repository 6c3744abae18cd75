//! The secrets of a text, hidden for a diff: those of its values where it is YAML, and not their length.

use crate::diagnostic::{SecretKeys, cover, hide_secrets};
use crate::text::Span;
use crate::values::{Kind, Origin, SECRET_KEYS_OF_TEXT, Value, layer_one, redact, redact_text, with_deep_stack};
use crate::yaml::{self, HelmVersion};

/// What stands in the place of a secret, as in what `generate` shows.
const HIDDEN: &str = "<hidden>";

/// Names and passwords in URLs; and what should be the name of a variable and may be the secret itself by mistake.
const MISTAKEN: SecretKeys =
    SecretKeys { is_secret: |key| key.eq_ignore_ascii_case("clientSecretEnvVar"), maps_too: false };

/// `text` with a word in place of each secret. It has as many lines as before.
pub(super) fn hidden(text: &str) -> String {
    let covered = with_deep_stack(|| in_values(text)).unwrap_or_else(|| hide_secrets(text, &SECRET_KEYS_OF_TEXT));
    let lines = text.split_inclusive('\n');
    let shown = lines.zip(covered.split_inclusive('\n'));
    shown.map(|(line, covered)| in_words(line, covered)).collect()
}

/// The text with asterisks in place of the secrets of its values, if it is known where all of them are: a key that
/// stands twice, a second document and an anchor would hide some.
fn in_values(text: &str) -> Option<String> {
    let stream = yaml::read(text.as_bytes(), HelmVersion::V3).ok()?;
    let [document] = stream.documents.as_slice() else {
        return None;
    };
    let has_anchor = [": &", "- &", "[&", "{&"].iter().any(|sign| text.contains(sign));
    if !stream.dropped.is_empty() || !document.duplicates().is_empty() || has_anchor {
        return None;
    }
    let layered = layer_one("", text.as_bytes()).ok()?;
    let (mut secrets, mut texts) = (Vec::new(), Vec::new());
    differing(&layered.values, &redact(&layered.values), &mut secrets, &mut texts);
    // A comment behind a secret may be one of before, or a part of it.
    for span in &mut secrets {
        let rest = text.get(span.end..)?.lines().next().unwrap_or_default();
        if rest.trim_start().starts_with('#') {
            span.end += rest.len();
        }
    }
    let mut all = vec![cover(text, &secrets), hide_secrets(text, &MISTAKEN)];
    // A text of several lines may be a file of its own, and a comment what was a setting.
    for span in texts.into_iter().chain(comments(text)) {
        let inner = hide_secrets(text.get(span.start..span.end)?, &SECRET_KEYS_OF_TEXT);
        let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
        all.push([before, &inner, after].concat());
    }
    let mut bytes = text.as_bytes().to_vec();
    for other in &all {
        for (byte, other) in bytes.iter_mut().zip(other.bytes()) {
            if other == b'*' {
                *byte = other;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Where the values are that `redact` hides, and the texts of several lines that it does not.
fn differing(value: &Value, redacted: &Value, secrets: &mut Vec<Span>, texts: &mut Vec<Span>) {
    match (&value.kind, &redacted.kind) {
        (Kind::Map(map), Kind::Map(other)) => {
            for (key, entry) in map.iter() {
                if let Some(other) = other.get(key) {
                    differing(&entry.value, &other.value, secrets, texts);
                }
            }
        }
        (Kind::List(items), Kind::List(others)) => {
            for (item, other) in items.iter().zip(others.iter()) {
                differing(item, other, secrets, texts);
            }
        }
        (kind, other) => {
            let Origin::File { span, .. } = value.origin else {
                return;
            };
            let is_secret = match (kind, other) {
                // Who logs in at a URL is hidden below, and the URL is not.
                (Kind::String(text), Kind::String(other)) => text != other && redact_text(text) != other.as_ref(),
                _ => kind != other,
            };
            if is_secret {
                secrets.push(span);
            } else if matches!(kind, Kind::String(text) if text.contains('\n')) {
                texts.push(span);
            }
        }
    }
}

/// The comments of a text, and what looks like one.
fn comments(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let is_all = content.trim_start().starts_with('#');
        let at = if is_all { Some(0) } else { content.find(" #") };
        if let Some(at) = at {
            found.push(Span::new(start + at, start + content.len()));
        }
        start += line.len();
    }
    found
}

/// A line with a word in place of each row of asterisks that covers something.
fn in_words(line: &str, covered: &str) -> String {
    let mut result = String::new();
    let mut rest = 0;
    while let Some(from) = covered.get(rest..).and_then(|left| left.find('*')) {
        let from = rest + from;
        let stars = covered.get(from..).unwrap_or_default();
        let end = from + stars.len() - stars.trim_start_matches('*').len();
        result.push_str(covered.get(rest..from).unwrap_or_default());
        let is_as_it_was = line.get(from..end) == covered.get(from..end);
        result.push_str(if is_as_it_was { covered.get(from..end).unwrap_or_default() } else { HIDDEN });
        rest = end;
    }
    result.push_str(covered.get(rest..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn secrets_are_hidden_with_their_length_and_nothing_else_is() {
        for (text, shown) in [
            ("a: ['*']\n", "a: ['*']\n"),
            (
                "secrets:\n  adminOauthClientCredentials:\n    # The client: ours.\n    enabled: true\n    clientId: \
                    me\n    clientSecret: x # why\n",
                "secrets:\n  adminOauthClientCredentials:\n    # The client: ours.\n    enabled: true\n    clientId: \
                    me\n    clientSecret: <hidden>\n",
            ),
            ("# clientSecret: old\na: 1\n", "# clientSecret: <hidden>\na: 1\n"),
            ("conf: |\n  clientSecret: x\n  id: y\n", "conf: |\n  clientSecret: <hidden>\n  id: y\n"),
            ("u: https://a:b@c/\n", "u: https://<hidden>@c/\n"),
            // Not known where all are: whatever stands behind such a key.
            ("a: &s x\nclientSecret: *s\n", "a: &s x\nclientSecret: <hidden>\n"),
            ("clientSecret: x\nclientSecret: y\n", "clientSecret: <hidden>\nclientSecret: <hidden>\n"),
            ("clientSecret: [x\n", "clientSecret: <hidden>\n"),
        ] {
            assert_eq!(hidden(text), shown);
        }
    }
}
