use super::written_support::{overridden, raw};
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, Scope, declare_rule};
use crate::values::{Dropped, LossReason, Origin, Path};

declare_rule! {
    name: "conflicting-layers",
    aliases: ["layers-undo-each-other"],
    summary: "A later layer overrides the authentication settings of an earlier one",
    remedy: "keep the setting in only one layer",
    severity: Info,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for dropped in &cx.release().layered().dropped {
        let LossReason::Overridden { by } = &dropped.reason else {
            continue;
        };
        // The path is that of the files, in which a subchart's values are below its name.
        let above = usize::from(cx.release().subchart().is_some());
        let path = Path(dropped.path.0.iter().skip(above).cloned().collect());
        if !dropped.origin.is_user() || !by.is_user() || !cx.chart().is_about_auth(&path) {
            continue;
        }
        report_replaced_map(cx, dropped, by, found);
        report_reversed(cx, &path, dropped, by, found);
    }
}

/// Reports two layers that decide differently whether users log in, or who issues tokens.
fn report_reversed(cx: &Context<'_>, path: &Path, dropped: &Dropped, by: &Origin, found: &mut Findings<'_>) {
    let is_switch = cx.chart().home("server.security.useAuth") == *path;
    // `auth-is-off` reports the layer that disables authentication.
    let decides =
        is_switch && cx.release().scope != Scope::Off || cx.chart().home("auth.appAuth.authServerType") == *path;
    if decides && raw(cx, &dropped.origin) != raw(cx, by) {
        found
            .report(cx.text_at(dropped.path.clone(), by), format!("this overrides `{path}` of an earlier layer"))
            .relate(cx.text_at(dropped.path.clone(), &dropped.origin), "overridden");
    }
}

/// Reports a map that a value of another type replaces.
fn report_replaced_map(cx: &Context<'_>, dropped: &Dropped, by: &Origin, found: &mut Findings<'_>) {
    let was_a_map = overridden(cx, dropped).is_some_and(|earlier| earlier.document.entries(earlier.value).len() > 0);
    if was_a_map {
        found
            .report(
                cx.text_at(dropped.path.clone(), by),
                format!("this replaces everything under `{}` in an earlier layer", dropped.path),
            )
            .severity(Severity::Warning)
            .relate(cx.text_at(dropped.path.clone(), &dropped.origin), "replaced");
    }
}
