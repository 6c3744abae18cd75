//! Keycloak's old path.

use crate::idp::{IdpKind, Issuer};
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
    if IdpKind::of(&issuer) == IdpKind::Keycloak && issuer.path().starts_with("/auth/realms/") {
        found
            .report(
                cx.setting("auth.userAuth.openId.baseUrl", url),
                format!("`{issuer}` has `/auth` before the realm, as Keycloak had before version 17"),
            )
            .help(format!(
                "open `{}`: if it is not there, use `{}`",
                issuer.discovery_url(),
                issuer.as_str().replacen("/auth/realms/", "/realms/", 1)
            ));
    }
}
