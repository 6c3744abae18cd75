//! A values file has several documents, and Helm 3 reads the first one only.

use super::written_support::is_about_auth;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::{Dropped, Origin, Path, Reason};

declare_rule! {
    name: "multi-document-values-file",
    summary: "A values file has several documents, and Helm 3 reads the first one only",
    remedy: "put everything into one document: remove the `---` and join the blocks under one key each",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: ["flyte-core-default-oidc-leftovers", "default-client-secret", "use-auth-misplaced-or-off", "propeller-client-id-mismatch", "client-secret-and-hash-do-not-match", "propeller-secret-without-static-client-hash", "oidc-client-secret-missing-or-misplaced", "external-missing-allowed-audience", "empty-setting", "binary-required-fields"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let lost = |dropped: &&Dropped| dropped.reason == Reason::IgnoredDocument;
    let dropped = &cx.release().layered().dropped;
    let Some(first) = dropped.iter().find(lost) else {
        return;
    };
    let finding = found.report(
        cx.text_at(Path::default(), &marker(cx, &first.origin)),
        "Helm 3 ignores everything from here on: it reads only the first document of a values file",
    );
    for lost in dropped.iter().filter(lost) {
        finding.covers(lost.path.clone());
        // What is missing above or beside it is missing because of it; of settings of authentication, anywhere.
        let beside = if is_about_auth(cx.chart(), &lost.path) { 0 } else { 2 };
        finding.covers(Path(lost.path.0.iter().take(beside).cloned().collect()));
    }
}

/// The `---` before a later document.
fn marker(cx: &Context<'_>, origin: &Origin) -> Origin {
    let Origin::File { source, span } = origin else { return origin.clone() };
    let before = cx.release().layered().sources.get(*source).and_then(|source| source.text.get(..span.start));
    let start = before.and_then(|text| {
        let marker = text.windows(4).rposition(|bytes| bytes == b"\n---");
        marker.map(|at| at + 1).or_else(|| text.starts_with(b"---").then_some(0))
    });
    match start {
        Some(start) => Origin::File { source: *source, span: Span::new(start, start + 3) },
        None => origin.clone(),
    }
}
