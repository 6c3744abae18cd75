use crate::lint::{Context, Findings, declare_rule};
use crate::text::Span;
use crate::values::Origin;

declare_rule! {
    name: "colliding-keys",
    aliases: ["keys-that-collide-for-helm"],
    summary: "Helm reads two keys that differ in YAML as the same key, and picks one at random",
    remedy: "remove one of them, and put keys in quotes",
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
                        format!("Helm reads two different keys as `{}`, and picks one at random", duplicate.key),
                    )
                    .label("the same key to Helm")
                    .relate(earlier, "and this");
            }
        }
    }
}
