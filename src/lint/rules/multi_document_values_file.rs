use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::{Dropped, LossReason, Origin, Path};
use crate::yaml::DropReason;
use crate::yaml::edit::Change;

declare_rule! {
    name: "multi-document-values-file",
    summary: "The values file has several YAML documents, but Helm 3 reads only the first one",
    remedy: "move everything to one document: remove the `---` and merge blocks with the same key",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [flyte_core_default_oidc_leftovers, default_client_secret, use_auth_misplaced_or_off, propeller_client_id_mismatch, client_secret_and_hash_do_not_match, propeller_secret_without_static_client_hash, oidc_client_secret_missing_or_misplaced, external_missing_allowed_audience, empty_setting, binary_required_fields],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let lost = |dropped: &&Dropped| dropped.reason == LossReason::IgnoredDocument;
    let layered = cx.release().layered();
    for (source, stream) in &layered.files {
        let mut parts = stream.dropped.iter();
        let behind = |reason| matches!(reason, DropReason::LaterDocument | DropReason::AfterDocumentEnd);
        let Some(part) = parts.find(|part| behind(part.reason)) else {
            continue;
        };
        // The `---` itself.
        let marker = Origin::File { source: *source, span: Span::new(part.span.start, part.span.start + 3) };
        let finding = found.report(
            cx.text_at(Path::default(), &marker),
            "Helm 3 ignores everything from here on: it reads only the first document of a values file",
        );
        finding.report_first().fix("Join the documents", Unsafe, vec![Change::JoinDocuments]);
        for lost in layered.dropped.iter().filter(lost) {
            finding.covers(lost.path.clone());
            // Findings about missing values above or next to a lost one follow from this one; those about auth
            // settings, anywhere.
            let beside = if cx.chart().is_about_auth(&lost.path) { 0 } else { 2 };
            finding.covers(Path(lost.path.0.iter().take(beside).cloned().collect()));
        }
    }
}
