//! A client of the internal server that may not do what it must.

use crate::flyte::config::{FlyteClient, StaticClient};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Origin;

declare_rule! {
    name: "static-clients-partial-override",
    summary: "A static client of flyteadmin lacks something that flytectl or flytepropeller needs",
    remedy: "complete the client; `flyte-auth generate` writes all three in full",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let clients = &auth.app_auth.self_auth_server.static_clients;
    // Config from elsewhere may say more about them.
    if cx.has_outside_config() || clients.origin == Origin::FlyteDefault {
        return;
    }
    for (name, client) in &clients.clients {
        if let Some(id) = client.id.text().filter(|id| id != name) {
            found
                .report(
                    cx.setting(&client.id),
                    format!(
                        "the client `{name}` has the ID `{id}`, but flyteadmin finds clients by their lowercase key \
                            in `staticClients`"
                    ),
                )
                .help(format!("write `id: {name}`"));
        }
    }
    let published = &auth.app_auth.third_party_config.flyte_client;
    if let Some(name) = published.client_id.text()
        && let Some(client) = clients.clients.get(name)
    {
        let wanted = Wanted {
            name,
            who: "flytectl and pyflyte",
            grant: "authorization_code",
            public: true,
            scopes: published.scopes.get().map_or(&[], Vec::as_slice),
        };
        wanted.check(cx, client, found);
        lands_where_it_may(cx, name, client, published, found);
    }
    if let Some(name) = cx.client_credentials().and_then(|admin| admin.client_id.text())
        && let Some(client) = clients.clients.get(name)
    {
        let wanted = Wanted {
            name,
            who: "flytepropeller",
            grant: "client_credentials",
            public: false,
            scopes: cx.facts().propeller_scopes.as_deref().unwrap_or_default(),
        };
        wanted.check(cx, client, found);
    }
}

/// What one that uses a client does with it.
struct Wanted<'a> {
    name: &'a str,
    who: &'a str,
    grant: &'a str,
    public: bool,
    scopes: &'a [String],
}

impl Wanted<'_> {
    fn check(&self, cx: &Context<'_>, client: &StaticClient, found: &mut Findings<'_>) {
        let Self { name, who, grant, .. } = self;
        // fosite takes a client without grants for one with the authorization code alone.
        let may = |grants: &Vec<String>| match grants.as_slice() {
            [] => *grant == "authorization_code",
            list => list.iter().any(|one| one == grant),
        };
        if client.grant_types.get().is_some_and(|grants| !may(grants)) {
            found
                .report(
                    cx.setting(&client.grant_types),
                    format!("{who} cannot get a token: the client `{name}` does not allow the grant `{grant}`"),
                )
                .help(format!("add `{grant}` to its `grant_types`"));
        }
        match client.public.get() {
            Some(true) if !self.public => {
                found
                    .report(
                        cx.setting(&client.public),
                        format!(
                            "{who} cannot get a token: the client `{name}` is public, and public clients cannot use \
                                the grant `{grant}`"
                        ),
                    )
                    .help("write `public: false`");
            }
            Some(false) if self.public => {
                found
                    .report(
                        cx.setting(&client.public),
                        format!(
                            "{who} cannot get a token: the client `{name}` is not public, so flyteadmin requires a \
                                secret that they do not have"
                        ),
                    )
                    .help("write `public: true`");
            }
            _ => {}
        }
        let Some(allowed) = client.scopes.get() else { return };
        // fosite takes `*` for anything.
        if allowed.iter().any(|scope| scope.contains('*')) {
            return;
        }
        for scope in self.scopes.iter().filter(|scope| !allowed.contains(scope)) {
            found
                .report(
                    cx.setting(&client.scopes),
                    format!(
                        "{who} cannot get a token: it requests the scope `{scope}`, which the client `{name}` does \
                            not allow"
                    ),
                )
                .help(format!("add `{scope}` to its `scopes`, or do not request it"));
        }
    }
}

/// Whether the login on the command line may end where flytectl waits for it.
fn lands_where_it_may(
    cx: &Context<'_>,
    name: &str,
    client: &StaticClient,
    published: &FlyteClient,
    found: &mut Findings<'_>,
) {
    let (Some(redirects), Some(uri)) = (client.redirect_uris.get(), published.redirect_uri.text()) else {
        return;
    };
    // fosite lets an address of this machine have any port (RFC 8252, section 7.3).
    let is_loopback = |uri: &String| uri.contains("://127.0.0.1") || uri.contains("://[::1]");
    if redirects.iter().any(|one| one == uri || is_loopback(one)) {
        return;
    }
    found
        .report(
            cx.setting(&client.redirect_uris),
            format!(
                "users cannot log in with flytectl: it waits at `{uri}`, which is not in the client's `redirect_uris`"
            ),
        )
        .help(format!("add `{uri}` to the `redirect_uris` of `{name}`"))
        .relate(cx.setting(&published.redirect_uri), "where flytectl waits");
}
