//! A key stands in its map twice, and all that stands under the first one is lost.

use crate::lint::{Context, Findings, declare_rule};
use crate::values::Origin;

declare_rule! {
    name: "duplicate-keys",
    summary: "A key stands in its map twice, and all that stands under the first one is lost",
    remedy: "put both under one key",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.release().layered.files {
        for document in &stream.documents {
            for duplicate in document.duplicates() {
                let at = |span| Origin::File {
                    source: *source,
                    span,
                };
                let later = cx.at(&at(duplicate.later));
                let earlier = cx.at(&at(duplicate.earlier));
                found
                    .report(
                        later,
                        format!("`{}` stands here twice: Helm takes the last one and drops the first with everything under it", duplicate.key),
                    )
                    .label("this one counts")
                    .relate(earlier, "dropped");
            }
        }
    }
}
