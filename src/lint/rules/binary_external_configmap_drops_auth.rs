use crate::chart::{AuthSetting, EXTERNAL_CONFIG};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "binary-external-configmap-drops-auth",
    summary: "An external ConfigMap or Secret replaces the configuration, so the chart renders none of the auth \
        settings in these values",
    remedy: "move the settings to the external ConfigMap or Secret, or remove the reference",
    severity: Error,
    charts: BINARY,
    needs: Auth,
}

/// The auth settings that the chart would render.
const RENDERED: [AuthSetting; 10] = [
    AuthSetting::AuthorizedUris,
    AuthSetting::Issuer,
    AuthSetting::LoginClientId,
    AuthSetting::PropellerHash,
    AuthSetting::PropellerClientId,
    AuthSetting::PropellerAudience,
    AuthSetting::FlyteClient,
    AuthSetting::Auth,
    AuthSetting::Security,
    AuthSetting::Admin,
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let reference = EXTERNAL_CONFIG.into_iter().find(|path| cx.value(path).is_some_and(Value::is_truthy));
    let Some(reference) = reference else { return };
    for path in RENDERED.map(|setting| cx.chart().place(setting)) {
        if cx.release().user.at(path).is_some_and(Value::is_truthy) {
            found
                .report(
                    cx.site(path),
                    format!("this has no effect: with `{}`, the chart renders no configuration", reference.join(".")),
                )
                .relate(cx.site(&reference), "replaces it");
            // One finding is enough.
            return;
        }
    }
}
