//! A placeholder of the guide is still in the values.

use crate::chart::Chart;
use crate::values::{Kind, Value, is_placeholder};
use crate::lint::{Context, Findings, declare_rule};

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
    let roots: &[&[&str]] = match cx.chart() {
        Chart::FlyteBinary => &[&["configuration", "auth"], &["configuration", "inline"]],
        Chart::FlyteCore => &[
            &["configmap", "adminServer"],
            &["configmap", "admin"],
            &["secrets"],
            &["flyteadmin", "secrets"],
        ],
    };
    for value in roots.iter().filter_map(|path| cx.release().user.at(path)) {
        visit(value, &mut |value| {
            if value.as_str().is_some_and(is_left_over) {
                found.report(
                    cx.at(&value.origin),
                    "a placeholder still stands here in place of your own value",
                );
            }
        });
    }
}

/// `<client_id>`, `https://<your-domain>`: angle brackets around words, which no id, URL or secret has.
fn is_left_over(text: &str) -> bool {
    let Some((_, rest)) = text.split_once('<') else {
        return false;
    };
    let Some((word, _)) = rest.split_once('>') else {
        return false;
    };
    !is_placeholder(text)
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}

fn visit(value: &Value, told: &mut dyn FnMut(&Value)) {
    match &value.kind {
        Kind::Map(map) => map.values().for_each(|entry| visit(&entry.value, told)),
        Kind::List(items) => items.iter().for_each(|item| visit(item, told)),
        _ => told(value),
    }
}
