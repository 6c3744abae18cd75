use super::external_support::type_site;
use super::fix_support::remove;
use super::secrets_support::hash;
use crate::chart::{Chart, ENABLE_AUTH_SERVER};
use crate::diagnostic::Applicability::Unsafe;
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Path, Value};

declare_rule! {
    name: "internal-server-settings-unused",
    summary: "Settings of the internal authorization server have no effect, because the server is external",
    remedy: "remove them",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_external()) else {
        return;
    };
    let block = cx.chart().home("auth.appAuth.selfAuthServer");
    let mut paths = vec![block];
    if cx.chart() == Chart::FlyteBinary {
        paths.push(Path::of(hash(cx.chart())));
        paths.push(Path::of(&ENABLE_AUTH_SERVER));
    }
    let can_be_external = cx.external().is_some_and(|(_, kind)| kind != IdpKind::Google);
    for path in paths {
        let keys = path.keys();
        let user = &cx.release().user;
        if user.at(&keys).is_some_and(Value::is_truthy) {
            let site = cx.site(&keys);
            let changes = remove(&site);
            let message = format!(
                "`{}` has no effect: the external server issues the tokens",
                keys.last().copied().unwrap_or_default()
            );
            let finding = found.report(site, message);
            finding.help("remove it").relate(type_site(cx, auth), "external");
            // If the provider cannot be an authorization server, these settings are not the problem.
            if can_be_external {
                finding.fix(format!("Remove `{path}`"), Unsafe, changes);
            }
        }
    }
}
