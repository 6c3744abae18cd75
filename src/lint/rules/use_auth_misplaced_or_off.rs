use super::fix_support::set;
use crate::chart::{AuthSetting, BINARY_AUTH, Chart};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::COOKIE_HASH_KEY;
use crate::lint::Rule;
use crate::lint::{Completeness, Context, Findings, Scope, declare_rule};
use crate::release::{AuthEffect, Decision, Model, auth_switch};
use crate::values::{Path, Value};

declare_rule! {
    name: "use-auth-misplaced-or-off",
    summary: "These values configure authentication but do not enable it",
    remedy: "set `configmap.adminServer.server.security.useAuth: true` (flyte-core) or `configuration.auth.enabled: \
        true` (flyte-binary)",
    severity: Info,
    charts: BOTH,
    needs: Values,
    supersedes: [merge_key_overrides],
}

/// The settings of a complete login.
const LOGIN: [AuthSetting; 3] = [AuthSetting::Issuer, AuthSetting::LoginClientId, AuthSetting::AuthorizedUris];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let release = cx.release();
    match (&release.auth.ineffective, &release.auth.decided, release.auth.effect) {
        (Some(ineffective), Some(decided), AuthEffect::Off) => report_overruled(cx, ineffective, decided, found),
        (_, Some(decided), AuthEffect::On) if cx.chart() == Chart::FlyteBinary => {
            report_unrendered(cx, decided, found);
        }
        (None, None, AuthEffect::Unset) if release.scope != Scope::Off => report_disabled(cx, found),
        _ => {}
    }
}

/// Reports that one place enables authentication and another one, which takes precedence, disables it.
fn report_overruled(cx: &Context<'_>, ineffective: &Decision, decided: &Decision, found: &mut Findings<'_>) {
    let site = |decision: &Decision| cx.origin_at(&decision.path, &decision.origin);
    found
        .report(
            site(decided),
            format!("authentication is disabled and the API is open: this overrides `{}`", ineffective.path),
        )
        .help("remove it, so that authentication stays enabled")
        .label("disables it")
        .severity(Severity::Error)
        .relate(site(ineffective), "enables it");
}

/// Rules whose findings follow if the chart leaves out all of `configuration.auth`.
static OF_WHAT_IS_LEFT_OUT: [&Rule; 5] = [
    &super::binary_authorized_uris_empty_or_not_first::RULE,
    &super::empty_setting::RULE,
    &super::flyte_core_default_oidc_leftovers::RULE,
    &super::propeller_secret_without_static_client_hash::RULE,
    &super::public_url_not_first::RULE,
];

/// Reports that `inline` enables authentication: flyte-binary renders `configuration.auth` only if its own switch is
/// set.
fn report_unrendered(cx: &Context<'_>, decided: &Decision, found: &mut Findings<'_>) {
    let switch = auth_switch(cx.chart());
    let Some(server) = cx.model().and_then(Model::server) else { return };
    let manager = server.secret_manager();
    // flyteadmin needs it with either server, and the chart generates it only if its own switch is set.
    let (file, variable) = (manager.file(COOKIE_HASH_KEY), manager.variable(COOKIE_HASH_KEY));
    let has_keys = !server.outside.is_empty() || server.pod.may_add(file.as_deref(), variable.as_deref());
    let has_block = is_set(cx, &BINARY_AUTH);
    if cx.value(switch).is_some_and(Value::is_truthy) || (has_keys && !has_block) {
        return;
    }
    let changes = set(&cx.site(switch), true);
    let switch = switch.join(".");
    let left_out = if has_block {
        "authentication is enabled, but the chart does not render `configuration.auth`"
    } else {
        "flyteadmin does not start: authentication is enabled, but the chart does not generate its keys"
    };
    let finding = found.report(
        cx.origin_at(&decided.path, &decided.origin),
        format!(
            "{left_out}, because `{switch}` is not \
            `true`"
        ),
    );
    finding
        .severity(Severity::Error)
        .help(format!("set `{switch}: true`, and write the login in `configuration.auth`"))
        .fix(format!("Set `{switch}: true`"), Unsafe, changes);
    if has_block {
        finding.relate(cx.site(&BINARY_AUTH), "not rendered");
    }
    finding.explains(OF_WHAT_IS_LEFT_OUT, Path::default());
}

/// Reports auth settings without a switch that enables authentication.
fn report_disabled(cx: &Context<'_>, found: &mut Findings<'_>) {
    let release = cx.release();
    let severity = match release.completeness {
        // A layer rarely has all of them.
        Completeness::Detect if LOGIN.into_iter().all(|setting| is_set(cx, cx.chart().place(setting))) => {
            Severity::Warning
        }
        Completeness::Detect => Severity::Info,
        Completeness::Complete => Severity::Error,
        Completeness::Partial => return,
    };
    let Some(block) = cx.chart().auth_blocks().into_iter().find(|path| is_set(cx, path)) else {
        return;
    };
    // A block of the wrong type is reported by another rule, and cannot hold the switch.
    if deleted_or_wrong_type_around(cx, auth_switch(cx.chart())) {
        return;
    }
    let key = auth_switch(cx.chart()).join(".");
    let (message, help) = if severity == Severity::Error {
        (
            format!(
                "authentication is configured, but `{key}` is not set, so Flyte stays \
            open"
            ),
            format!("set `{key}: true`"),
        )
    } else {
        (
            format!("authentication is configured, but not enabled here; another file has to set `{key}: true`"),
            format!("set `{key}: true` here if this is the only file (`--complete`), or pass `--partial`"),
        )
    };
    let changes = set(&cx.missing("server.security.useAuth"), true);
    // A `null` at the switch deletes the value of an earlier layer.
    let deleted = cx.release().user.at(auth_switch(cx.chart())).filter(|value| value.is_null());
    let site = deleted.map_or_else(|| cx.site(block), |value| cx.value_at(&Path::of(auth_switch(cx.chart())), value));
    let finding = found.report(site, message);
    // If another layer may enable it, nothing has to be fixed here.
    if severity == Severity::Error {
        finding.fix(format!("Set `{key}: true`"), Unsafe, changes);
    }
    finding.help(help).severity(severity).label("configured, but not enabled");
}

/// Returns whether the user wrote a value other than a map where a block around a setting belongs.
fn deleted_or_wrong_type_around(cx: &Context<'_>, path: &[&str]) -> bool {
    let blocks = (1..path.len()).filter_map(|length| cx.release().user.at(path.get(..length)?));
    blocks.into_iter().any(|block| block.as_map().is_none())
}

fn is_set(cx: &Context<'_>, path: &[&str]) -> bool {
    cx.release().user.at(path).is_some_and(Value::is_truthy)
}
