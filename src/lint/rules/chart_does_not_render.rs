//! The chart's templates fail with these values, so `helm upgrade` fails.

use crate::chart::Chart;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "chart-does-not-render",
    summary: "The chart's templates fail with these values, so `helm upgrade` fails",
    remedy: "correct the value that the message is about",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let chart = cx.chart();
    for error in &cx.release().errors {
        // What flyte-binary demands is told value by value.
        if error.stated().is_some() && chart == Chart::FlyteBinary {
            continue;
        }
        found.report(cx.whole(), format!("`helm upgrade` fails: {error}"));
    }
}
