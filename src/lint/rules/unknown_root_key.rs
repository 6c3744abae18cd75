//! A key at the top of the values that the chart does not have, with settings of authentication below it.

use crate::chart::Chart;
use crate::lint::keys::{UnknownRoot, has_place, unknown_roots};
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Entry, Path, Step, Value};

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

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    let Some(map) = user.as_map() else { return };
    let dotted_roots: Vec<&str> = map
        .iter()
        .filter(|(key, entry)| dotted(cx, found, &Path::default(), key, entry))
        .map(|(key, _)| &**key)
        .collect();
    for UnknownRoot { key, entry, meant } in unknown_roots(cx.chart(), user, &cx.release().key_faults) {
        if dotted_roots.contains(&&**key) {
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
        if !dotted(cx, found, parent, key, entry) {
            dotted_below(cx, found, &parent.key(key.clone()), &entry.value);
        }
    }
}

/// A key with dots is one key for Helm, and not a path.
fn dotted(cx: &Context<'_>, found: &mut Findings<'_>, parent: &Path, key: &str, entry: &Entry) -> bool {
    if !key.contains('.') || key.contains('/') {
        return false;
    }
    let mut steps: Vec<&str> = parent.keys();
    steps.extend(key.split('.'));
    let Some(chart) = [cx.chart(), Chart::FlyteBinary, Chart::FlyteCore].into_iter().find(|one| has_place(*one, &steps))
    else {
        return false;
    };
    let path = parent.key(key);
    let nested = steps.join(": ");
    let finding = found.report(
        cx.text_at(cx.release().path(&path), &entry.key_origin),
        format!("`{key}` is one key with dots for Helm, not a path, so everything below it is ignored"),
    );
    if chart == cx.chart() {
        finding.help(format!("nest the keys: `{nested}:`")).covers(Path::default());
    } else {
        finding.help(format!("remove it: it is a path of {chart}, not of {}", cx.chart()));
    }
    true
}
