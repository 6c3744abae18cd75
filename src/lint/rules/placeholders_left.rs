//! A placeholder of the guide is still in the values.

use super::written_support::{each_value, is_about_auth, secret_paths};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Path, is_placeholder};

declare_rule! {
    name: "placeholders-left",
    summary: "A placeholder of the guide is still in the values",
    remedy: "put your own value there",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: ["config-does-not-decode", "authorized-uri-does-not-match-public-url", "base-url-is-an-endpoint-not-an-issuer", "issuer-did-not-match"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let secrets = secret_paths(cx);
    each_value(&cx.release().user, &mut Path::default(), &mut |path, value| {
        let Some(text) = value.as_str().filter(|_| is_about_auth(cx.chart(), path)) else {
            return;
        };
        // A random secret may well have angle brackets in it.
        let is_left_over =
            if secrets.contains(&path.keys()) { stands_alone(text) } else { stands_alone(text) || stands_inside(text) };
        if is_left_over && !is_placeholder(text) {
            found.report(cx.value_at(path, value), "a placeholder still stands here in place of your own value");
        }
    });
}

/// `<client_id>`, `<>`
pub(super) fn stands_alone(text: &str) -> bool {
    text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(is_words)
}

/// `https://<your-domain>`: angle brackets around words, which no id and no URL has.
pub(super) fn stands_inside(text: &str) -> bool {
    text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).is_some_and(|(word, _)| is_words(word))
}

fn is_words(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}
