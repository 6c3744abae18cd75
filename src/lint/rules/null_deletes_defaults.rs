use super::fix_support::remove;
use super::written_support::{each_value, raw, written};
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, ValueRef, declare_rule};
use crate::values::{Dropped, Kind, LossReason, Origin, Path, Value};
use crate::yaml::Resolved;

declare_rule! {
    name: "null-deletes-defaults",
    aliases: ["empty-key-deletes-defaults"],
    summary: "A key has only comments below it, so its value is null, which deletes the default of the chart or of an \
        earlier file",
    remedy: "remove the key, or set a value; if it is intended, write `null`",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [chart_does_not_render],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    check_required_blocks(cx, found);
    let release = cx.release();
    let is_left_empty = |origin: &Origin| raw(cx, origin) == Some("");
    let mut empty = Vec::new();
    each_value(release.as_written(), &mut Path::default(), &mut |path, value| {
        if value.is_null() && cx.chart().is_about_auth(path) && is_left_empty(&value.origin) {
            empty.push((path.clone(), value.origin.clone()));
        }
    });
    if empty.is_empty() {
        return;
    }
    let defaults = release.defaults();
    for (path, origin) in empty {
        let keys = path.keys();
        let site = ValueRef { path: release.right_path(&path), origin: Some(origin.clone()), present: true };
        let is_full = |value: &Value| match &value.kind {
            Kind::Map(map) => !map.is_empty(),
            Kind::List(items) => !items.is_empty(),
            _ => false,
        };
        let was_full = |dropped: &Dropped| {
            written(cx, &keys).iter().any(|written| {
                written.origin() == dropped.origin
                    && matches!(written.document.resolved(written.value), Resolved::Map | Resolved::List)
            })
        };
        let earlier = release.layered().dropped.iter().find(|dropped| {
            matches!(&dropped.reason, LossReason::Deleted { by } if *by == origin) && was_full(dropped)
        });
        if let Some(earlier) = earlier {
            let was = cx.text_at(earlier.path.clone(), &earlier.origin);
            let changes = remove(&site);
            found
                .report(site, format!("`{path}` is empty, which is null and deletes the settings of an earlier file"))
                .fix(format!("Remove the empty `{path}`"), Unsafe, changes)
                .relate(was, "deleted");
        } else if let Some(default) = defaults.at(&keys).filter(|value| is_full(value)) {
            let was = ValueRef { path: release.right_path(&path), origin: Some(default.origin.clone()), present: true };
            let changes = remove(&site);
            found
                .report(site, format!("`{path}` is empty, which is null and deletes the chart's defaults there"))
                .fix(format!("Remove the empty `{path}`"), Unsafe, changes)
                .relate(was, "deleted");
        }
    }
}

/// Reports an explicit `null` only if templates read keys of the block that it deletes; otherwise it may be intended.
fn check_required_blocks(cx: &Context<'_>, found: &mut Findings<'_>) {
    let blocks = cx.chart().required_blocks().iter();
    for path in blocks {
        let Some(value) = cx.release().user.at(path).filter(|value| value.is_null()) else { continue };
        if raw(cx, &value.origin) == Some("") {
            continue;
        }
        let shown = path.join(".");
        found
            .report(
                cx.value_at(&Path::of(path), value),
                format!("`helm upgrade` fails: `{shown}: null` deletes a block that the chart's templates read"),
            )
            .help(format!("remove `{shown}: null`, or delete single keys below it"));
    }
}
