use super::written_support::overridden;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, Scope, declare_rule};
use crate::release::{Decision, auth_switch, is_on};
use crate::values::{Dropped, LossReason, Origin, Path, Value, node_value};

declare_rule! {
    name: "auth-is-off",
    summary: "Authentication is disabled: anyone who can reach Flyte can use it",
    remedy: "nothing to do if this is intended; `flyte-auth generate` writes values that enable authentication",
    severity: Info,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.release().scope == Scope::Off {
        if let Some((decided, earlier)) = enabled_earlier(cx) {
            found
                .report(
                    cx.text_at(earlier.path.clone(), &decided.origin),
                    "this layer disables authentication, which an earlier layer enables: anyone who can reach Flyte can \
                        use it",
                )
                .severity(Severity::Warning)
                .label("")
                .help("remove it if users are to log in")
                .relate(cx.text_at(earlier.path.clone(), &earlier.origin), "enabled here");
            return;
        }
        let site = match &cx.release().auth.decided {
            Some(decided) => cx.origin_at(&decided.path, &decided.origin),
            None => cx.missing("server.security.useAuth"),
        };
        let finding = found.report(site, "authentication is disabled: anyone who can reach Flyte can use it").label("");
        if cx.release().user.get("flyte-core-components").is_some_and(Value::is_null) {
            finding.help("this is about Flyte 1; for Flyte 2, pass its version with `--flyte-version`");
        }
    }
}

/// Finds what disables authentication in a file, with the last switch of an earlier layer that enables it. Whoever
/// disables it with a flag means to.
fn enabled_earlier<'a>(cx: &Context<'a>) -> Option<(&'a Decision, &'a Dropped)> {
    let decided = cx.release().auth.decided.as_ref()?;
    if !matches!(decided.origin, Origin::File { .. }) {
        return None;
    }
    let switch = cx.release().right_path(&Path::of(auth_switch(cx.chart())));
    let dropped = cx.release().layered().dropped.iter();
    let lost = dropped.filter(|dropped| matches!(dropped.reason, LossReason::Overridden { .. }));
    let enables = |dropped: &&Dropped| {
        overridden(cx, dropped)
            .is_some_and(|node| is_on(cx.chart(), &node_value(node.document, node.value, node.source)))
    };
    let earlier = lost.filter(|dropped| dropped.path == switch).rfind(enables)?;
    Some((decided, earlier))
}
