use crate::lint::{Findings, LintTarget, declare_rule};

declare_rule! {
    name: "unused-ignore",
    aliases: ["ignore-without-effect"],
    summary: "An ignore comment matches no finding",
    remedy: "remove the comment, or the rule from its list",
    severity: Warning,
    looks_at: AnyFile,
}

const fn check(_: LintTarget<'_>, _: &mut Findings<'_>) {}
