//! A value that flyte-binary demands when auth is on is missing, so `helm upgrade` fails.

use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "binary-required-fields",
    summary: "A value that flyte-binary demands when auth is on is missing, so `helm upgrade` fails",
    remedy: "set it",
    severity: Error,
    charts: BINARY,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(error) = &cx.release().error else {
        return;
    };
    if error.stated().is_none() {
        return;
    }
    for path in cx.release().missing_required() {
        let mut site = cx.site(path);
        site.present = false;
        found
            .report(site, format!("`helm upgrade` fails: flyte-binary demands `{}` when auth is on", path.join(".")))
            .help(
                "set it here, or lint the values file that sets it together with this one: `-f values.yaml -f \
                secrets.yaml`",
            );
    }
}
