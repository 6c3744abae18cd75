use crate::lint::{Findings, Unchecked, ValueRef, WhyUnchecked, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "file-not-checked",
    summary: "A file in a directory looks like values of Flyte, but is not checked",
    remedy: "pass it by name with `--chart flyte-binary` or `--chart flyte-core`, or exclude it in `.flyte-auth.toml`",
    severity: Warning,
    looks_at: Unchecked,
}

fn check(file: &Unchecked<'_>, found: &mut Findings<'_>) {
    match &file.because {
        WhyUnchecked::Manifests(_) => {}
        WhyUnchecked::NoChart(sign) => {
            let site = ValueRef { path: sign.path.clone(), origin: Some(sign.origin.clone()), present: true };
            let finding = found.report(
                site,
                format!(
                    "`{}` is a Flyte setting, but the file does not show which chart it is for, so it is not checked",
                    sign.path
                ),
            );
            if let Some(chart) = sign.chart {
                finding.help(format!("pass it by name with `--chart {chart}`, or exclude it in `.flyte-auth.toml`"));
            }
        }
        WhyUnchecked::Unreadable { key, error } => {
            let site = ValueRef { path: Path::default(), origin: None, present: true };
            found.report(site, format!("`{key}` is a Flyte setting, but Helm cannot read the file: {error}")).help(
                "correct it; if it is a template, render it and check the result; or exclude it in `.flyte-auth.toml`",
            );
        }
    }
}
