use super::fix_support::set;
use crate::client::read::GrpcTarget;
use crate::deployment::Endpoint;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-endpoint-of-another-deployment",
    summary: "`admin.endpoint` is not the deployment that the given values describe",
    remedy: "use the host of the first authorized URI",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some(((endpoint, site), deployment)) = cx.endpoint_meant().zip(cx.deployment()) else {
        return;
    };
    let Ok(url) = deployment.url.known() else {
        return;
    };
    let right = Endpoint::of(url).as_str().to_owned();
    let Some(Ok(expected)) = GrpcTarget::read(&right) else {
        return;
    };
    if !endpoint.host.eq_ignore_ascii_case(&expected.host) {
        let changes = set(&site, &*right);
        found
            .report(
                site,
                format!("`endpoint` is at `{}`, but the given values are for `{}`", endpoint.host, expected.host),
            )
            .help(format!("write `{right}`, or pass the values of the deployment that you want"))
            .fix(format!("Write `{right}`"), Unsafe, changes);
    }
}
