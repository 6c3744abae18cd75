use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::config::Traced;
use crate::go::GoUrl;
use crate::idp::{Issuer, is_below_auth};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "keycloak-auth-prefix",
    summary: "The issuer has the path `/auth/realms/`, which Keycloak 17 and later do not serve by default",
    remedy: "remove `/auth`, unless the discovery document is at this path",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let issuer = |url: &Traced<GoUrl>| url.get().and_then(Issuer::of_url);
    // A Keycloak serves only one of the two paths, so the issuers of the login and of the tokens change together.
    let open_id = &auth.user_auth.open_id;
    let all = [&open_id.base_url, &open_id.issuer_url, &auth.app_auth.external_auth_server.base_url];
    let mut below = all.into_iter().filter_map(|url| Some((url, issuer(url).filter(is_below_auth)?)));
    let Some((url, issuer)) = below.next() else {
        return;
    };
    let others: Vec<_> = below.map(|(url, issuer)| (cx.setting(url), issuer)).collect();
    let site = cx.setting(url);
    let today = |issuer: &Issuer| issuer.as_str().replacen("/auth/realms/", "/realms/", 1);
    let mut changes = set(&site, today(&issuer));
    for (site, issuer) in &others {
        changes.extend(set(site, today(issuer)));
    }
    let finding =
        found.report(site, format!("`{issuer}` has `/auth` before the realm, which Keycloak dropped in version 17"));
    finding.help(format!("open `{}`: if it does not exist, use `{}`", issuer.discovery_url(), today(&issuer))).fix(
        "Drop `/auth`",
        Unsafe,
        changes,
    );
    for (site, _) in others {
        finding.relate(site, "this one, too");
    }
}
