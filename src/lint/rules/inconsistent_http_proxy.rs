use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "inconsistent-http-proxy",
    aliases: ["http-proxy-four-keys"],
    summary: "One connection to the identity provider uses a proxy, but another one to the same host does not",
    remedy: "set `httpProxyURL` in `auth.userAuth`, in `auth.appAuth.externalAuthServer` and in `admin`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_external()) else {
        return;
    };
    let facts = cx.facts();
    let same_host = match (&facts.issuer, &facts.external_issuer) {
        (Some(login), Some(tokens)) => login.hostname() == tokens.hostname(),
        _ => false,
    };
    if !same_host {
        return;
    }
    let ways = [&auth.user_auth.http_proxy_url, &auth.app_auth.external_auth_server.http_proxy_url];
    let Some(given) = ways.into_iter().find(|way| way.get().is_some_and(|url| !url.is_empty())) else {
        return;
    };
    for way in ways {
        if way.get().is_some_and(crate::go::GoUrl::is_empty) {
            found
                .report(
                    cx.setting(way),
                    format!(
                        "`{}` has a proxy and `{}` has none, although both call the same host",
                        given.path, way.path
                    ),
                )
                .help(format!("set `{}` to the same proxy", cx.home(way)))
                .relate(cx.setting(given), "a proxy");
        }
    }
}
