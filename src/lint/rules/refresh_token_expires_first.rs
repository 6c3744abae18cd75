use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "refresh-token-expires-first",
    summary: "Refresh tokens expire no later than the access tokens that they renew",
    remedy: "set `refreshTokenLifespan` longer than `accessTokenLifespan`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let server = &auth.app_auth.self_auth_server;
    let (access, refresh) = (&server.access_token_lifespan, &server.refresh_token_lifespan);
    let (Some(short), Some(long)) = (access.get(), refresh.get()) else {
        return;
    };
    if long.0 > short.0 {
        return;
    }
    let access_site = cx.setting(access);
    let refresh_site = cx.setting(refresh);
    let (site, other) = if refresh.is_given() { (refresh_site, access_site) } else { (access_site, refresh_site) };
    found
        .report(
            site,
            format!(
                "users have to log in every {}: refresh tokens expire after {}, no later than the access tokens",
                short.to_text(),
                long.to_text()
            ),
        )
        .relate(other, "the other lifespan");
}
