//! Fixes in SARIF (§ 3.55).

use serde_json::{Value, json};

use super::located::Locator;
use super::sarif::{region, uri};
use crate::diagnostic::{Edit, Fix};
use crate::text::visible;

/// Converts a fix, unless one of its edits contains a secret.
pub(super) fn fix(fix: &Fix, locator: &mut Locator) -> Option<Value> {
    if fix.edits.is_empty() || fix.edits.iter().any(|edit| edit.secret) {
        return None;
    }
    let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let file = uri(&edit.source.name);
        let replacement = replacement(edit, locator);
        match changes.iter_mut().find(|(there, _)| *there == file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((file, vec![replacement])),
        }
    }
    let changes: Vec<Value> = changes
        .into_iter()
        .map(|(uri, replacements)| json!({"artifactLocation": {"uri": uri}, "replacements": replacements}))
        .collect();
    Some(json!({
        "description": {"text": format!("{} ({})", visible(&fix.title), fix.applicability.name())},
        "artifactChanges": changes,
    }))
}

/// Converts an edit to a replacement (§ 3.57).
fn replacement(edit: &Edit, locator: &mut Locator) -> Value {
    json!({
        "deletedRegion": region(locator.region(&edit.source, edit.span)),
        "insertedContent": {"text": edit.text},
    })
}
