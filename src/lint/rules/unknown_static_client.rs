use super::client_secret_flow_with_console_client::is_for_here;
use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::near;
use crate::flyte::config::AuthType;
use crate::idp::ClientId;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::text::visible;

declare_rule! {
    name: "unknown-static-client",
    aliases: ["client-id-is-no-static-client"],
    summary: "`authType: ClientSecret` uses a client that does not exist in flyteadmin's internal server",
    remedy: "use a static client of flyteadmin; `flyte-auth generate --ci-client-id ID` adds one to the values",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((deployment, server)) = cx.deployment().and_then(|deployment| Some((deployment, deployment.internal()?)))
    else {
        return;
    };
    let Some((text, site)) = cx.text("clientId") else {
        return;
    };
    let id = ClientId::as_found(text);
    let is_known = server.find(&id).is_some() || !server.is_all;
    if cx.flow() != Some(AuthType::ClientSecret) || is_known || !is_for_here(cx, deployment) {
        return;
    }
    let services: Vec<&str> = server.services().map(ClientId::as_str).collect();
    let message = format!(
        "flyteadmin has no client `{}`, only these clients for services: {}",
        visible(text),
        services.iter().map(|id| format!("`{}`", visible(id))).collect::<Vec<_>>().join(", ")
    );
    let suggestion = near(text, services.iter().copied());
    let changes = suggestion.map(|suggestion| (suggestion, set(&site, suggestion)));
    let finding = found.report(site, message);
    if let Some((suggestion, changes)) = changes {
        finding.help(format!("did you mean `{}`?", visible(suggestion)));
        finding.fix(format!("Name `{}`", visible(suggestion)), Unsafe, changes);
    }
}
