use serde_json::Value as Json;

use crate::diagnostic::Applicability::Safe;
use crate::lint::{Context, Findings, Rule, declare_rule};
use crate::text::Span;
use crate::values::{Origin, Path, Step};
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
                for path in dropped(document, duplicate) {
                    finding.explains(OF_WHAT_LACKS, path);
                }
                if is_the_same(document, duplicate) {
                    let key = duplicate.earlier;
                    finding.fix("Remove the first one, which is equal", Safe, vec![Change::RemoveShadowed { key }]);
                }
            }
        }
    }
}

/// Rules that report missing values, which may be among the dropped ones.
static OF_WHAT_LACKS: [&Rule; 7] = [
    &super::binary_authorized_uris_empty_or_not_first::RULE,
    &super::binary_required_fields::RULE,
    &super::default_client_secret::RULE,
    &super::flyte_core_default_oidc_leftovers::RULE,
    &super::oidc_client_secret_missing_or_misplaced::RULE,
    &super::propeller_secret_without_static_client_hash::RULE,
    &super::use_auth_misplaced_or_off::RULE,
];

/// Returns the paths of the values in the first entry.
fn dropped(document: &Document, duplicate: &Duplicate) -> Vec<Path> {
    let mut paths = Vec::new();
    if let Some(value) = value_of(document, duplicate.earlier) {
        leaves(&value, &mut document.path_at(duplicate.earlier.start), &mut paths);
    }
    paths
}

fn leaves(value: &Json, path: &mut Path, paths: &mut Vec<Path>) {
    let Json::Object(map) = value else {
        paths.push(path.clone());
        return;
    };
    for (key, value) in map {
        path.0.push(Step::Key(key.as_str().into()));
        leaves(value, path, paths);
        path.0.pop();
    }
}

/// Returns the value of the entry with a key.
fn value_of(document: &Document, key: Span) -> Option<Json> {
    document.key_at(key).map(|pair| document.to_json(pair.value))
}

/// Returns whether both entries have the same value.
pub(super) fn is_the_same(document: &Document, duplicate: &Duplicate) -> bool {
    value_of(document, duplicate.earlier).is_some_and(|earlier| value_of(document, duplicate.later) == Some(earlier))
}
