//! Auth that is configured and not turned on.

use super::fix_support::set;
use crate::chart::Chart;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::lint::{Completeness, Context, Findings, Scope, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "use-auth-misplaced-or-off",
    summary: "These values configure auth and do not turn it on",
    remedy: "set `configmap.adminServer.server.security.useAuth: true` (flyte-core) or `configuration.auth.enabled: \
        true` (flyte-binary)",
    severity: Info,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let release = cx.release();
    let severity = match release.setup.completeness {
        Completeness::FindOut => Severity::Info,
        Completeness::Complete => Severity::Error,
        Completeness::Partial => return,
    };
    let switch = crate::lint::scope::switch(cx.chart());
    if release.scope != Scope::Fragment || release.user.at(switch).is_some_and(|value| !value.is_null()) {
        return;
    }
    let paths: &[&[&str]] = match cx.chart() {
        Chart::FlyteBinary => &[&["configuration", "auth"], &["configuration", "inline", "auth"]],
        Chart::FlyteCore => &[&["configmap", "adminServer", "auth"]],
    };
    let has_block = |path: &&&[&str]| release.user.at(path).is_some_and(Value::is_truthy);
    let Some(block) = paths.iter().find(has_block) else {
        return;
    };
    let key = switch.join(".");
    let (message, help) = if severity == Severity::Error {
        (format!("auth is configured and `{key}` is not set, so Flyte stays open"), format!("set `{key}: true`"))
    } else {
        (
            format!("auth is configured and not turned on here; another file has to set `{key}: true`"),
            format!("set `{key}: true` here if this is the only file (`--complete`), or say `--partial`"),
        )
    };
    let changes = set(&cx.missing("server.security.useAuth"), true);
    let finding = found.report(cx.site(block), message);
    // Where another file may turn it on, nothing has to be repaired here.
    if severity == Severity::Error {
        finding.fix(format!("Set `{key}: true`"), Unsafe, changes);
    }
    finding.help(help).severity(severity).label("configured, not turned on");
}
