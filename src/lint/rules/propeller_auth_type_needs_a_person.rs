//! A login that waits for somebody in a pod.

use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::config::AuthType;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "propeller-auth-type-needs-a-person",
    summary: "flytepropeller is to log in as a person does, and nobody sits at a pod",
    remedy: "remove `authType`: the default, `ClientSecret`, is the one for services",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth_type) = cx.admin().map(|admin| &admin.auth_type) else {
        return;
    };
    let Some(kind @ (AuthType::Pkce | AuthType::DeviceFlow)) = auth_type.get().copied() else {
        return;
    };
    let site = cx.setting(auth_type);
    let right = AuthType::ClientSecret.name();
    let changes = set(&site, right);
    found.report(site, format!("flytepropeller gets no token: `{}` waits for a person to log in", kind.name())).fix(
        format!("Write `{right}`"),
        Unsafe,
        changes,
    );
}
