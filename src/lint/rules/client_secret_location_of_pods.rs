use crate::flyte::CLIENT_SECRET_FILE;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-secret-location-of-pods",
    summary: "`clientSecretLocation` is a path that exists only in Flyte's pods",
    remedy: "use a file on the machine that uses this configuration",
    severity: Info,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((path, site)) = cx.text("clientSecretLocation") else {
        return;
    };
    if path == CLIENT_SECRET_FILE {
        found.report(site, "this path exists in Flyte's pods, but rarely on other machines");
    }
}
