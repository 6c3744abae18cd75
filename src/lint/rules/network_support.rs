//! Hosts, authorized URIs and Ingresses, for several rules.

use crate::chart::{Chart, IngressController};
use crate::flyte::run::{caller_url, public_url};
pub(super) use crate::flyte::{is_local, is_of_cluster};
use crate::go::GoUrl;
use crate::lint::{Context, ValueRef};
use crate::values::{Origin, Value};

/// An entry of `auth.authorizedUris`.
#[derive(Clone, Copy)]
pub(super) struct AuthorizedUri<'a> {
    pub(super) url: &'a GoUrl,
    pub(super) origin: &'a Origin,
    /// The index in the list.
    index: usize,
}

impl AuthorizedUri<'_> {
    /// Returns the site of the entry.
    pub(super) fn site(&self, cx: &Context<'_>) -> ValueRef {
        cx.auth().map_or_else(|| cx.whole(), |auth| cx.item(&auth.authorized_uris, self.index))
    }
}

/// Returns all entries, including the chart's; none if the list is unknown.
pub(super) fn entries<'a>(cx: &Context<'a>) -> Vec<AuthorizedUri<'a>> {
    let Some(uris) = cx.auth().map(|auth| &auth.authorized_uris) else {
        return Vec::new();
    };
    let urls = uris.get().map(Vec::as_slice).unwrap_or_default();
    urls.iter()
        .enumerate()
        .map(|(index, url)| AuthorizedUri { url, origin: uris.items.get(index).unwrap_or(&uris.origin), index })
        .collect()
}

/// Returns the entry that browsers get: the user's first one, or the one that flyteadmin selects for its host. `None`
/// if the first one is the chart's own or a name inside the cluster.
pub(super) fn front<'a>(cx: &Context<'a>) -> Option<AuthorizedUri<'a>> {
    let all = entries(cx);
    let first = all.first().filter(|first| first.origin.is_user())?;
    if first.url.hostname().is_empty() || is_of_cluster(first.url.hostname()) {
        return None;
    }
    taken(cx, first.url.host())
}

/// Returns the entry that flyteadmin selects for a request to this host (and port).
pub(super) fn taken<'a>(cx: &Context<'a>, host: &str) -> Option<AuthorizedUri<'a>> {
    let urls = cx.auth()?.authorized_uris.get()?;
    let call = GoUrl::parse(host)
        .ok()
        .as_ref()
        .and_then(caller_url)
        .or_else(|| GoUrl::parse(&format!("https://{host}")).ok())?;
    let url = public_url(&call, urls);
    entries(cx).into_iter().find(|entry| std::ptr::eq(entry.url, url))
}

/// Returns the first of the user's entries that is a usable public URL. Values do not show whether the host is the
/// user's.
pub(super) fn usable<'e, 'a>(entries: &'e [AuthorizedUri<'a>]) -> Option<&'e AuthorizedUri<'a>> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '%');
    entries.iter().find(|entry| {
        let host = entry.url.hostname();
        entry.origin.is_user()
            && matches!(entry.url.scheme(), "http" | "https")
            && !host.is_empty()
            && host.chars().all(is_plain)
            && !entry.url.host().ends_with(':')
            && !is_of_cluster(host)
    })
}

/// Returns whether a host is neither local nor inside the cluster.
pub(super) fn is_public(host: &str) -> bool {
    !host.is_empty() && !is_local(host) && !is_of_cluster(host)
}

/// Returns the path of an Ingress setting in a chart's values.
pub(super) fn ingress_path<'k>(chart: Chart, keys: &[&'k str]) -> Vec<&'k str> {
    let root: &[&str] = match chart {
        Chart::FlyteBinary => &["ingress"],
        Chart::FlyteCore => &["common", "ingress"],
    };
    root.iter().chain(keys).copied().collect()
}

pub(super) fn ingress_value<'a>(cx: &Context<'a>, keys: &[&str]) -> Option<&'a Value> {
    cx.value(&ingress_path(cx.chart(), keys))
}

pub(super) fn ingress_text<'a>(cx: &Context<'a>, keys: &[&str]) -> Option<&'a str> {
    cx.text(&ingress_path(cx.chart(), keys))
}

/// Returns whether the chart creates an Ingress.
pub(super) fn has_ingress(cx: &Context<'_>) -> bool {
    let key = match cx.chart() {
        Chart::FlyteBinary => "create",
        Chart::FlyteCore => "enabled",
    };
    ingress_value(cx, &[key]).is_some_and(Value::is_truthy)
}

/// Returns the user's Ingress host, unless it is a pattern.
pub(super) fn ingress_host<'a>(cx: &Context<'a>) -> Option<&'a str> {
    ingress_text(cx, &["host"]).filter(|host| has_ingress(cx) && !host.contains(['*', '<', '/', ':', ' ']))
}

/// Returns whether the Ingress has a certificate.
pub(super) fn has_tls(cx: &Context<'_>) -> bool {
    let keys: &[&[&str]] = match cx.chart() {
        Chart::FlyteBinary => &[&["tls"], &["httpTls"]],
        Chart::FlyteCore => &[&["tls", "enabled"]],
    };
    keys.iter().any(|keys| ingress_value(cx, keys).is_some_and(Value::is_truthy))
}

/// Returns the key of the annotations that apply to every Ingress of the chart.
pub(super) const fn common_annotations(chart: Chart) -> &'static str {
    match chart {
        Chart::FlyteBinary => "commonAnnotations",
        Chart::FlyteCore => "annotations",
    }
}

/// Returns the Ingress controller for gRPC, with the path of the setting that selects it.
pub(super) fn controller(cx: &Context<'_>) -> Option<(Vec<&'static str>, IngressController)> {
    IngressController::find(cx.chart(), |path| cx.value(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classifies_hosts() {
        for host in ["flyteadmin", "flyteadmin.flyte", "flyteadmin.flyte.svc", "a.b.svc.cluster.local"] {
            assert!(is_of_cluster(host) && !is_public(host), "{host}");
        }
        for host in ["flyte.example.org", "10.0.0.1", "fd00::1", "svc.example.org"] {
            assert!(is_public(host), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "::1", ""] {
            assert!(!is_public(host), "{host}");
        }
    }
}
