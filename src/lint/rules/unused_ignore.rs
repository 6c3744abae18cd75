//! A comment that ignores nothing. The engine looks for it, which alone knows what was ignored.

use crate::lint::{Findings, Subject, declare_rule};

declare_rule! {
    name: "unused-ignore",
    aliases: ["ignore-without-effect"],
    summary: "A comment ignores a rule that finds nothing there",
    remedy: "remove the comment, or the name from its list",
    severity: Warning,
    looks_at: AnyFile,
}

const fn check(_: Subject<'_>, _: &mut Findings<'_>) {}
