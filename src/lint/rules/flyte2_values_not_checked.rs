//! Values of Flyte 2, whose login is configured in another way.

use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "flyte2-values-not-checked",
    summary: "These are values of Flyte 2, which are not checked yet",
    remedy: "check them by hand: in Flyte 2 the Ingress or a proxy in front of Flyte asks for the login",
    severity: Warning,
    charts: BINARY,
    needs: Values,
}

/// Keys that only the chart of Flyte 2 has (`charts/flyte-binary` at v2.0.43).
const OF_FLYTE_2: &[&[&str]] = &[
    &["flyte-core-components", "runs"],
    &["flyte-core-components", "actions"],
    &["flyte-core-components", "dataproxy"],
    &["flyte-core-components", "secret"],
    &["flyte-core-components", "manager"],
    &["flyte-core-components", "executor"],
    &["configuration", "database", "postgres"],
    &["configuration", "extraInlineConfigMapRefs"],
    &["configuration", "extraInlineSecretRefs"],
    &["configuration", "co-pilot", "storageSecretRef"],
    &["console", "basePath"],
    &["console", "env"],
    &["console", "image"],
    &["ingress", "apiJwtIngress"],
    &["ingress", "wellknownIngress"],
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    let signs: Vec<_> = OF_FLYTE_2.iter().filter(|path| user.at(path).is_some()).collect();
    let Some(first) = signs.first() else { return };
    let is_half = user.at(&["configuration", "auth"]).is_some_and(Value::is_truthy);
    let finding = found.report(
        cx.site(first),
        format!("`{}` is a key of Flyte 2: these values are not checked for its login yet", first.join(".")),
    );
    if is_half {
        finding
            .help("decide on one version: `configuration.auth` is of Flyte 1, and Flyte 2 ignores it")
            .relate(cx.site(&["configuration", "auth"]), "of Flyte 1");
    } else {
        finding.exclude_others();
    }
}
