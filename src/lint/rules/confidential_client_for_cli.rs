use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "confidential-client-for-cli",
    summary: "flytectl gets the ID of flytepropeller's or the web client, which needs a secret that users do not have",
    remedy: "register a public client for flytectl and pyflyte, and set its ID",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, kind))) = (cx.auth(), cx.external()) else {
        return;
    };
    let published = &auth.app_auth.third_party_config.flyte_client.client_id;
    let Some(id) = published.text() else { return };
    if kind.provider().one_registration_serves_all() {
        return;
    }
    let web = &auth.user_auth.open_id.client_id;
    // If every user also has flytepropeller's secret, as in a sample of flyte-core, the login works.
    let (other, whose, severity) = match cx.admin().map(|admin| &admin.client_id) {
        Some(propeller) if propeller.text() == Some(id) => (propeller, format!("{}'s", cx.caller()), Severity::Warning),
        _ if web.text() == Some(id) => (web, "the web".to_owned(), Severity::Error),
        _ => return,
    };
    found
        .report(
            cx.setting(published),
            format!("users cannot log in with flytectl in a browser: `{id}` is {whose} client, which has a secret"),
        )
        .severity(severity)
        .relate(cx.setting(other), format!("{whose} client"));
}
