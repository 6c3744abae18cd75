use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "binary-required-fields",
    summary: "A value that flyte-binary requires with authentication enabled is missing, so `helm upgrade` fails",
    remedy: "set the value",
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
            .report(
                site,
                format!(
                    "`helm upgrade` fails: flyte-binary requires `{}` if authentication is \
                enabled",
                    path.join(".")
                ),
            )
            .help("set it; if another values file has it, lint both files with `-f`");
    }
}
