//! Calls from other web sites.

use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cors-wildcard-with-credentials",
    summary: "Any web site may call flyteadmin from a browser (`allowedOrigins` holds `*`)",
    remedy: "set `allowedOrigins` to the public URL, or `allowCors: false` where the console has the same host",
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
        found
            .report(
                cx.setting(origins),
                "`allowedOrigins` holds `*`, so every web site may call this Flyte, and browsers refuse `*` for the \
                    calls that carry the session",
            )
            .help(format!("set `{key}` to the origin of the console, which is the public URL"));
    }
    let headers = &security.allowed_headers;
    let (Some(list), Some(wanted)) = (headers.get(), auth.http_authorization_header.text()) else {
        return;
    };
    if headers.origin.is_user() && !list.iter().any(|header| header == "*" || header.eq_ignore_ascii_case(wanted)) {
        found
            .report(
                cx.setting(headers),
                format!("`allowedHeaders` lacks `{wanted}`, so a page of another origin cannot send its token"),
            )
            .help(format!("add `{wanted}`; lists do not merge with the chart's"))
            .severity(Severity::Info);
    }
}
