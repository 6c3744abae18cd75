//! What stays the same of a finding when lines move.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::text::fnv1a;

/// A fingerprint for each diagnostic of a release: of the rule, the file, the path in the values and the text of the
/// line, and of the number among equal ones.
pub(super) fn fingerprints(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let what = identity(diagnostic);
            let ordinal = seen.entry(what.clone()).or_default();
            *ordinal += 1;
            format!("{:016x}", fnv1a(format!("{what}\n{ordinal}").as_bytes()))
        })
        .collect()
}

fn identity(diagnostic: &Diagnostic) -> String {
    let (file, line) = match &diagnostic.place {
        Place::Text { source, span } => {
            let (before, after) = source.text.split_at_checked(span.start).unwrap_or_default();
            let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let first = before.get(start..).unwrap_or_default();
            let rest = after.split(['\n', '\r']).next().unwrap_or_default();
            (source.name.as_str(), format!("{first}{rest}"))
        }
        Place::File(source) => (source.name.as_str(), String::new()),
        Place::Line { name, text, .. } => (name.as_str(), text.clone()),
        Place::Flag(flag) => (flag.as_str(), String::new()),
        Place::Nowhere => ("", String::new()),
    };
    let rule = diagnostic.rule.unwrap_or_default();
    let file = file.strip_prefix("./").unwrap_or(file);
    format!("{rule}\n{file}\n{}\n{}", diagnostic.path, line.trim())
}
