//! Secrets and names in the files of a release.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::posture::scalar;
use crate::redact::is_secret;
use crate::values::{Layered, SourceId, Value};

/// The content of the files that a fix must not change.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    /// The files and flags, as written.
    sources: Vec<Arc<[u8]>>,
    /// The texts of secrets.
    secrets: BTreeSet<String>,
    /// The texts of names: of a Secret, a file, a variable.
    names: BTreeSet<String>,
    /// The number of duplicate keys in each file.
    twice: Vec<usize>,
    /// The number of bytes in each file that Helm does not read.
    unread: Vec<usize>,
}

impl Texts {
    pub(super) fn of(layered: &Layered) -> Self {
        let (mut secrets, mut names) = (BTreeSet::new(), BTreeSet::new());
        collect("", &layered.values, &mut secrets, &mut names);
        let (mut twice, mut unread) = (Vec::new(), Vec::new());
        for (_, stream) in &layered.files {
            twice.push(stream.documents.iter().map(|document| document.duplicates().len()).sum());
            unread.push(stream.dropped.iter().map(|dropped| dropped.span.end - dropped.span.start).sum());
        }
        let source = |id: u32| layered.sources.get(SourceId(id)).map(|source| Arc::clone(&source.text));
        Self { sources: (0..).map_while(source).collect(), secrets, names, twice, unread }
    }

    /// Returns whether a text is in the files or flags.
    pub(super) fn hold(&self, text: &str) -> bool {
        let text = text.trim().as_bytes();
        !text.is_empty() && self.sources.iter().any(|source| source.windows(text.len()).any(|part| part == text))
    }

    /// Returns the reason why the files must not become `after`, as a clause after "because".
    pub(super) fn objection(&self, after: &Self) -> Option<String> {
        let more = |one: &[usize], other: &[usize]| one.iter().zip(other).any(|(one, other)| other > one);
        if more(&self.twice, &after.twice) {
            return Some("then a key would be in its map twice".to_owned());
        }
        if more(&self.unread, &after.unread) {
            return Some("then Helm would read less of the file".to_owned());
        }
        let mut new_names = after.names.difference(&self.names);
        new_names
            .any(|name| self.secrets.contains(name))
            .then(|| "then a secret would be where a name belongs".to_owned())
    }
}

/// Collects the texts of secrets and of names.
fn collect(key: &str, value: &Value, secrets: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    if let Some(map) = value.as_map() {
        for (key, entry) in map {
            collect(key, &entry.value, secrets, names);
        }
    }
    for item in value.as_list().unwrap_or_default() {
        collect(key, item, secrets, names);
    }
    let Some(text) = scalar(value).filter(|text| !text.is_empty() && text != "true" && text != "false") else {
        return;
    };
    if is_name(key) {
        names.insert(text);
    } else if is_secret(key) {
        secrets.insert(text);
    }
}

/// Returns whether the value of a key is a name: of a Secret, a file, a variable, a client.
fn is_name(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["name", "file", "envvar", "env_var", "location", "ref", "id", "path"].iter().any(|end| key.ends_with(end))
}
