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

/// How much of a line counts before a finding, and behind it.
const MOST_OF_A_LINE: usize = 1024;

fn identity(diagnostic: &Diagnostic) -> String {
    let (file, line) = match &diagnostic.place {
        Place::Text { source, span } => {
            let bytes = source.text.as_bytes();
            let (before, after) = bytes.split_at_checked(span.start).unwrap_or_default();
            // All findings on a long line together take time in the square of it.
            let before = before.get(before.len().saturating_sub(MOST_OF_A_LINE)..).unwrap_or_default();
            let after = after.get(..MOST_OF_A_LINE.min(after.len())).unwrap_or_default();
            let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
            let first = before.rsplit(ends).next().unwrap_or_default();
            let rest = after.split(ends).next().unwrap_or_default();
            (source.name.as_str(), String::from_utf8_lossy(&[first, rest].concat()).into_owned())
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
