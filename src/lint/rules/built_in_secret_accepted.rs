use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Origin;

declare_rule! {
    name: "built-in-secret-accepted",
    summary: "Flyte before 1.2.0 accepts a client secret for flytepropeller that is public in its source code",
    remedy: "upgrade to Flyte 1.2.0 or later, or set `staticClients` with a generated hash",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let clients = &auth.app_auth.self_auth_server.static_clients;
    if cx.flyte() < FlyteVersion::NO_BUILT_IN_SECRET && clients.origin == Origin::FlyteDefault {
        found.report(
            cx.missing("auth.appAuth.selfAuthServer.staticClients"),
            format!(
                "anyone can call Flyte as flytepropeller: Flyte {} accepts the built-in secret `foobar` \
                    (CVE-2022-39273)",
                cx.flyte()
            ),
        );
    }
}
