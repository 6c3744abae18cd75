use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::AuthType;
use crate::idp::{IdpKind, is_user_scope};
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-secret-flow-uses-user-scopes",
    summary: "`authType: ClientSecret` requests user scopes, or scopes that the identity provider does not give to \
        services",
    remedy: "set `scopes` to flytepropeller's scopes: `flyte-auth client --flow client-secret` prints them",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((deployment, server)) = cx.deployment().and_then(|deployment| Some((deployment, deployment.external()?)))
    else {
        return;
    };
    let own = cx.admin().scopes.get().filter(|scopes| !scopes.is_empty());
    if cx.flow() != Some(AuthType::ClientSecret) || (cx.is_set("scopes") && own.is_none()) {
        return;
    }
    let published = || deployment.flytectl.scopes.iter().map(ToString::to_string).collect();
    let scopes: Vec<String> = own.map_or_else(published, Clone::clone);
    let idp = deployment.idp.provider().name_at(&server.issuer);
    let (severity, message) = if deployment.idp == IdpKind::Entra {
        if matches!(scopes.as_slice(), [one] if one.ends_with("/.default")) {
            return;
        }
        let message = format!("{idp} accepts only a single `<API>/.default` from services");
        (Severity::Error, message)
    } else if let Some(scope) = scopes.iter().find(|scope| is_user_scope(scope)) {
        let message = format!("{idp} may refuse the user scope `{scope}` to a service");
        (Severity::Warning, message)
    } else {
        return;
    };
    let taken = if own.is_some() { "" } else { ": without `scopes`, flytectl's scopes are requested" };
    let site = cx.site("scopes");
    let right: Vec<String> = deployment.propeller.scopes.iter().map(ToString::to_string).collect();
    let is_known = !right.is_empty() && !right.iter().any(|scope| scope.contains('<')) && right != scopes;
    let changes = set(&site, right.clone());
    let finding = found.report(site, format!("{message}{taken}"));
    finding.severity(severity);
    if is_known {
        finding.fix(format!("Ask for `{}`", right.join("`, `")), Unsafe, changes);
    }
}
