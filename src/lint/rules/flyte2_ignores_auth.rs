//! Auth of Flyte 1 that is given to Flyte 2.

use crate::chart::Chart;
use crate::lint::{Context, Findings, ValueRef, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "flyte2-ignores-auth",
    summary: "Flyte 2 reads no auth from values: the login that is configured here is silently off",
    remedy: "with Flyte 2 the login belongs to the ingress: an identity-aware proxy or load balancer in front of Flyte",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.flyte().is_flyte_2() {
        let message = match cx.chart() {
            Chart::FlyteBinary => format!(
                "Flyte {} has no `configuration.auth`, so authentication is silently disabled and the API is open",
                cx.flyte()
            ),
            Chart::FlyteCore => format!(
                "Flyte {} has no chart flyte-core, so these values do not apply and authentication is disabled",
                cx.flyte()
            ),
        };
        found.report(block(cx), message);
        return;
    }
    if cx.chart() != Chart::FlyteBinary {
        return;
    }
    let repository = ["deployment", "image", "repository"];
    let tag = ["deployment", "image", "tag"];
    let by_name = cx
        .text(&repository)
        .is_some_and(|text| text.rsplit('/').next().is_some_and(|name| name.starts_with("flyte-binary-v2")));
    let official = cx.text(&repository).is_some_and(|text| text.ends_with("flyteorg/flyte-binary"));
    let by_tag = official && cx.text(&tag).is_some_and(|text| text.starts_with("v2.") || text == "v2");
    if by_name || by_tag {
        let image = if by_name { cx.site(&repository) } else { cx.site(&tag) };
        found
            .report(image, "the image is Flyte 2, which does not read `auth`, so authentication is silently disabled")
            .relate(block(cx), "nothing reads this");
    }
}

/// The user's auth block.
fn block(cx: &Context<'_>) -> ValueRef {
    let paths: &[&[&str]] = match cx.chart() {
        Chart::FlyteBinary => &[&["configuration", "auth"], &["configuration", "inline", "auth"]],
        Chart::FlyteCore => &[&["configmap", "adminServer", "auth"], &["secrets", "adminOauthClientCredentials"]],
    };
    let said = |path: &&&[&str]| cx.release().user.at(path).is_some_and(Value::is_truthy);
    match paths.iter().find(said) {
        Some(path) => cx.site(path),
        None => cx.missing("auth"),
    }
}
