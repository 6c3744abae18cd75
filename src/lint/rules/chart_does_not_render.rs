//! The chart's templates fail with these values, so `helm upgrade` fails.

use crate::chart::Chart;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, Scope, declare_rule};

declare_rule! {
    name: "chart-does-not-render",
    summary: "The chart's templates fail with these values, so `helm upgrade` fails",
    remedy: "correct the value that the message is about",
    severity: Error,
    charts: BOTH,
    needs: Start,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let release = cx.release();
    let Some(error) = &release.error else { return };
    let gaps = release.model.as_ref().map(|model| model.gaps.as_slice()).unwrap_or_default();
    let mut lacks = false;
    for gap in gaps {
        let Some(needs) = &gap.needs else { continue };
        lacks = true;
        let site = cx.text_at(release.path_of_text(&gap.origin), &gap.origin);
        found
            .report(site, format!("`helm upgrade` fails: this text needs `{needs}`, which these values do not set"))
            .help(format!("set `{needs}`, here or in another values file, and lint both together: `-f FILE -f OTHER`"))
            .severity(if release.scope == Scope::On { Severity::Error } else { Severity::Info });
    }
    // What flyte-binary demands is told value by value.
    let is_told = error.stated().is_some() && release.missing_required().next().is_some();
    if !lacks && !(is_told && cx.chart() == Chart::FlyteBinary) {
        found.report(cx.whole(), format!("`helm upgrade` fails: {error}"));
    }
}
