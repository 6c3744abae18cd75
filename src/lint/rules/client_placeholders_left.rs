//! A placeholder is still in the config of flytectl and pyflyte.

use super::placeholders_left::{stands_alone, stands_inside};
use super::written_support::each_value;
use crate::lint::{ClientContext, Findings, Site, declare_rule};
use crate::values::{Path, is_placeholder};

declare_rule! {
    name: "client-placeholders-left",
    summary: "A placeholder is still in the config of flytectl and pyflyte",
    remedy: "put your own value there",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: ["client-endpoint-is-no-grpc-target", "client-secret-env-var-is-no-name", "client-path-is-not-absolute", "client-auth-type-misspelt", "client-endpoint-of-another-deployment"],
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let values = &cx.config().layered.values;
    each_value(values, &mut Path::default(), &mut |path, value| {
        let is_admin = path.keys().first().is_some_and(|key| key.eq_ignore_ascii_case("admin"));
        let left = |text: &str| stands_alone(text) || stands_inside(text);
        if is_admin && value.as_str().is_some_and(|text| left(text) && !is_placeholder(text)) {
            found.report(
                Site {
                    path: path.clone(),
                    origin: Some(value.origin.clone()),
                    present: true,
                },
                "a placeholder still stands here in place of your own value",
            );
        }
    });
}
