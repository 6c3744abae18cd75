//! Which rule shows which fault of a key, and in which words.

use std::collections::HashMap;

use crate::chart::Chart;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::lint::keys::{KeyFault, KeyFaultKind};
use crate::lint::{Context, Finding, Findings, LintRelease, ValueRef};
use crate::release::auth_switch;
use crate::values::{Path, Step, Value, is_placeholder};
use crate::yaml::edit::Change;

/// The rule that shows a fault.
fn rule_of(chart: Chart, user: &Value, fault: &KeyFault) -> &'static str {
    match &fault.kind {
        KeyFaultKind::Unknown { .. } => "unknown-key",
        KeyFaultKind::OtherChart { .. } => "wrong-chart-key",
        KeyFaultKind::MisCased { .. } | KeyFaultKind::SameForFlyte { .. } => "wrong-key-case",
        KeyFaultKind::Mistyped { .. } => "wrong-value-type",
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

/// Tells the faults that belong to `rule`.
pub(super) fn tell(cx: &Context<'_>, found: &mut Findings<'_>, rule: &str) {
    let release = cx.release();
    let misplaced = Misplaced::of(release);
    let mut faults =
        release.key_faults.iter().filter(|fault| rule_of(release.chart(), release.as_written(), fault) == rule);
    if rule == "core-openid-null-sibling" {
        // All that is next to one `openId` is there for one reason.
        if let Some(first) = faults.next() {
            let finding = tell_one(cx, found, &misplaced, first);
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
        tell_one(cx, found, &misplaced, fault);
    }
}

fn tell_one<'f>(
    cx: &Context<'_>,
    found: &'f mut Findings<'_>,
    misplaced: &Misplaced<'_>,
    fault: &KeyFault,
) -> &'f mut Finding {
    let release = cx.release();
    let path = release.right_path(&fault.path);
    let site = ValueRef { path: path.clone(), origin: Some(fault.key.clone()), present: true };
    let places = |belongs: &[Path]| -> Vec<String> {
        belongs.iter().map(|path| format!("`{}`", release.right_path(path))).collect()
    };
    match &fault.kind {
        KeyFaultKind::Unknown { meant } => {
            let finding = tell_unknown(found, site, "nothing reads", meant.as_deref());
            if let Some(meant) = meant {
                explain_switch(cx, finding, fault, meant);
            }
            finding
        }
        KeyFaultKind::Misplaced { belongs } => {
            let is_leak = is_secret_in_config_map(cx, fault, belongs);
            let message = if is_leak {
                format!("`{path}` puts the secret into a ConfigMap in plain text, where nothing reads it")
            } else {
                format!("`{path}` is in the wrong place and is silently ignored")
            };
            let then = if is_leak { "; if it was deployed, replace the secret at its issuer" } else { "" };
            let finding = found.report(site, message);
            let target = target(belongs);
            let named = target.map_or(belongs.as_slice(), std::slice::from_ref);
            finding.help(format!("move it to {}{then}", places(named).join(" or "))).label("not read here");
            if is_switch_that_opens(release.as_written(), fault) {
                finding
                    .help(format!(
                        "remove it: at {}, it would let calls without a token in",
                        places(named).join(" or ")
                    ))
                    .fix("Remove it, which has no effect now", Unsafe, vec![Change::Remove { path }]);
            } else if let Some(target) = target {
                let to = release.right_path(target);
                if let Some(domain) = cookie_domain(release.as_written(), fault, &path) {
                    finding.fix("Remove `domain`, which has no effect now", Unsafe, vec![domain]);
                } else {
                    let title = format!("Move it to `{to}`");
                    let applicability = if belongs.len() == 1 { Safe } else { Unsafe };
                    finding.fix(title, applicability, misplaced.moves(release, fault, target));
                }
            }
            for path in belongs {
                finding.covers(release.right_path(path));
            }
            finding
        }
        KeyFaultKind::OtherChart { chart, belongs } => {
            let finding =
                found.report(site, format!("`{path}` is a key of {chart}, but {} does not read it", release.chart()));
            if !belongs.is_empty() {
                finding.help(format!("{} reads this from {}", release.chart(), places(belongs).join(" or ")));
            }
            for path in belongs {
                finding.covers(release.right_path(path));
            }
            finding
        }
        KeyFaultKind::MisCased { canonical } => {
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
        KeyFaultKind::SameForFlyte { other, by_chart } => {
            let finding = tell_same(found, site, other, *by_chart);
            explain_switch(cx, finding, fault, other);
            finding
        }
        KeyFaultKind::Mistyped { expected, found: stands } => {
            let finding = found.report(site, format!("`{path}` is {stands}, but must be {expected}"));
            if *expected == "text" && *stands != "nothing" {
                finding.fix("Put it in quotes", Safe, vec![Change::Quote { path }]);
            }
            if *expected == "a map" {
                finding.explains(&OF_A_BLOCK, Path::default());
            }
            finding
        }
    }
}

/// What follows where a whole block is not one.
const OF_A_BLOCK: [&str; 2] = ["chart-does-not-render", "enable-auth-server-is-not-external"];

/// Whether a misplaced value is a secret that the chart writes into a ConfigMap.
fn is_secret_in_config_map(cx: &Context<'_>, fault: &KeyFault, belongs: &[Path]) -> bool {
    let keys = fault.path.keys();
    let is_rendered = match cx.chart() {
        Chart::FlyteBinary => keys.starts_with(&["configuration", "inline"]),
        Chart::FlyteCore => keys.starts_with(&["configmap"]),
    };
    let is_secret = |place: &Path| cx.chart().secret_places().any(|secret| place.keys() == secret);
    let is_written =
        cx.release().as_written().at(&keys).and_then(Value::as_str).is_some_and(|text| !is_placeholder(text));
    is_rendered && is_written && belongs.iter().any(is_secret)
}

/// A key that leads to the switch of authentication under its right name says why nothing turns it on.
fn explain_switch(cx: &Context<'_>, finding: &mut Finding, fault: &KeyFault, right: &str) {
    let mut path = fault.path.clone();
    path.0.pop();
    let path = path.key(right);
    if Path::of(auth_switch(cx.chart())).0.starts_with(&path.0) {
        finding.explains(&["use-auth-misplaced-or-off"], Path::default());
    }
}

/// Tells of a key that is the same for Flyte as `other` next to it.
fn tell_same<'f>(found: &'f mut Findings<'_>, site: ValueRef, other: &str, by_chart: bool) -> &'f mut Finding {
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

/// Tells of a key that no one knows, which is a slip of `meant` where one is near; `reads` are those who would read it.
pub(super) fn tell_unknown<'f>(
    found: &'f mut Findings<'_>,
    site: ValueRef,
    reads: &str,
    meant: Option<&str>,
) -> &'f mut Finding {
    let path = site.path.clone();
    let finding = found.report(site, format!("`{path}` has no effect: {reads} a key with this name"));
    if let Some(meant) = meant {
        let key = meant.to_owned();
        // `external_auth_server` is `externalAuthServer` for certain.
        let is_style =
            path.0.last().and_then(self::key).is_some_and(|key| {
                key.replace(['_', '-', ' '], "").eq_ignore_ascii_case(&meant.replace(['_', '-'], ""))
            });
        finding.help(format!("did you mean `{meant}`?")).fix(
            format!("Rename it to `{meant}`"),
            if is_style { Safe } else { Unsafe },
            vec![Change::Rename { path, key }],
        )
    } else {
        finding.severity(Severity::Warning)
    }
}

/// Where to move a key: the only place that takes it, or the only one that is a setting of the chart itself. What is below
/// `configuration.inline` goes into flyteadmin's configuration as it is, which few people mean.
fn target(belongs: &[Path]) -> Option<&Path> {
    let mut places =
        belongs.iter().filter(|place| belongs.len() == 1 || !place.keys().starts_with(&["configuration", "inline"]));
    places.next().filter(|_| places.next().is_none())
}

/// The misplaced keys for which there is one target, by the map that they are in.
struct Misplaced<'a>(HashMap<&'a [Step], Vec<(&'a Path, &'a Path)>>);

impl<'a> Misplaced<'a> {
    fn of(release: &'a LintRelease<'_>) -> Self {
        let mut by_map: HashMap<&[Step], Vec<(&Path, &Path)>> = HashMap::new();
        let user = release.as_written();
        for fault in release.key_faults.iter().filter(|fault| !is_switch_that_opens(user, fault)) {
            if let KeyFaultKind::Misplaced { belongs } = &fault.kind
                && let (Some(place), Some(around)) = (target(belongs), above(&fault.path))
            {
                by_map.entry(around).or_default().push((&fault.path, place));
            }
        }
        Self(by_map)
    }

    /// Moves a key to where it belongs, together with those next to it that belong to the same map: a block is not
    /// torn.
    fn moves(&self, release: &LintRelease<'_>, fault: &KeyFault, to: &Path) -> Vec<Change> {
        let beside = above(&fault.path).and_then(|around| self.0.get(around)).into_iter().flatten();
        let together = beside.filter(|(_, place)| above(place) == above(to));
        together
            .map(|(from, place)| Change::Move { from: release.right_path(from), to: release.right_path(place) })
            .collect()
    }
}

/// The way to the map that an entry is in.
fn above(path: &Path) -> Option<&[Step]> {
    path.0.split_last().map(|(_, above)| above)
}

/// Whether a misplaced setting would disable authentication for some calls where it is read.
fn is_switch_that_opens(user: &Value, fault: &KeyFault) -> bool {
    let keys = fault.path.keys();
    let is_switch = matches!(keys.last(), Some(&("disableForHttp" | "disableForGrpc")));
    is_switch && user.at(&keys).is_some_and(Value::is_truthy)
}

/// What takes the domain out of cookie settings that are where nothing reads them: with a domain that does not fit
/// the host, browsers drop the login's cookies.
fn cookie_domain(user: &Value, fault: &KeyFault, path: &Path) -> Option<Change> {
    let keys = fault.path.keys();
    let is_domain = keys.ends_with(&["cookieSetting", "domain"]);
    let has_domain = keys.last() == Some(&"cookieSetting") && user.at(&keys)?.get("domain").is_some();
    let path = if is_domain { path.clone() } else { path.key("domain") };
    (is_domain || has_domain).then_some(Change::Remove { path })
}

/// Whether a setting of `openId` is next to an `openId` that is empty or missing.
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

/// Whether a place is under `configuration` and the path is not.
fn leaves_the_root(path: &Path) -> impl Fn(&Path) -> bool {
    let outside = path.0.first().and_then(key) != Some("configuration");
    move |place| outside && place.0.first().and_then(key) == Some("configuration")
}

/// Whether a path ends in one of the blocks that make up flyteadmin's `auth`.
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
