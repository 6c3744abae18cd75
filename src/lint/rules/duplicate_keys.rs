//! A key stands in its map twice, and all that stands under the first one is lost.

use crate::diagnostic::Applicability::Safe;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::Origin;
use crate::yaml::edit::Change;
use crate::yaml::{Document, Duplicate};

declare_rule! {
    name: "duplicate-keys",
    summary: "A key occurs twice in a map, and Helm drops everything under the first one",
    remedy: "merge both under one key",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.release().layered().files {
        for document in &stream.documents {
            for duplicate in document.duplicates() {
                let at = |span: Span| cx.text_at(document.path_at(span.start), &Origin::File { source: *source, span });
                let later = at(duplicate.later);
                let earlier = at(duplicate.earlier);
                let finding = found.report(
                    later,
                    format!(
                        "`{}` occurs twice: Helm uses the last one and drops the first with everything under it",
                        duplicate.key
                    ),
                );
                finding.label("this one is used").relate(earlier, "dropped");
                if is_the_same(document, duplicate) {
                    let key = duplicate.earlier;
                    finding.fix("Remove the first one, which is equal", Safe, vec![Change::RemoveShadowed { key }]);
                }
            }
        }
    }
}

/// Whether both entries say the same.
pub(super) fn is_the_same(document: &Document, duplicate: &Duplicate) -> bool {
    let value = |span| document.key_at(span).map(|pair| document.to_json(pair.value));
    value(duplicate.earlier).is_some_and(|earlier| value(duplicate.later) == Some(earlier))
}
