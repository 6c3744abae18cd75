use super::fix_support::set;
use crate::chart::Chart;
use crate::client::read::{GrpcTarget, TargetFault};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::is_local;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "invalid-admin-endpoint",
    summary: "`admin.endpoint` has a form with which flytepropeller cannot reach flyteadmin",
    remedy: "write `dns:///` and the public host, or `flyteadmin:81` inside the cluster",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

/// The HTTP port of flyteadmin's Service (`charts/flyte-core/templates/admin/service.yaml`, v1.16.8).
const HTTP_PORT: &str = "80";

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let Some(endpoint) = cx.admin().map(|admin| &admin.endpoint) else { return };
    let Some(url) = endpoint.get().filter(|_| endpoint.origin.is_user()) else { return };
    let text = url.to_string();
    let in_service = |host: &str| host == "flyteadmin" || host.starts_with("flyteadmin.");
    // With TLS, one port serves HTTP and gRPC.
    let serves_tls = cx.security().is_some_and(|security| security.secure.get() != Some(&false));
    let read = GrpcTarget::read(&text);
    let host = match &read {
        Some(Ok(target)) => Some(&target.host),
        Some(Err(TargetFault::NoPort { host, .. })) => Some(host),
        _ => None,
    };
    if cx.chart() == Chart::FlyteBinary && host.is_some_and(|host| in_service(host)) {
        let site = cx.setting(endpoint);
        let path = site.path.clone();
        // Another release may have such a Service.
        found
            .report(site, format!("flytepropeller calls `{text}`, but flyte-binary has no Service with that name"))
            .severity(Severity::Warning)
            .help(format!("remove `{path}`: flytepropeller and flyteadmin are one process"));
        return;
    }
    let (why, right) = match read {
        Some(Ok(target)) if !serves_tls && in_service(&target.host) && target.port.as_deref() == Some(HTTP_PORT) => {
            ("port 80 of flyteadmin serves HTTP, not gRPC".to_owned(), Some(text.replacen(":80", ":81", 1)))
        }
        Some(Ok(target)) if is_pod_itself(cx, &target.host) => {
            (format!("nothing listens there in {caller}'s own pod"), None)
        }
        Some(Err(fault)) => {
            let right = match &fault {
                TargetFault::NoPort { host, .. } if in_service(host) => Some(format!("{host}:81")),
                _ => fault.right().map(str::to_owned),
            };
            (why(&fault), right)
        }
        _ => return,
    };
    let site = cx.setting(endpoint);
    let changes = right.as_deref().map(|right| set(&site, right));
    let finding = found.report(site, format!("{caller} cannot reach flyteadmin at `{text}`: {why}"));
    if let (Some(right), Some(changes)) = (right, changes) {
        finding.help(format!("write `{right}`")).fix(format!("Write `{right}`"), Unsafe, changes);
    }
}

/// Returns whether a host is flytepropeller's own pod, in which no other process runs.
fn is_pod_itself(cx: &Context<'_>, host: &str) -> bool {
    let has_sidecars = || cx.value(&["flytepropeller", "additionalContainers"]).is_some_and(Value::is_truthy);
    cx.chart() == Chart::FlyteCore && is_local(host) && !has_sidecars()
}

fn why(fault: &TargetFault) -> String {
    match fault {
        TargetFault::Scheme { scheme, .. } => format!("gRPC does not know the scheme `{scheme}`"),
        TargetFault::TwoSlashes { .. } => "`dns:` needs three slashes".to_owned(),
        TargetFault::Path { .. } => "a gRPC target has no path".to_owned(),
        TargetFault::NoPort { .. } => "without `dns:///` it needs a port".to_owned(),
        TargetFault::Port { port } => format!("there is no port {port}"),
        TargetFault::NoHost => "it has no host".to_owned(),
        TargetFault::Space => "it contains whitespace".to_owned(),
        TargetFault::NotAUrl { .. } => "without `dns:///` it is not a URL".to_owned(),
    }
}
