use std::collections::HashSet;

use super::fix_support::quote;
use super::written_support::{each_value, raw};
use crate::chart::Chart;
use crate::diagnostic::Applicability::Safe;
use crate::flyte::config::section::Section;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Kind, Path};
use crate::yaml::quote::single_quoted;

declare_rule! {
    name: "value-changed-by-decoding",
    summary: "Helm reads text without quotes as a number or a boolean, so Flyte gets different text",
    remedy: "put it in quotes",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [implausible_client_id, propeller_client_id_mismatch,
        flyteclient_client_id_default_in_external, flyte_core_default_oidc_leftovers, all_scope_missing,
        external_missing_allowed_audience],
}

/// Enumerations whose names also have numbers (`flyteadmin/auth/config`, v1.16.8).
const ENUMS: [&str; 3] = ["authServerType", "authType", "sameSitePolicy"];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    check_unquoted(cx, found);
    let mut no_texts = HashSet::new();
    each_value(&cx.release().user, &mut Path::default(), &mut |_, value| {
        if matches!(value.kind, Kind::Float(_) | Kind::Bool(_)) {
            no_texts.insert(value.origin.clone());
        }
    });
    let Some(model) = cx.model().filter(|_| !no_texts.is_empty()) else {
        return;
    };
    let mut reported = HashSet::new();
    for process in [model.server(), model.caller()].into_iter().flatten() {
        let decoded = &process.decoded;
        for (mut path, section) in [
            (Path::of(&["auth"]), decoded.auth.show()),
            (Path::of(&["admin"]), decoded.admin.show()),
            (Path::of(&["server", "security"]), decoded.security.show()),
        ] {
            each_value(&section, &mut path, &mut |path, value| {
                let (Kind::String(text), Some(raw)) = (&value.kind, raw(cx, &value.origin)) else {
                    return;
                };
                // flyteadmin has names for the numbers that it reads: quotes change nothing.
                let is_enum = path.keys().last().is_some_and(|key| ENUMS.contains(key));
                let is_changed = !is_enum && no_texts.contains(&value.origin) && raw != &**text;
                if is_changed && reported.insert(value.origin.clone()) {
                    let site = cx.setting_at(path, &value.origin);
                    let changes = quote(&site);
                    found
                        .report(site, format!("Helm reads `{raw}` as {}, so Flyte gets `{text}`", kind_of(raw)))
                        .help(format!("write `{}`", single_quoted(raw)))
                        .fix("Put it in quotes", Safe, changes);
                }
            });
        }
    }
}

fn kind_of(raw: &str) -> &'static str {
    if raw.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        "a number"
    } else {
        "a boolean"
    }
}

/// Reports texts that Flyte reads as a number or boolean because flyte-binary writes the client ID and the audience of
/// flytepropeller without quotes (`templates/configmap.yaml`, v1.16.8).
fn check_unquoted(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(admin) = cx.admin().filter(|_| cx.chart() == Chart::FlyteBinary) else { return };
    for setting in [&admin.client_id, &admin.audience] {
        let site = cx.setting(setting);
        let written = cx
            .value(&cx.home(setting).keys())
            .and_then(|value| value.as_str().filter(|_| value.origin == setting.origin));
        if let (Some(written), Some(text)) = (written, setting.get())
            && written != text
            // If only whitespace and quotes around the text are lost, the ID is still right.
            && written.trim().trim_matches(['\'', '"']) != text
        {
            found
                .report(
                    site,
                    format!(
                        "the chart writes `{written}` without quotes, and Flyte reads the number or boolean `{text}`"
                    ),
                )
                .help(format!("set `configuration.inline.{}: {}`", setting.path, single_quoted(written)));
        }
    }
}
