use super::network_support::{common_annotations, controller, has_ingress, ingress_path, ingress_value};
use crate::chart::{Chart, IngressController};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "grpc-ingress-protocol",
    summary: "The Ingress forwards gRPC as HTTP/1, so flytectl and pyflyte cannot log in",
    remedy: "use a separate Ingress for gRPC, with the controller's annotation for the backend protocol",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

/// Returns the annotation with which a controller uses gRPC to the backend.
const fn annotation(controller: IngressController) -> &'static str {
    match controller {
        IngressController::Nginx => "nginx.ingress.kubernetes.io/backend-protocol",
        IngressController::Alb => "alb.ingress.kubernetes.io/backend-protocol-version",
    }
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if !has_ingress(cx) {
        return;
    }
    let Some((class_path, controller)) = controller(cx) else {
        return;
    };
    let chart = cx.chart();
    let name = match controller {
        IngressController::Nginx => "nginx",
        IngressController::Alb => "the AWS load balancer",
    };
    let separate = ingress_path(chart, &["separateGrpcIngress"]);
    if !cx.value(&separate).is_some_and(Value::is_truthy) {
        found
            .report(
                cx.site(&separate),
                format!(
                    "{name} reads the backend protocol from the Ingress, but HTTP and gRPC share one, so gRPC calls \
                        fail"
                ),
            )
            .help(format!("set `{}: true`", separate.join(".")))
            .relate(cx.site(&class_path), "the class of the Ingress");
        return;
    }
    check_annotation(cx, controller, name, &class_path, found);
}

/// Checks the annotation with the backend protocol of the Ingress for gRPC.
fn check_annotation(
    cx: &Context<'_>,
    controller: IngressController,
    name: &str,
    class_path: &[&str],
    found: &mut Findings<'_>,
) {
    let chart = cx.chart();
    let key = annotation(controller);
    let common = common_annotations(chart);
    let own = match chart {
        Chart::FlyteBinary => "grpcAnnotations",
        Chart::FlyteCore => "separateGrpcIngressAnnotations",
    };
    if [common, own]
        .iter()
        .any(|map| ingress_value(cx, &[map]).is_some_and(|map| map.as_map().is_none() || is_foreign(map)))
    {
        return;
    }
    let at = |map| ingress_value(cx, &[map, key]).and_then(Value::as_str);
    // flyte-core merges the common annotations over those for gRPC, and its defaults include nginx's gRPC annotation.
    let (map, protocol) = match (chart, at(common), at(own)) {
        (Chart::FlyteCore, Some(protocol), _) | (Chart::FlyteBinary, Some(protocol), None) => (common, Some(protocol)),
        (Chart::FlyteCore, None, None) if controller == IngressController::Nginx => return,
        (_, _, protocol) => (own, protocol),
    };
    if protocol.is_some_and(|protocol| is_grpc(protocol, controller)) {
        return;
    }
    let path = ingress_path(chart, &[map, key]);
    let message = match protocol {
        Some(protocol) => format!("the Ingress for gRPC has `{key}: {protocol}`, so gRPC calls fail"),
        None => {
            format!("the Ingress for gRPC lacks `{key}`, so {name} uses HTTP/1 and gRPC calls fail")
        }
    };
    found
        .report(cx.site(&path), message)
        .help(format!(
            "write `{key}: GRPC` in `{}`{}",
            ingress_path(chart, &[own]).join("."),
            if map == common { " only" } else { "" }
        ))
        .relate(cx.site(class_path), "the class of the Ingress");
}

fn is_grpc(protocol: &str, controller: IngressController) -> bool {
    // ingress-nginx ignores the letter case.
    let upper = protocol.trim().to_ascii_uppercase();
    let protocol = match controller {
        IngressController::Nginx => &upper,
        IngressController::Alb => protocol,
    };
    crate::values::is_placeholder(protocol) || matches!(protocol, "GRPC" | "GRPCS")
}

/// Returns whether annotations are for another controller, such as F5's NGINX Ingress Controller.
fn is_foreign(map: &Value) -> bool {
    map.as_map().is_some_and(|map| map.keys().any(|key| key.starts_with("nginx.org/")))
}
