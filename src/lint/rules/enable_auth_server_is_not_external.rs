use super::external_support::type_site;
use crate::chart::ENABLE_AUTH_SERVER;
use crate::lint::{Context, Findings, Rule, declare_rule};
use crate::values::{Origin, Path, Value};

declare_rule! {
    name: "enable-auth-server-is-not-external",
    aliases: ["binary-enable-auth-server-false-is-not-external"],
    summary: "`enableAuthServer: false` removes the internal server's clients, but does not select an external server",
    remedy: "set `configuration.inline.auth.appAuth.authServerType: External` for an external server, else remove \
        `enableAuthServer`",
    severity: Error,
    charts: BINARY,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let outside = cx.model().and_then(|model| model.server()).is_none_or(|server| !server.outside.is_empty());
    let own_clients = auth.app_auth.self_auth_server.static_clients.origin != Origin::FlyteDefault;
    if outside || own_clients || cx.value(&ENABLE_AUTH_SERVER).is_none_or(Value::is_truthy) {
        return;
    }
    found
        .report(
            cx.site(&ENABLE_AUTH_SERVER),
            "flyteadmin still issues the tokens, but has no client with flytepropeller's password",
        )
        .relate(type_site(cx, auth), "selects the authorization server")
        .explains(OF_THE_OTHER_SERVER, Path::default());
}

/// Rules whose findings follow if the values are meant for an external server.
static OF_THE_OTHER_SERVER: [&Rule; 3] = [
    &super::all_scope_missing::RULE,
    &super::flyteclient_client_id_default_in_external::RULE,
    &super::propeller_client_id_mismatch::RULE,
];
