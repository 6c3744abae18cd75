use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Kind, Value};

declare_rule! {
    name: "datacatalog-exposed",
    summary: "A load balancer exposes datacatalog, which has no authentication",
    remedy: "set `datacatalog.service.type: ClusterIP`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let path = ["datacatalog", "service", "type"];
    let is_off = cx.value(&["datacatalog", "enabled"]).is_some_and(|value| matches!(value.kind, Kind::Bool(false)));
    let annotations = cx.value(&["datacatalog", "service", "annotations"]);
    if is_off || cx.text(&path) != Some("LoadBalancer") || annotations.is_some_and(is_internal) {
        return;
    }
    found.report(
        cx.site(&path),
        "datacatalog has no authentication and is behind a load balancer, so anyone who can reach it can read and \
            write its data",
    );
}

/// Returns whether annotations select an internal load balancer.
fn is_internal(annotations: &Value) -> bool {
    annotations.as_map().is_none_or(|map| {
        map.iter().any(|(key, entry)| {
            let value = entry.value.as_str().unwrap_or_default();
            [&**key, value].iter().any(|text| text.to_lowercase().contains("internal"))
        })
    })
}
