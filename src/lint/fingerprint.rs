//! Fingerprints of findings, which stay the same when lines move.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Place};
use crate::file::path_from;
use crate::text::fnv1a;

/// Computes a fingerprint for each diagnostic: a hash of the rule, the file's path relative to `folder`, the path in
/// the values, the text of the line, and the ordinal among equal ones.
pub(super) fn fingerprints(diagnostics: &[Diagnostic], folder: &Path) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut names: HashMap<&str, String> = HashMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let what =
                identity(diagnostic, |name| names.entry(name).or_insert_with(|| name_from(folder, name)).clone());
            let ordinal = seen.entry(what.clone()).or_default();
            *ordinal += 1;
            format!("{:016x}", fnv1a(format!("{what}\n{ordinal}").as_bytes()))
        })
        .collect()
}

/// The number of bytes of a line that count before a finding, and after it.
const MAX_LINE_CONTEXT: usize = 1024;

/// Returns a file's name in fingerprints: its path relative to a folder, with `/` on all systems.
fn name_from(folder: &Path, name: &str) -> String {
    let path = Some(name).filter(|name| !name.starts_with('<')).and_then(|name| path_from(folder, Path::new(name)));
    let path = path.unwrap_or_else(|| PathBuf::from(name));
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn identity<'a>(diagnostic: &'a Diagnostic, mut of_file: impl FnMut(&'a str) -> String) -> String {
    let (file, line) = match &diagnostic.place {
        Place::Text { source, span } => {
            let bytes = source.text.as_bytes();
            let (before, after) = bytes.split_at_checked(span.start).unwrap_or_default();
            // Without a limit, many findings on one long line take quadratic time.
            let before = before.get(before.len().saturating_sub(MAX_LINE_CONTEXT)..).unwrap_or_default();
            let after = after.get(..MAX_LINE_CONTEXT.min(after.len())).unwrap_or_default();
            let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
            let first = before.rsplit(ends).next().unwrap_or_default();
            let rest = after.split(ends).next().unwrap_or_default();
            (of_file(&source.name), String::from_utf8_lossy(&[first, rest].concat()).into_owned())
        }
        Place::File(source) => (of_file(&source.name), String::new()),
        Place::Line { name, text, .. } => (name.clone(), text.clone()),
        Place::Flag(flag) => (flag.clone(), String::new()),
        Place::Nowhere => (String::new(), String::new()),
    };
    let rule = diagnostic.rule.unwrap_or_default();
    format!("{rule}\n{file}\n{}\n{}", diagnostic.path, line.trim())
}
