//! A comment that ignores nothing. The engine looks for it, which alone knows what was ignored.

use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "ignore-without-effect",
    summary: "A comment ignores a rule that finds nothing there",
    remedy: "remove the comment, or the name from its list",
    severity: Warning,
    charts: BOTH,
    needs: Values,
}


const fn check(_: &Context<'_>, _: &mut Findings<'_>) {}
