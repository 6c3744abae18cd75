use super::fix_support::{bare, set};
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::flyte::config::{FlyteClient, StaticClient, StaticClients, Traced};
use crate::flyte::run::requested_scopes;
use crate::idp::SCOPE_ALL;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
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
    // A configuration from outside the chart may add to them.
    if cx.has_outside_config() || clients.origin == Origin::FlyteDefault {
        return;
    }
    let published = &auth.app_auth.third_party_config.flyte_client;
    if let Some(name) = published.client_id.text()
        && let Some(client) = clients.clients.get(name)
    {
        let needed = NeededClient {
            name,
            who: "flytectl and pyflyte",
            grant: "authorization_code",
            public: true,
            scopes: published.scopes.get().map(|scopes| requested_scopes(scopes)).unwrap_or_default(),
            requested: &published.scopes,
        };
        needed.check(cx, client, found);
        check_id(cx, name, client, found);
        check_response_types(cx, name, client, found);
        check_redirect_uri(cx, name, client, published, found);
    }
    if let Some(admin) = cx.client_credentials()
        && let Some(name) = admin.client_id.text()
        && let Some(client) = clients.clients.get(name)
    {
        let needed = NeededClient {
            name,
            who: cx.caller(),
            grant: "client_credentials",
            public: false,
            scopes: cx.facts().propeller_scopes.as_deref().map(requested_scopes).unwrap_or_default(),
            requested: if admin.scopes.is_given() { &admin.scopes } else { &published.scopes },
        };
        needed.check(cx, client, found);
    }
    for (name, client) in &clients.clients {
        check_service_client(cx, name, client, found);
    }
}

/// A client and its use.
struct NeededClient<'a> {
    name: &'a str,
    who: &'a str,
    grant: &'a str,
    public: bool,
    scopes: Vec<&'a str>,
    /// The setting that `scopes` come from.
    requested: &'a Traced<Vec<String>>,
}

impl NeededClient<'_> {
    fn check(&self, cx: &Context<'_>, client: &StaticClient, found: &mut Findings<'_>) {
        self.check_grant(cx, client, found);
        self.check_public(cx, client, found);
        self.check_scopes(cx, client, found);
    }

    fn check_grant(&self, cx: &Context<'_>, client: &StaticClient, found: &mut Findings<'_>) {
        let Self { name, who, grant, .. } = self;
        // For fosite, a client without grants has only the authorization code grant.
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
    }

    fn check_public(&self, cx: &Context<'_>, client: &StaticClient, found: &mut Findings<'_>) {
        let Self { name, who, grant, .. } = self;
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
    }

    fn check_scopes(&self, cx: &Context<'_>, client: &StaticClient, found: &mut Findings<'_>) {
        let Self { name, who, .. } = self;
        let Some(allowed) = client.scopes.get() else { return };
        // fosite accepts any scope for `*`.
        if allowed.iter().any(|scope| scope.contains('*')) {
            return;
        }
        // Without `all`, the list is not meant for Flyte.
        let is_of_flyte = self.scopes.contains(&SCOPE_ALL);
        let refused = self.scopes.iter().find(|scope| is_of_flyte && !allowed.iter().any(|one| one == *scope));
        if let Some(scope) = refused {
            let finding = found.report(
                cx.setting(&client.scopes),
                format!(
                    "{who} cannot get a token: it requests the scope `{scope}`, which the client `{name}` does not \
                        allow"
                ),
            );
            let words: Vec<&str> = allowed.iter().flat_map(|one| one.split([' ', ','])).map(bare).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            if words.contains(scope) {
                let site = cx.setting(&client.scopes);
                let list = visible(&words.join(", "));
                finding.help(format!("flyteadmin compares each item as a whole: write the list `[{list}]`")).fix(
                    format!("Write `[{list}]`"),
                    Safe,
                    set(&site, words),
                );
            } else {
                finding.help(format!("add `{scope}` to its `scopes`, or do not request it"));
            }
            if self.requested.origin.is_user() {
                finding.relate(cx.setting(self.requested), "requested");
            }
        }
    }
}

/// Checks the client's ID: flyteadmin finds a client by its key in `staticClients`, in lower case, and when flytectl
/// exchanges its code, by the ID in the entry (`flyteadmin/auth/authzserver/provider.go`, v1.16.8).
fn check_id(cx: &Context<'_>, name: &str, client: &StaticClient, found: &mut Findings<'_>) {
    let Some(id) = client.id.get().filter(|id| *id != name) else { return };
    let message = if id.is_empty() {
        format!(
            "users cannot log in with flytectl: the client `{name}` has no `id`, so flyteadmin rejects its \
            authorization code"
        )
    } else {
        format!(
            "users cannot log in with flytectl: the client `{name}` has the ID `{id}`, so flyteadmin rejects its \
                authorization code"
        )
    };
    found.report(cx.setting(&client.id), message).help(format!("write `id: {name}`"));
}

/// Checks that the client may receive a code, with which a login in the browser ends. For fosite, a client without
/// response types has `code`.
fn check_response_types(cx: &Context<'_>, name: &str, client: &StaticClient, found: &mut Findings<'_>) {
    let Some(types) = client.response_types.get().filter(|types| !types.is_empty()) else { return };
    if !types.iter().any(|one| one == "code") {
        found
            .report(
                cx.setting(&client.response_types),
                format!(
                    "users cannot log in with flytectl: the client `{name}` does not allow the response type \
                    `code`"
                ),
            )
            .help("add `code` to its `response_types` as a separate item");
    }
}

/// Checks a client with a secret that is neither flytectl nor flytepropeller: one of CI or another service.
fn check_service_client(cx: &Context<'_>, name: &str, client: &StaticClient, found: &mut Findings<'_>) {
    let is_known = StaticClients::built_in().clients.contains_key(name);
    let asks_for_credentials = |grants: &Vec<String>| grants.iter().any(|one| one == "client_credentials");
    // fosite v0.42.2, handler/oauth2/flow_client_credentials.go.
    if !is_known && client.public.get() == Some(&true) && client.grant_types.get().is_some_and(asks_for_credentials) {
        found
            .report(
                cx.setting(&client.public),
                format!("the client `{name}` is public, and public clients cannot use the grant `client_credentials`"),
            )
            .severity(Severity::Warning)
            .help("write `public: false`");
    }
    let is_service = client.public.get() == Some(&false) && client.client_secret.is_given();
    if is_known || !is_service {
        return;
    }
    let grants = client.grant_types.get();
    if grants.is_some_and(|grants| !grants.iter().any(|one| one == "client_credentials")) {
        found
            .report(
                cx.setting(&client.grant_types),
                format!("the client `{name}` has a secret, but does not allow the grant `client_credentials`"),
            )
            .severity(Severity::Warning)
            .help("add `client_credentials` to its `grant_types`");
    }
    let has_all = |scopes: &Vec<String>| scopes.iter().any(|one| one == SCOPE_ALL || one.contains('*'));
    if client.scopes.get().is_some_and(|scopes| !has_all(scopes)) {
        found
            .report(
                cx.setting(&client.scopes),
                format!("the client `{name}` does not allow the scope `{SCOPE_ALL}`, so flyteadmin rejects its calls"),
            )
            .severity(Severity::Warning)
            .help(format!("add `{SCOPE_ALL}` to its `scopes`"));
    }
}

/// Checks that the login on the command line may redirect to the address at which flytectl listens.
fn check_redirect_uri(
    cx: &Context<'_>,
    name: &str,
    client: &StaticClient,
    published: &FlyteClient,
    found: &mut Findings<'_>,
) {
    let (Some(redirects), Some(uri)) = (client.redirect_uris.get(), published.redirect_uri.text()) else {
        return;
    };
    // fosite allows any port for loopback addresses (RFC 8252, section 7.3).
    let is_loopback = |uri: &String| uri.contains("://127.0.0.1") || uri.contains("://[::1]");
    // An address at which flytectl cannot listen is reported by another rule.
    let can_listen = super::redirect_uri_changed::can_listen_at(uri).unwrap_or_default();
    if !can_listen || redirects.iter().any(|one| one == uri || is_loopback(one)) {
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
