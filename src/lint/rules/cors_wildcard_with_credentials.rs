use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cors-wildcard-with-credentials",
    summary: "Any website can call flyteadmin from a browser, because `allowedOrigins` contains `*`",
    remedy: "set `allowedOrigins` to the public URL, or set `allowCors: false` if the console has the same host",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(security), Some(auth)) = (cx.security(), cx.auth()) else {
        return;
    };
    if security.allow_cors.get() != Some(&true) {
        return;
    }
    let origins = &security.allowed_origins;
    if origins.is_given() && origins.get().is_some_and(|origins| origins.iter().any(|origin| origin == "*")) {
        let key = cx.home(origins);
        let finding = found.report(
            cx.item_with(origins, "*"),
            "`allowedOrigins` contains `*`, so any website can call Flyte, while browsers reject `*` for calls \
                    that carry the session",
        );
        finding.help(format!("set `{key}` to the origin of the console, which is the public URL"));
        if !origins.origin.is_user() {
            finding.severity(Severity::Info);
        }
    }
    let headers = &security.allowed_headers;
    let (Some(list), Some(expected)) = (headers.get(), auth.http_authorization_header.text()) else {
        return;
    };
    if headers.origin.is_user() && !list.iter().any(|header| header == "*" || header.eq_ignore_ascii_case(expected)) {
        found
            .report(
                cx.setting(headers),
                format!("`allowedHeaders` lacks `{expected}`, so pages from another origin cannot send their token"),
            )
            .help(format!("add `{expected}`; your list replaces the chart's"))
            .severity(Severity::Info);
    }
}
