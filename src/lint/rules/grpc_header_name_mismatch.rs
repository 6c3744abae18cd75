use super::fix_support::remove;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "grpc-header-name-mismatch",
    summary: "flytepropeller sends its token in a header that flyteadmin does not read",
    remedy: "remove `admin.authorizationHeader`: clients ask flyteadmin for the header name",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

/// The header that flyteadmin also reads (`flyteadmin/auth/constants.go`).
const STANDARD: &str = "authorization";

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some(admin)) = (cx.auth(), cx.admin()) else {
        return;
    };
    let read = &auth.grpc_authorization_header;
    let (Some(sent), Some(name)) = (admin.authorization_header.text(), read.text()) else {
        return;
    };
    if sent.eq_ignore_ascii_case(name) || sent.eq_ignore_ascii_case(STANDARD) {
        return;
    }
    let site = cx.setting(&admin.authorization_header);
    let changes = remove(&site);
    let finding =
        found.report(site, format!("{} sends its token in `{sent}`, but flyteadmin reads `{name}`", cx.caller()));
    finding.fix("Remove `authorizationHeader`", Unsafe, changes);
    if read.origin.is_user() {
        finding.relate(cx.setting(read), "read here");
    }
}
