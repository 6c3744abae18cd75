use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Kind, Value};

declare_rule! {
    name: "auth-metadata-service-route",
    summary: "The Ingress of this chart version does not route gRPC, so clients cannot discover how to log in",
    remedy: "upgrade to 1.12.0 or later, or set `ingress.separateGrpcIngress: true`",
    severity: Warning,
    charts: BINARY,
    needs: Auth,
}

/// The first version whose HTTP Ingress includes the gRPC routes (flyte#4946).
const ONE_INGRESS: FlyteVersion = FlyteVersion::new(1, 12, 0);

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let create = cx.value(&["ingress", "create"]).is_some_and(Value::is_truthy);
    let path = ["ingress", "separateGrpcIngress"];
    let one = cx.value(&path).is_some_and(|value| matches!(value.kind, Kind::Bool(false)));
    if create && one && cx.flyte() < ONE_INGRESS {
        found.report(
            cx.site(&path),
            format!(
                "flyte-binary {} ignores `separateGrpcIngress: false`, so the Ingress may lack the routes of \
                    `AuthMetadataService`",
                cx.flyte()
            ),
        );
    }
}
