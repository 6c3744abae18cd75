//! What stays the same of a finding when lines move.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Place};
use crate::file::path_from;
use crate::text::fnv1a;

/// A fingerprint for each diagnostic of a release: of the rule, the file's path from a folder, the path in the values and
/// the text of the line, and of the number among equal ones.
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

/// How much of a line counts before a finding, and after it.
const MOST_OF_A_LINE: usize = 1024;

/// A file's name in fingerprints: its path from a folder, the same on all systems.
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
            // All findings on a long line together take time in the square of it.
            let before = before.get(before.len().saturating_sub(MOST_OF_A_LINE)..).unwrap_or_default();
            let after = after.get(..MOST_OF_A_LINE.min(after.len())).unwrap_or_default();
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
