use super::secrets_support::password_is_read;
use crate::chart::{AuthSetting, DEFAULT_CLIENT_SECRET, PROPELLER_SWITCH};
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "default-client-secret",
    aliases: ["default-foobar-secret-shipped"],
    summary: "flytepropeller's client secret is the chart's public default `foobar`",
    remedy: "set `secrets.adminOauthClientCredentials.clientSecret` to a generated password (`flyte-auth hash` prints \
        one with its hash), or to null if you create the Secret",
    severity: Error,
    charts: CORE,
    needs: Auth,
    supersedes: [client_secret_and_hash_do_not_match],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let path = cx.chart().propeller_secret();
    let enabled = cx.value(&PROPELLER_SWITCH).is_some_and(Value::is_truthy);
    let site = cx.site(path);
    let is_from_user = site.is_from_user();
    // A layer that sets it is wrong whatever other layers set.
    let is_read = password_is_read(cx) || (cx.is_fragment() && is_from_user);
    if enabled && is_read && cx.text(path) == Some(DEFAULT_CLIENT_SECRET) {
        let finding = found.report(
            site,
            format!("{caller}'s client secret is `{DEFAULT_CLIENT_SECRET}`, which is the chart's public default"),
        );
        if !is_from_user {
            finding.label("not overridden");
        }
        if let Some((issuer, kind)) = cx.external() {
            finding.help(format!(
                "set `{}` to the secret of {caller}'s client at {}, or to null if you create the Secret",
                path.join("."),
                kind.provider().name_at(&issuer)
            ));
        }
        check_data_plane(cx, found);
    }
}

/// Checks a data plane: its values do not show whether the control plane requires a login, but a client for one
/// suggests it.
fn check_data_plane(cx: &Context<'_>, found: &mut Findings<'_>) {
    let is_one = cx.model().is_some_and(|model| model.server().is_none());
    let Some(admin) = cx.admin().filter(|admin| is_one && cx.is_fragment() && admin.endpoint.origin.is_user()) else {
        return;
    };
    let credentials = cx.release().user.at(cx.chart().place(AuthSetting::Propeller));
    let has_client = credentials.is_some_and(Value::is_truthy) || admin.client_id.origin.is_user();
    found
        .report(
            cx.setting(&admin.endpoint),
            format!(
                "if the control plane requires a login, it rejects flytepropeller: its client secret is \
                    `{DEFAULT_CLIENT_SECRET}`, the chart's public default"
            ),
        )
        .severity(if has_client { Severity::Warning } else { Severity::Info })
        .help(format!(
            "set `{}`; if another values file has it, lint both files with `-f`",
            cx.chart().propeller_secret().join(".")
        ));
}
