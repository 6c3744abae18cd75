//! A values file has several documents, and Helm 3 reads the first one only.

use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Dropped, Path, Reason};

declare_rule! {
    name: "multi-document-values-file",
    summary: "A values file has several documents, and Helm 3 reads the first one only",
    remedy: "put everything into one document: remove the `---` and join the blocks under one key each",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: ["flyte-core-default-oidc-leftovers", "default-client-secret", "use-auth-misplaced-or-off"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let lost = |dropped: &&Dropped| dropped.reason == Reason::IgnoredDocument;
    let dropped = &cx.release().layered.dropped;
    let Some(first) = dropped.iter().find(lost) else {
        return;
    };
    let finding = found.report(
        cx.text_at(Path::default(), &first.origin),
        "Helm 3 ignores everything from here on: it reads only the first document of a values file",
    );
    for lost in dropped.iter().filter(lost) {
        finding.covers(lost.path.clone());
        // What is missing above or beside it is missing because of it.
        finding.covers(Path(lost.path.0.iter().take(2).cloned().collect()));
    }
}
