//! Two keys differ in YAML and are the same for Helm, which takes either at random.

use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::Origin;

declare_rule! {
    name: "colliding-keys",
    aliases: ["keys-that-collide-for-helm"],
    summary: "Two keys differ in YAML and are the same for Helm, which takes either at random",
    remedy: "remove one of them, and write keys in quotes",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.release().layered().files {
        for document in &stream.documents {
            for duplicate in document.collisions() {
                let at = |span: Span| cx.text_at(document.path_at(span.start), &Origin::File { source: *source, span });
                let later = at(duplicate.later);
                let earlier = at(duplicate.earlier);
                found
                    .report(
                        later,
                        format!(
                            "Helm takes two different keys here for `{}`, and which one counts is random",
                            duplicate.key
                        ),
                    )
                    .label("the same key for Helm")
                    .relate(earlier, "and this");
            }
        }
    }
}
