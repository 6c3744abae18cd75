use crate::flyte::config::Traced;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "audience-with-internal-server",
    summary: "A client requests an audience from the internal server, which flyteadmin rejects",
    remedy: "remove the audience: the internal server issues tokens for the public URL",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal() && !cx.has_outside_config()) else {
        return;
    };
    let clients = &auth.app_auth.self_auth_server.static_clients.clients;
    let published = &auth.app_auth.third_party_config.flyte_client;
    let mut check = |who: &str, id: Option<&str>, requested: &Traced<String>| {
        let (Some(audience), Some(id)) = (requested.text(), id) else { return };
        let Some(client) = clients.get(id) else { return };
        // fosite compares the audience with the client's audiences (`DefaultAudienceMatchingStrategy`).
        let may = client.audience.get().is_none_or(|list| list.iter().any(|one| audience.starts_with(&**one)));
        if may {
            return;
        }
        let home = cx.home(requested);
        found
            .report(
                cx.setting(requested),
                format!("{who} cannot get a token: flyteadmin rejects the audience `{audience}` that it requests"),
            )
            .help(format!("remove `{home}`: flyteadmin issues tokens for the public URL"));
    };
    if let Some(admin) = cx.client_credentials()
        && admin.use_audience_from_admin.get() == Some(&false)
    {
        check(cx.caller(), admin.client_id.text(), &admin.audience);
    }
    check("pyflyte", published.client_id.text(), &published.audience);
}
