use super::written_support::each_value;
use crate::chart::{Chart, EXTERNAL_CONFIG, EXTERNAL_SECRET_REF, INLINE_CONFIG, PROPELLER_SECRET_NAME};
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Kind, Path, Step, Value, is_placeholder};

declare_rule! {
    name: "invalid-kubernetes-name",
    summary: "The name of a Secret or ConfigMap is empty, or one that Kubernetes refuses",
    remedy: "use lower-case letters, digits, `-` and `.`; start and end with a letter or digit",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    match cx.chart() {
        Chart::FlyteBinary => {
            // An empty setting names nothing.
            let config = EXTERNAL_CONFIG.iter().chain(&INLINE_CONFIG).map(<[&str; 2]>::as_slice);
            for path in config.chain([EXTERNAL_SECRET_REF.as_slice()]) {
                let value = user.at(path).filter(|value| value.is_truthy());
                named(cx, found, &Path::of(path), value);
            }
        }
        Chart::FlyteCore => {
            named(cx, found, &Path::of(&PROPELLER_SECRET_NAME), user.at(&PROPELLER_SECRET_NAME));
        }
    }
    each_value(user, &mut Path::default(), &mut |path, value| {
        if is_reference(path, value) {
            named(cx, found, path, Some(value));
        }
    });
}

/// Returns whether a path is a name in a pod's volume or variable: `secret.secretName`, `secretKeyRef.name`.
fn is_reference(path: &Path, value: &Value) -> bool {
    let key = |step: &Step| match step {
        Step::Key(key) => Some(key.to_string()),
        Step::Index(_) => None,
    };
    let [.., around, last] = path.0.as_slice() else { return false };
    let (Some(around), Some(last)) = (key(around), key(last)) else { return false };
    let is_name = match &*around {
        "secret" => last == "secretName",
        "secretKeyRef" | "configMapKeyRef" | "secretRef" | "configMapRef" | "configMap" => last == "name",
        _ => false,
    };
    is_name && !matches!(value.kind, Kind::Map(_) | Kind::List(_))
}

fn named(cx: &Context<'_>, found: &mut Findings<'_>, path: &Path, value: Option<&Value>) {
    let Some(value) = value else { return };
    let text = match &value.kind {
        Kind::Null => "",
        Kind::String(text) if !is_placeholder(text) && !text.contains('<') => text,
        _ => return,
    };
    if is_subdomain(text) {
        return;
    }
    let shown = visible(text);
    let site = cx.value_at(path, value);
    let message = if text.is_empty() {
        format!("`{path}` is empty, but a Secret needs a name")
    } else {
        format!("`{shown}` is not a name that Kubernetes accepts")
    };
    found.report(site, message);
}

/// Returns whether a text is an RFC 1123 subdomain (Kubernetes, *Object Names and IDs*).
fn is_subdomain(text: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 253
        && text
            .split('.')
            .all(|part| part.starts_with(good) && part.ends_with(good) && part.chars().all(|c| good(c) || c == '-'))
}
