//! A key at the top of the values that the chart does not have, with settings of authentication below it.

use super::key_faults_support::is_read_by_a_template;
use crate::chart::Chart;
use crate::diagnostic::near;
use crate::lint::keys::{has_images_of_a_fork, has_place};
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Path, Step, Value};

declare_rule! {
    name: "unknown-root-key",
    summary: "A key at the top of the values, or one with dots in it, is not a key of the chart, so all below it is \
        ignored",
    remedy: "write it as the chart has it",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: ["use-auth-misplaced-or-off", "binary-required-fields", "multi-cluster-dataplane", "wrong-chart-key", "unknown-key", "auth-is-off"],
}

/// Keys of which at least one is in every block about authentication, in any chart.
const OF_AUTH: &[&str] = &[
    "adminOauthClientCredentials",
    "adminServer",
    "appAuth",
    "authServerType",
    "clientSecretHash",
    "externalAuthServer",
    "flyteClient",
    "oidc",
    "oidc_client_secret",
    "openId",
    "useAuth",
    "userAuth",
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    let Some(map) = user.as_map() else { return };
    for (key, entry) in map {
        if dotted(cx, found, &Path::default(), key, &entry.value) || is_known(cx, key) {
            continue;
        }
        let Some(_) = entry.value.as_map() else { continue };
        let meant = near(key, cx.chart().root_keys());
        let meant = meant.filter(|meant| map.get(*meant).is_none());
        let is_about_auth = speaks_of_auth(&entry.value, 5) || Chart::is_surely_flyte(&entry.value);
        let is_ours = (meant.is_some() || is_about_auth) && !is_read_by_a_template(user, key);
        if !is_ours || has_images_of_a_fork(&cx.release().layered().values) {
            continue;
        }
        let path = Path(vec![Step::Key(key.clone())]);
        let finding = found.report(
            cx.text_at(cx.release().path(&path), &entry.key_origin),
            format!("`{}` is not a key of {}, so everything below it is ignored", visible(key), cx.chart()),
        );
        finding.label("not read").covers(Path::default());
        if let Some(meant) = meant {
            finding.help(format!("did you mean `{meant}`?"));
        }
    }
    for (key, entry) in map {
        dotted_below(cx, found, &Path(vec![Step::Key(key.clone())]), &entry.value);
    }
}

/// Looks at the keys of the maps that the chart's settings of authentication are in.
fn dotted_below(cx: &Context<'_>, found: &mut Findings<'_>, parent: &Path, value: &Value) {
    if !has_place(cx.chart(), &parent.keys()) {
        return;
    }
    for (key, entry) in value.as_map().into_iter().flatten() {
        if !dotted(cx, found, parent, key, &entry.value) {
            dotted_below(cx, found, &parent.key(key.clone()), &entry.value);
        }
    }
}

/// A key with dots is one key for Helm, and not a path.
fn dotted(cx: &Context<'_>, found: &mut Findings<'_>, parent: &Path, key: &str, value: &Value) -> bool {
    if !key.contains('.') || key.contains('/') {
        return false;
    }
    let mut steps: Vec<&str> = parent.keys();
    steps.extend(key.split('.'));
    if !has_place(cx.chart(), &steps) {
        return false;
    }
    let path = parent.key(key);
    let place = steps.join(".");
    found
        .report(
            cx.text_at(cx.release().path(&path), &value.origin),
            format!("`{key}` is one key with dots for Helm, not a path, so everything below it is ignored"),
        )
        .help(format!("nest the keys: `{}:`", place.replace('.', ": ")))
        .covers(Path::default());
    true
}

fn is_known(cx: &Context<'_>, key: &str) -> bool {
    Chart::some_reads(key)
        || cx.chart().root_keys().any(|known| known == key)
        || key.starts_with(['_', '.'])
        || key.starts_with("x-")
        // A key of the other chart, and a block that belongs one level down, are faults of their own.
        || matches!(key, "auth" | "inline" | "adminServer" | "userAuth" | "appAuth" | "oidc" | "adminOauthClientCredentials")
}

/// Whether one of the keys that only authentication has is in a value, at most so many levels down.
fn speaks_of_auth(value: &Value, levels: u8) -> bool {
    value.as_map().is_some_and(|map| {
        map.iter().any(|(key, entry)| {
            OF_AUTH.contains(&&**key) || (levels > 0 && speaks_of_auth(&entry.value, levels.saturating_sub(1)))
        })
    })
}
