use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::Origin;

declare_rule! {
    name: "merge-key-overrides",
    summary: "A `<<` below a key overrides that key, because Helm applies merges in order",
    remedy: "write `<<` first in its map",
    severity: Warning,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.release().layered().files {
        for document in &stream.documents {
            let at = |span: Span| cx.text_at(document.path_at(span.start), &Origin::File { source: *source, span });
            for merge in document.merges() {
                let merged = document.node(merge.key).span();
                for (key, span) in &merge.overridden {
                    found
                        .report(
                            at(*span),
                            format!(
                                "`{key}` has no effect: the `<<` below it sets the key again, and Helm uses the later \
                                    one"
                            ),
                        )
                        .relate(at(merged), "this wins");
                }
            }
        }
    }
}
