use super::duplicate_keys::is_the_same;
use crate::diagnostic::Applicability::Safe;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::Origin;
use crate::yaml::edit::Change;

declare_rule! {
    name: "client-key-twice",
    summary: "A key occurs twice in the client configuration",
    remedy: "keep one of them",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.config().layered.files {
        for document in &stream.documents {
            for duplicate in document.duplicates() {
                let at = |span| {
                    let source = *source;
                    ClientContext::at(Origin::File { source, span })
                };
                let finding = found.report(
                    at(duplicate.later),
                    format!("`{}` occurs twice: flytectl does not start, and pyflyte uses the last one", duplicate.key),
                );
                finding.relate(at(duplicate.earlier), "the first one");
                if is_the_same(document, duplicate) {
                    let key = duplicate.earlier;
                    finding.fix("Remove the first one, which is equal", Safe, vec![Change::RemoveShadowed { key }]);
                }
            }
        }
    }
}
