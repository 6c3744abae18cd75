use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "use-audience-from-admin-without-audience",
    summary: "flytepropeller requests the audience that flyteadmin publishes, but flyteadmin publishes none",
    remedy: "set `flyteClient.audience` or `admin.audience`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(admin), Some(auth)) = (cx.admin(), cx.auth()) else {
        return;
    };
    let published = &auth.app_auth.third_party_config.flyte_client.audience;
    let (Some(true), Some(own), Some(audience)) =
        (admin.use_audience_from_admin.get(), admin.audience.get(), published.get())
    else {
        return;
    };
    // Entra ID takes the audience from the scope.
    let matters = cx.external().is_some_and(|(_, idp)| idp != IdpKind::Entra);
    if matters && own.is_empty() && audience.is_empty() {
        found.report(
            cx.setting(&admin.use_audience_from_admin),
            format!("{} requests an empty audience: `flyteClient.audience`, which it uses, is not set", cx.caller()),
        );
    }
}
