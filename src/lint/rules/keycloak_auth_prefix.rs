//! Keycloak's old path.

use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::idp::{Issuer, is_below_auth};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "keycloak-auth-prefix",
    summary: "The issuer has the path `/auth/realms/`, which Keycloak 17 and later do not serve unless told to",
    remedy: "drop `/auth`, unless the discovery document is there",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let url = &auth.user_auth.open_id.base_url;
    let Some(issuer) = url.get().and_then(|url| Issuer::parse(&url.to_string()).ok()) else {
        return;
    };
    if is_below_auth(&issuer) {
        let site = cx.setting(url);
        let today = issuer.as_str().replacen("/auth/realms/", "/realms/", 1);
        found
            .report(site.clone(), format!("`{issuer}` has `/auth` before the realm, as Keycloak had before version 17"))
            .help(format!("open `{}`: if it is not there, use `{}`", issuer.discovery_url(), today))
            .fix("Drop `/auth`", Unsafe, set(&site, today));
    }
}
