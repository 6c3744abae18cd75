//! Reports and moves misplaced keys.

use std::collections::HashMap;

use crate::chart::Chart;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::lint::keys::{KeyFault, KeyFaultKind};
use crate::lint::{Context, Finding, Findings, LintRelease, ValueRef};
use crate::redact::is_secret;
use crate::secret::PasswordHash;
use crate::values::{Origin, Path, Step, Value, is_placeholder, to_json};
use crate::yaml::edit::Change;

/// Returns the place to move a key to: the only one, or the only one outside `configuration.inline`. The chart copies
/// `configuration.inline` into flyteadmin's configuration as it is, which few users intend.
fn target(belongs: &[Path]) -> Option<&Path> {
    let mut places =
        belongs.iter().filter(|place| belongs.len() == 1 || !place.keys().starts_with(&["configuration", "inline"]));
    places.next().filter(|_| places.next().is_none())
}

/// The misplaced keys that have a single target, by the map that they are in.
pub(super) struct Misplaced<'a>(HashMap<&'a [Step], Vec<(&'a Path, &'a Path)>>);

impl<'a> Misplaced<'a> {
    pub(super) fn of(release: &'a LintRelease<'_>) -> Self {
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

    /// Reports a misplaced key.
    pub(super) fn report<'f>(
        &self,
        cx: &Context<'_>,
        found: &'f mut Findings<'_>,
        fault: &KeyFault,
        belongs: &[Path],
    ) -> &'f mut Finding {
        let release = cx.release();
        let path = release.right_path(&fault.path);
        let site = ValueRef { path: path.clone(), origin: Some(fault.key.clone()), present: true };
        let leak = secret_in_config_map(cx, fault, belongs);
        let message = match leak {
            Some(LeakedSecret::Whole) => {
                format!("`{path}` puts the secret into a ConfigMap in plain text, where nothing reads it")
            }
            Some(LeakedSecret::Below) => format!(
                "`{path}` is in the wrong place and is silently ignored, and its secret is in a ConfigMap in plain text"
            ),
            None => format!("`{path}` is in the wrong place and is silently ignored"),
        };
        let then = if leak.is_some() { "; if it was deployed, replace the secret at its issuer" } else { "" };
        let finding = found.report(site, message);
        let target = target(belongs);
        let named = target.map_or(belongs, std::slice::from_ref);
        finding.help(format!("move it to {}{then}", places(release, named).join(" or "))).label("not read here");
        if is_switch_that_opens(release.as_written(), fault) {
            finding
                .help(format!(
                    "remove it: at {}, it would let calls without a token in",
                    places(release, named).join(" or ")
                ))
                .fix("Remove it, which has no effect now", Unsafe, vec![Change::Remove { path }]);
        } else if let Some(target) = target {
            let to = release.right_path(target);
            let taken = is_set_otherwise(release.as_written(), &fault.path, target);
            if let Some(domain) = cookie_domain(release.as_written(), fault, &path) {
                finding.fix("Remove `domain`, which has no effect now", Unsafe, vec![domain]);
            } else if taken == Some(SetBy::SameFile) {
                finding.help(format!("remove it: `{to}` already has another value{then}")).fix(
                    "Remove it, which has no effect now",
                    Unsafe,
                    vec![Change::Remove { path }],
                );
            } else {
                let title = format!("Move it to `{to}`");
                if taken.is_some() {
                    finding.help(format!("move it to `{to}`, which another file sets to another value{then}"));
                }
                let is_clear = belongs.len() == 1 && taken.is_none();
                let applicability = if is_clear { Safe } else { Unsafe };
                finding.fix(title, applicability, self.moves(release, fault, target));
            }
        }
        for path in belongs {
            finding.covers(release.right_path(path));
        }
        finding
    }

    /// Returns the moves of a key and of its neighbors that belong to the same map, so that a block stays together.
    fn moves(&self, release: &LintRelease<'_>, fault: &KeyFault, to: &Path) -> Vec<Change> {
        let beside = above(&fault.path).and_then(|around| self.0.get(around)).into_iter().flatten();
        let together = beside.filter(|(_, place)| above(place) == above(to));
        together
            .map(|(from, place)| Change::Move { from: release.right_path(from), to: release.right_path(place) })
            .collect()
    }
}

/// Returns the path of the map that an entry is in.
fn above(path: &Path) -> Option<&[Step]> {
    path.0.split_last().map(|(_, above)| above)
}

/// Returns whether a misplaced setting would disable authentication for some calls in its right place.
fn is_switch_that_opens(user: &Value, fault: &KeyFault) -> bool {
    let keys = fault.path.keys();
    let is_switch = matches!(keys.last(), Some(&("disableForHttp" | "disableForGrpc")));
    is_switch && user.at(&keys).is_some_and(Value::is_truthy)
}

/// Returns the change that removes the domain from misplaced cookie settings: if the domain does not fit the host,
/// browsers drop the login's cookies.
fn cookie_domain(user: &Value, fault: &KeyFault, path: &Path) -> Option<Change> {
    let keys = fault.path.keys();
    let is_domain = keys.ends_with(&["cookieSetting", "domain"]);
    let has_domain = keys.last() == Some(&"cookieSetting") && user.at(&keys)?.get("domain").is_some();
    let path = if is_domain { path.clone() } else { path.key("domain") };
    (is_domain || has_domain).then_some(Change::Remove { path })
}

/// The part of a misplaced value that is a secret.
#[derive(Clone, Copy)]
enum LeakedSecret {
    /// The value itself.
    Whole,
    /// A value in the block.
    Below,
}

/// Finds the secret in a misplaced value that the chart writes into a ConfigMap.
fn secret_in_config_map(cx: &Context<'_>, fault: &KeyFault, belongs: &[Path]) -> Option<LeakedSecret> {
    let keys = fault.path.keys();
    let is_rendered = match cx.chart() {
        Chart::FlyteBinary => keys.starts_with(&["configuration", "inline"]),
        Chart::FlyteCore => keys.starts_with(&["configmap"]),
    };
    let value = cx.release().as_written().at(&keys).filter(|_| is_rendered)?;
    let is_secret = |place: &Path| cx.chart().secret_places().any(|secret| place.keys() == secret);
    if value.as_str().is_some_and(|text| !is_placeholder(text)) && belongs.iter().any(is_secret) {
        return Some(LeakedSecret::Whole);
    }
    holds_secret(value).then_some(LeakedSecret::Below)
}

/// Returns whether a map contains a secret. A password hash is not one.
fn holds_secret(value: &Value) -> bool {
    value.as_map().into_iter().flatten().any(|(key, entry)| {
        let text = entry.value.as_str().filter(|text| !text.is_empty() && !is_placeholder(text));
        (is_secret(key) && text.is_some_and(|text| PasswordHash::parse(text).is_err())) || holds_secret(&entry.value)
    })
}

/// The file of a different value at the place where a misplaced block belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SetBy {
    /// The block's own file: the two cannot be merged.
    SameFile,
    /// Another layer, which works without the block.
    OtherFile,
}

/// Returns the file that sets another value at the place where a misplaced block belongs.
fn is_set_otherwise(user: &Value, from: &Path, to: &Path) -> Option<SetBy> {
    fn clash(one: &Value, other: &Value) -> bool {
        match (one.as_map(), other.as_map()) {
            (Some(one), Some(other)) => {
                one.iter().any(|(key, entry)| other.get(key).is_some_and(|there| clash(&entry.value, &there.value)))
            }
            _ => to_json(one) != to_json(other),
        }
    }
    let file = |value: &Value| match value.origin {
        Origin::File { source, .. } => Some(source),
        _ => None,
    };
    let (one, other) = from.find_in(user).zip(to.find_in(user))?;
    let by = if file(one) == file(other) { SetBy::SameFile } else { SetBy::OtherFile };
    clash(one, other).then_some(by)
}

/// Formats places for a message.
pub(super) fn places(release: &LintRelease<'_>, belongs: &[Path]) -> Vec<String> {
    belongs.iter().map(|path| format!("`{}`", release.right_path(path))).collect()
}
