use crate::flyte::unknown_flags;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "unknown-process-argument",
    summary: "A process does not start because it gets an argument that it does not know",
    remedy: "remove the argument, and use the matching setting in the values",
    severity: Error,
    charts: BOTH,
    needs: Start,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(model) = cx.model() else { return };
    for process in model.processes.iter().filter_map(|(_, process)| process.as_ref()) {
        for (path, argument, flag) in unknown_flags(&process.pod.arguments) {
            found.report(
                cx.value_at(path, argument),
                format!("{} does not start: it has no flag `{flag}`", process.name.as_str()),
            );
        }
    }
}
