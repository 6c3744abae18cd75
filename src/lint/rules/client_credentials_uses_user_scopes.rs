use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::idp::{IdpKind, SCOPE_ALL, is_user_scope};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "client-credentials-uses-user-scopes",
    summary: "flytepropeller requests user scopes, which the identity provider may refuse for client credentials",
    remedy: "set `admin.scopes` to scopes that the identity provider accepts for client credentials",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let (Some(admin), Some((_, kind)), Some(scopes)) =
        (cx.client_credentials(), cx.external(), &cx.facts().propeller_scopes)
    else {
        return;
    };
    let list = scopes.join("`, `");
    let home = cx.home(&admin.scopes);
    let (severity, message, help, wrong) = if kind == IdpKind::Entra {
        if matches!(scopes.as_slice(), [one] if one.ends_with("/.default")) {
            return;
        }
        (
            Severity::Error,
            format!(
                "{caller} requests `{list}`, but for client credentials Entra accepts only a single \
                    `<API>/.default`"
            ),
            format!("set `{home}` to `[<client ID of the API>/.default]`"),
            None,
        )
    } else {
        let Some(scope) = scopes.iter().find(|scope| is_user_scope(scope)) else {
            return;
        };
        (
            Severity::Warning,
            format!("{caller} requests the user scope `{scope}`; the identity provider may refuse to issue a token"),
            format!("set `{home}` to `[{SCOPE_ALL}]`"),
            Some(scope),
        )
    };
    let own = admin.scopes.get().is_some_and(|own| !own.is_empty());
    let site = if own { cx.setting(&admin.scopes) } else { cx.unset(&admin.scopes) };
    let changes = wrong.map(|_| set(&site, vec![SCOPE_ALL]));
    let item = wrong.filter(|_| own).map(|scope| cx.item_with(&admin.scopes, scope));
    let finding = found.report(item.unwrap_or(site), message);
    finding.severity(severity).help(help);
    if let Some(changes) = changes {
        finding.fix("Request only `all`", Unsafe, changes);
    }
    if !own && let Some(auth) = cx.auth() {
        let published = &auth.app_auth.third_party_config.flyte_client.scopes;
        finding.relate(cx.setting(published), "used if it has no scopes");
    }
}
