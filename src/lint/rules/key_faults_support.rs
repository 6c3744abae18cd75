//! Assigns each key fault to the rule that reports it, and writes the message.

use super::misplaced_support::{Misplaced, places};
use crate::chart::Chart;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::keys::{KeyFault, KeyFaultKind};
use crate::lint::{Context, Finding, Findings, ValueRef};
use crate::release::auth_switch;
use crate::values::{Path, Step, Value};
use crate::yaml::edit::Change;

/// Returns the rule that reports a fault.
fn rule_of(chart: Chart, user: &Value, fault: &KeyFault) -> &'static str {
    match &fault.kind {
        KeyFaultKind::Unknown { .. } => "unknown-key",
        KeyFaultKind::OtherChart { .. } => "wrong-chart-key",
        KeyFaultKind::WrongCase { .. } | KeyFaultKind::Colliding { .. } => "wrong-key-case",
        KeyFaultKind::WrongType { .. } => "wrong-value-type",
        KeyFaultKind::Misplaced { belongs } => {
            if is_child_of_empty_open_id(user, &fault.path, belongs) {
                "core-openid-null-sibling"
            } else if chart == Chart::FlyteBinary && belongs.iter().any(leaves_the_root(&fault.path)) {
                "binary-auth-at-wrong-level"
            } else if chart == Chart::FlyteCore && is_auth_block(&fault.path) {
                "core-external-block-misindented"
            } else {
                "misplaced-key"
            }
        }
    }
}

/// Reports the key faults that belong to `rule`.
pub(super) fn report_faults(cx: &Context<'_>, found: &mut Findings<'_>, rule: &str) {
    let release = cx.release();
    let misplaced = Misplaced::of(release);
    let mut faults =
        release.key_faults.iter().filter(|fault| rule_of(release.chart(), release.as_written(), fault) == rule);
    if rule == "core-openid-null-sibling" {
        // All keys next to one `openId` have the same cause.
        if let Some(first) = faults.next() {
            let finding = report_fault(cx, found, &misplaced, first);
            for other in faults {
                let path = release.right_path(&other.path);
                finding.relate(ValueRef { path, origin: Some(other.key.clone()), present: true }, "this, too");
                if let KeyFaultKind::Misplaced { belongs } = &other.kind {
                    for place in belongs {
                        finding.covers(release.right_path(place));
                    }
                }
            }
        }
        return;
    }
    for fault in faults {
        report_fault(cx, found, &misplaced, fault);
    }
}

fn report_fault<'f>(
    cx: &Context<'_>,
    found: &'f mut Findings<'_>,
    misplaced: &Misplaced<'_>,
    fault: &KeyFault,
) -> &'f mut Finding {
    let release = cx.release();
    let path = release.right_path(&fault.path);
    let site = ValueRef { path: path.clone(), origin: Some(fault.key.clone()), present: true };
    match &fault.kind {
        KeyFaultKind::Unknown { suggestion } => {
            let finding = report_unknown(found, site, "nothing reads", suggestion.as_deref());
            if let Some(suggestion) = suggestion {
                explain_switch(cx, finding, fault, suggestion);
            }
            finding
        }
        KeyFaultKind::Misplaced { belongs } => misplaced.report(cx, found, fault, belongs),
        KeyFaultKind::OtherChart { chart, belongs } => {
            let finding =
                found.report(site, format!("`{path}` is a key of {chart}, but {} does not read it", release.chart()));
            if !belongs.is_empty() {
                finding.help(format!("{} reads this from {}", release.chart(), places(release, belongs).join(" or ")));
            }
            for path in belongs {
                finding.covers(release.right_path(path));
            }
            finding
        }
        KeyFaultKind::WrongCase { canonical } => {
            let finding = found
                .report(
                    site,
                    format!("`{path}` has no effect: the chart's templates read `{canonical}`, in exactly this case"),
                )
                .help(format!("write `{canonical}`"))
                .fix(
                    format!("Rename it to `{canonical}`"),
                    Safe,
                    vec![Change::Rename { path, key: canonical.to_string() }],
                );
            explain_switch(cx, finding, fault, canonical);
            finding
        }
        KeyFaultKind::Colliding { other, by_chart } => {
            let finding = report_collision(found, site, other, *by_chart);
            explain_switch(cx, finding, fault, other);
            finding
        }
        KeyFaultKind::WrongType { expected, found: actual } => {
            let finding = found.report(site, format!("`{path}` is {actual}, but must be {expected}"));
            if *expected == "text" && *actual != "nothing" {
                finding.fix("Put it in quotes", Safe, vec![Change::Quote { path }]);
            }
            if *expected == "a map" {
                finding.explains(OF_A_BLOCK, Path::default());
            }
            finding
        }
    }
}

/// Rules whose findings follow if a whole block is not a map.
static OF_A_BLOCK: [&Rule; 2] = [&super::chart_does_not_render::RULE, &super::enable_auth_server_is_not_external::RULE];

/// Explains the finding that authentication is disabled if the right name of the key leads to its switch.
fn explain_switch(cx: &Context<'_>, finding: &mut Finding, fault: &KeyFault, right: &str) {
    let mut path = fault.path.clone();
    path.0.pop();
    let path = path.key(right);
    if Path::of(auth_switch(cx.chart())).0.starts_with(&path.0) {
        finding.explains([&super::use_auth_misplaced_or_off::RULE], Path::default());
    }
}

/// Reports a key that Flyte reads as the key `other` in the same map.
fn report_collision<'f>(found: &'f mut Findings<'_>, site: ValueRef, other: &str, by_chart: bool) -> &'f mut Finding {
    let path = site.path.clone();
    let whose = if by_chart { "the chart's" } else { "the neighboring" };
    let finding = found.report(
        site,
        format!("`{path}` and {whose} `{other}` are the same key to Flyte, which ignores case and uses one of the two"),
    );
    if by_chart {
        let key = other.to_owned();
        finding.help(format!("write `{other}`")).fix(
            format!("Rename it to `{other}`"),
            Safe,
            vec![Change::Rename { path, key }],
        )
    } else {
        finding.help(format!("move its settings below `{other}`, and remove it"))
    }
}

/// Reports an unknown key, with a suggestion if there is one; `reads` names what would read it.
pub(super) fn report_unknown<'f>(
    found: &'f mut Findings<'_>,
    site: ValueRef,
    reads: &str,
    suggestion: Option<&str>,
) -> &'f mut Finding {
    let path = site.path.clone();
    let finding = found.report(site, format!("`{path}` has no effect: {reads} a key with this name"));
    if let Some(suggestion) = suggestion {
        let key = suggestion.to_owned();
        // `external_auth_server` certainly means `externalAuthServer`.
        let is_style = path.0.last().and_then(self::key).is_some_and(|key| {
            key.replace(['_', '-', ' '], "").eq_ignore_ascii_case(&suggestion.replace(['_', '-'], ""))
        });
        finding.help(format!("did you mean `{suggestion}`?")).fix(
            format!("Rename it to `{suggestion}`"),
            if is_style { Safe } else { Unsafe },
            vec![Change::Rename { path, key }],
        )
    } else {
        finding.severity(Severity::Warning)
    }
}

/// Returns whether the path is a setting of `openId` in the same map as an `openId` that is empty or missing.
fn is_child_of_empty_open_id(user: &Value, path: &Path, belongs: &[Path]) -> bool {
    let Some((last, parent)) = path.0.split_last() else {
        return false;
    };
    let keys: Vec<&str> = parent.iter().filter_map(key).collect();
    let is_empty = user.at(&keys).is_some_and(|map| map.get("openId").is_none_or(|open_id| !open_id.is_truthy()));
    let below = |place: &Path| {
        matches!(place.0.as_slice(), [around @ .., open_id, inner]
            if around == parent && key(open_id) == Some("openId") && inner == last)
    };
    is_empty && belongs.iter().any(below)
}

/// Returns whether a place is below `configuration` although the path is not.
fn leaves_the_root(path: &Path) -> impl Fn(&Path) -> bool {
    let outside = path.0.first().and_then(key) != Some("configuration");
    move |place| outside && place.0.first().and_then(key) == Some("configuration")
}

/// Returns whether a path ends in one of the blocks of flyteadmin's `auth`.
fn is_auth_block(path: &Path) -> bool {
    let last = path.0.last().and_then(key);
    matches!(
        last,
        Some(
            "auth"
                | "userAuth"
                | "appAuth"
                | "externalAuthServer"
                | "selfAuthServer"
                | "thirdPartyConfig"
                | "authServerType"
                | "openId"
                | "flyteClient"
        )
    )
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}
