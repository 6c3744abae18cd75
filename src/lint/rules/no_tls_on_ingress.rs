use super::network_support::{
    common_annotations, controller, front, has_tls, ingress_host, ingress_path, ingress_value,
};
use crate::chart::{Chart, IngressController};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "no-tls-on-ingress",
    summary: "The public URL is https, but the Ingress has no certificate",
    remedy: "set a certificate on the Ingress, unless a load balancer in front of it terminates TLS",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

/// Parts of annotations that configure a certificate in another way.
const FROM_ELSEWHERE: &[&str] = &["cert", "ssl", "tls", "https", "listen-ports", "entrypoints", "alb."];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(host), Some(front)) = (ingress_host(cx), front(cx)) else {
        return;
    };
    // Cloud load balancers find their certificate by the host name.
    if !matches!(controller(cx), Some((_, IngressController::Nginx))) || has_tls(cx) {
        return;
    }
    let elsewhere = [common_annotations(cx.chart()), "httpAnnotations"]
        .iter()
        .any(|map| ingress_value(cx, &[map]).is_some_and(names_a_certificate));
    if elsewhere || front.url.scheme() != "https" || !front.url.hostname().eq_ignore_ascii_case(host) {
        return;
    }
    let key: &[&str] = match cx.chart() {
        Chart::FlyteBinary => &["tls"],
        Chart::FlyteCore => &["tls", "enabled"],
    };
    let path = ingress_path(cx.chart(), key);
    found
        .report(
            cx.site(&path),
            format!(
                "the public URL is `{}`, but the Ingress for `{host}` has no certificate, so clients refuse the \
                    connection",
                front.url
            ),
        )
        .help(format!("set `{}`, unless a load balancer in front of the Ingress terminates TLS", path.join(".")))
        .relate(front.site(cx), "https");
}

fn names_a_certificate(map: &Value) -> bool {
    map.as_map().is_none_or(|map| map.keys().any(|key| FROM_ELSEWHERE.iter().any(|part| key.contains(part))))
}
