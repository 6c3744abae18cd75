use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Dropped, LossReason, Path};

declare_rule! {
    name: "unread-yaml",
    aliases: ["text-helm-drops"],
    summary: "Helm ignores the text after a line that ends the document early",
    remedy: "indent the text like the first key of the file",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [flyte_core_default_oidc_leftovers, default_client_secret, use_auth_misplaced_or_off],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let lost = |dropped: &&Dropped| dropped.reason == LossReason::AfterEnd;
    let dropped = &cx.release().layered().dropped;
    let Some(first) = dropped.iter().find(lost) else {
        return;
    };
    let finding = found.report(
        cx.text_at(Path::default(), &first.origin),
        "Helm drops everything from here on: this line is indented less than the first key, or follows a closed \
            bracket",
    );
    for lost in dropped.iter().filter(lost) {
        finding.covers(lost.path.clone());
        // Findings about missing values above or next to a lost one follow from this one.
        finding.covers(Path(lost.path.0.iter().take(2).cloned().collect()));
    }
}
