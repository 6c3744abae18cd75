use crate::chart::AuthSetting;
use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "internal-audience-on-old-binary",
    summary: "This chart version does not read `internal.audience`",
    remedy: "upgrade to Flyte 1.6.1 or later",
    severity: Warning,
    charts: BINARY,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let audience = cx.chart().place(AuthSetting::PropellerAudience);
    if cx.flyte() < FlyteVersion::INTERNAL_AUDIENCE && cx.release().user.at(audience).is_some_and(Value::is_truthy) {
        found.report(
            cx.site(audience),
            format!(
                "the chart of Flyte {} does not read `internal.audience`: flytepropeller requests no audience",
                cx.flyte()
            ),
        );
    }
}
