use crate::lint::keys::{DottedKey, UnknownRoot, dotted_keys, unknown_roots};
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Path, Step};

declare_rule! {
    name: "unknown-root-key",
    summary: "A key at the top of the values, or one with dots in it, is not a key of the chart, so everything below \
        it is ignored",
    remedy: "write the key exactly as in the chart",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [use_auth_misplaced_or_off, binary_required_fields, multi_cluster_dataplane, wrong_chart_key,
        unknown_key, auth_is_off],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    let dotted = dotted_keys(cx.chart(), user);
    for UnknownRoot { key, entry, suggestion } in unknown_roots(cx.chart(), user, &cx.release().key_faults) {
        let path = Path(vec![Step::Key(key.clone())]);
        if dotted.iter().any(|one| one.path == path) {
            continue;
        }
        let finding = found.report(
            cx.text_at(cx.release().path(&path), &entry.key_origin),
            format!("`{}` is not a key of {}, so everything below it is ignored", visible(key), cx.chart()),
        );
        finding.label("not read").covers(Path::default());
        if let Some(suggestion) = suggestion {
            finding.help(format!("did you mean `{suggestion}`?"));
        }
    }
    for DottedKey { path, key, entry, steps, chart } in dotted {
        let finding = found.report(
            cx.text_at(cx.release().path(&path), &entry.key_origin),
            format!("`{key}` is one key with dots for Helm, not a path, so everything below it is ignored"),
        );
        if chart == cx.chart() {
            finding.help(format!("nest the keys: `{}:`", steps.join(": "))).covers(Path::default());
        } else {
            finding.help(format!("remove it: it is a key of {chart}, not of {}", cx.chart()));
        }
    }
}
