use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "config-does-not-decode",
    summary: "A Flyte process cannot decode its configuration and does not start",
    remedy: "write a value that Flyte can decode",
    severity: Error,
    charts: BOTH,
    needs: Start,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(model) = cx.model() else { return };
    for (_, process) in &model.processes {
        let Some(process) = process else { continue };
        for error in &process.decoded.errors {
            let site = cx.setting_at(&error.path, &error.origin);
            // The message would quote the value; the source frame shows it, with secrets hidden.
            found.report(site, format!("{} does not start: it cannot decode `{}`", process.name.as_str(), error.path));
        }
    }
}
