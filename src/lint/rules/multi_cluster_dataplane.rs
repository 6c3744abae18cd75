use super::network_support::is_of_cluster;
use crate::flyte::run::caller_url;
use crate::lint::{Completeness, Context, Findings, declare_rule};

declare_rule! {
    name: "multi-cluster-dataplane",
    summary: "A data plane has no flyteadmin, but its flytepropeller calls one in its own cluster",
    remedy: "set `configmap.admin.admin.endpoint` to `dns:///` and the public host of the control plane, and \
        `insecure: false`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let path = ["flyteadmin", "enabled"];
    let is_data_plane = cx.model().is_some_and(|model| model.server().is_none());
    let Some(admin) = cx.admin().filter(|_| is_data_plane) else {
        return;
    };
    let call = admin.endpoint.get().and_then(caller_url);
    // The chart's own Service; another name without dots may be a tunnel.
    if let Some(call) = call.filter(|call| {
        is_of_cluster(call.hostname())
            && (call.hostname() == "flyteadmin" || call.hostname().starts_with("flyteadmin."))
    }) {
        // A data plane does not enable authentication, so it is checked as a layer, and its missing settings may be in
        // another layer.
        let is_all = cx.release().completeness == Completeness::Complete;
        let site =
            if is_all && !admin.endpoint.origin.is_user() { cx.site(&path) } else { cx.setting(&admin.endpoint) };
        found
            .report(
                site,
                format!(
                    "{} calls `{}`, but this release has no flyteadmin, so it never gets a token",
                    cx.caller(),
                    call.host()
                ),
            )
            .relate(cx.site(&path), "no flyteadmin here");
    }
}
