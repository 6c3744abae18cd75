use crate::chart::{Chart, Gap};
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, Scope, declare_rule};
use crate::values::{Path, Value};

declare_rule! {
    name: "chart-does-not-render",
    summary: "The chart's templates fail with these values, so `helm upgrade` fails",
    remedy: "correct the value that the message names",
    severity: Error,
    charts: BOTH,
    needs: Start,
}

/// Keys of flyte-core's `flyteadmin.serviceAccount` that the chart rejects, with their replacements.
const REFUSED: [(&str, &str); 2] = [("createClusterRole", "rbac"), ("clusterRole", "rbacRules")];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    refused_keys(cx, found);
    let release = cx.release();
    let Some(error) = &release.error else { return };
    let gaps = release.model.as_ref().map(|model| model.gaps.as_slice()).unwrap_or_default();
    let mut needed: Vec<(&Path, &Gap)> = Vec::new();
    for gap in gaps {
        if let Some(path) = gap.needs.as_ref().filter(|path| !needed.iter().any(|(other, _)| other == path)) {
            needed.push((path, gap));
        }
    }
    let site = |gap: &Gap| cx.text_at(release.path_of_text(&gap.origin), &gap.origin);
    let help = "set it here or in another values file, and lint the files together: `-f FILE -f OTHER`";
    if release.scope == Scope::On {
        for (path, gap) in &needed {
            let message = format!("`helm upgrade` fails: this text needs `{path}`, which these values do not set");
            found.report(site(gap), message).help(help);
        }
    } else if let Some((_, first)) = needed.first() {
        // A layer needs other layers: one note is enough.
        let paths: Vec<String> = needed.iter().map(|(path, _)| format!("`{path}`")).collect();
        found
            .report(site(first), format!("`helm upgrade` fails unless another values file sets {}", paths.join(", ")))
            .help("lint the files together: `-f FILE -f OTHER`")
            .severity(Severity::Info);
    }
    // flyte-binary's required values are reported one by one.
    let is_reported = error.stated().is_some() && release.missing_required().next().is_some();
    if needed.is_empty() && !(is_reported && cx.chart() == Chart::FlyteBinary) {
        found.report(cx.whole(), format!("`helm upgrade` fails: {error}"));
    }
}

fn refused_keys(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.chart() != Chart::FlyteCore || cx.flyte() < FlyteVersion::NO_CREATE_CLUSTER_ROLE {
        return;
    }
    for (key, new) in REFUSED {
        let path = ["flyteadmin", "serviceAccount", key];
        if cx.release().user.at(&path).is_some_and(|value| !Value::is_null(value)) {
            found
                .report(
                    cx.site(&path),
                    format!("`helm upgrade` fails: since Flyte 1.16, the chart refuses `{}`", cx.site(&path).path),
                )
                .help(format!("remove it, and set `flyteadmin.serviceAccount.{new}` if its default does not suit you"));
        }
    }
}
