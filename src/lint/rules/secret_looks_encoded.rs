use super::written_support::secret_paths;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "secret-looks-encoded",
    summary: "A secret looks base64-encoded, and the chart does not decode it",
    remedy: "write the plain secret: the chart uses `stringData`",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for path in secret_paths(cx) {
        let text = cx.release().user.at(&path).and_then(Value::as_str);
        if text.is_some_and(is_encoded_text) {
            found.report(cx.site(&path), "this secret looks base64-encoded, and the chart does not decode it");
        }
    }
}

/// Returns whether a text is base64 of at least twelve characters of ASCII text. For a random secret the probability is
/// less than one in a million.
fn is_encoded_text(text: &str) -> bool {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).is_ok_and(|bytes| {
        bytes.len() >= 12 && bytes.iter().all(|byte| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\n' | b'\r'))
    })
}
