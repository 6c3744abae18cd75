use super::fix_support::set;
use super::network_support::{has_ingress, ingress_path};
use crate::chart::Chart;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Path, Step, Value, is_placeholder};

declare_rule! {
    name: "invalid-ingress-host",
    summary: "The host of the Ingress is not a bare host name, and Kubernetes refuses it",
    remedy: "write the host name without scheme, port and path, in lower case",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [authorized_uri_does_not_match_public_url],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if !has_ingress(cx) {
        return;
    }
    let host = ingress_path(cx.chart(), &["host"]);
    one(cx, found, &Path::of(&host));
    if cx.chart() == Chart::FlyteBinary {
        for list in ["tls", "httpTls", "grpcTls"] {
            let path = ingress_path(cx.chart(), &[list]);
            let entries = cx.value(&path).and_then(Value::as_list).unwrap_or_default();
            for (index, entry) in entries.iter().enumerate() {
                let hosts = entry.get("hosts").and_then(Value::as_list).unwrap_or_default();
                for (host, value) in hosts.iter().enumerate() {
                    let mut path = Path::of(&path);
                    path.0.extend([Step::Index(index), Step::Key("hosts".into()), Step::Index(host)]);
                    report(cx, found, &path, value);
                }
            }
        }
    }
}

fn one(cx: &Context<'_>, found: &mut Findings<'_>, path: &Path) {
    if let Some(value) = cx.value(&path.keys()) {
        report(cx, found, path, value);
    }
}

fn report(cx: &Context<'_>, found: &mut Findings<'_>, path: &Path, value: &Value) {
    let Some(text) = value.as_str().filter(|text| !text.is_empty() && !is_placeholder(text) && !text.contains('<'))
    else {
        return;
    };
    if is_host(text) {
        return;
    }
    let site = cx.value_at(path, value);
    let right = bare(text);
    let changes = right.as_deref().map(|right| set(&site, right));
    let finding = found.report(site, format!("Kubernetes refuses the Ingress: `{}` is not a host name", visible(text)));
    if let (Some(right), Some(changes)) = (right, changes) {
        finding.help(format!("write `{right}`")).fix(format!("Write `{right}`"), Unsafe, changes);
    }
}

/// Returns whether a text is a lower-case host name; its first label may be `*` (Kubernetes, `IsDNS1123Subdomain` and
/// `IsWildcardDNS1123Subdomain`).
fn is_host(text: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let name = text.strip_prefix("*.").unwrap_or(text);
    name.split('.')
        .all(|label| label.starts_with(good) && label.ends_with(good) && label.chars().all(|c| good(c) || c == '-'))
}

/// Extracts the host name from a text.
fn bare(text: &str) -> Option<String> {
    let rest = text.trim().split_once("://").map_or(text.trim(), |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next()?.to_ascii_lowercase();
    is_host(&host).then_some(host)
}
