//! Joins the documents of a file.

use serde_json::{Map, Value};

use super::{Change, EditError, TextEdit, editor};
use crate::text::Span;
use crate::yaml::{HelmVersion, Path, read};

/// Returns the edit that moves the values of all documents into the first one. A key with different values in two
/// documents is a conflict.
pub(super) fn join(text: &str, helm: HelmVersion) -> Result<TextEdit, EditError> {
    let form = || EditError::Form("---".to_owned());
    let parts = parts(text).ok_or_else(form)?;
    let (first, others) = parts.split_first().ok_or_else(form)?;
    let mut joined = first.clone();
    for part in others {
        let values = values(part)?;
        let map = values.as_object().ok_or_else(form)?;
        take_all(&mut joined, part, &Path::default(), map)?;
    }
    let after = read(joined.as_bytes(), helm).map_err(Box::new)?;
    let is_one = after.documents.len() == 1 && after.dropped.is_empty();
    // Comments are for people: the file stays unchanged if one would be lost.
    let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
    if comments(&joined) < comments(text) {
        return Err(EditError::Comment);
    }
    if is_one { Ok(TextEdit::new(Span::new(0, text.len()), joined)) } else { Err(EditError::Meaning) }
}

/// Splits the text at lines that consist of a marker.
fn parts(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if matches!(content, "---" | "...") {
            parts.push(String::new());
        } else if content.starts_with("---") || content.starts_with("...") || content.starts_with('%') {
            return None;
        } else {
            parts.last_mut()?.push_str(line);
        }
    }
    let says_something = |part: &String| part.lines().any(|line| !line.trim().is_empty());
    parts.retain(says_something);
    for part in &mut parts {
        if !part.ends_with('\n') {
            part.push('\n');
        }
    }
    Some(parts)
}

fn values(text: &str) -> Result<Value, EditError> {
    let stream = read(text.as_bytes(), HelmVersion::V3).map_err(Box::new)?;
    let document = stream.documents.first();
    Ok(document.map_or(Value::Null, |document| document.to_json(document.root())))
}

/// Adds the entries at `path` of a document to the text.
fn take_all(joined: &mut String, part: &str, path: &Path, map: &Map<String, Value>) -> Result<(), EditError> {
    for (key, value) in map {
        let path = path.key(key.as_str());
        let there = values(joined)?;
        match (path.find_in(&there), value) {
            (Some(Value::Object(_)), Value::Object(below)) => {
                let sunk = with_comments_below(part, &path);
                take_all(joined, sunk.as_deref().unwrap_or(part), &path, below)?;
            }
            (Some(same), _) if same == value => {}
            (Some(Value::Null) | None, _) => {
                let mut changes = Vec::new();
                if path.find_in(&there).is_some() {
                    changes.push(Change::Remove { path: path.clone() });
                }
                changes.push(Change::Take { path, text: part.into() });
                let edits = editor::edit(joined, HelmVersion::V3, &changes)?;
                *joined = super::apply(joined, &edits).ok_or(EditError::Meaning)?;
            }
            (Some(_), _) => return Err(EditError::Conflict(path.to_string())),
        }
    }
    Ok(())
}

/// Moves the comments above a key to the first entry of its map; `None` if there are none.
fn with_comments_below(text: &str, path: &Path) -> Option<String> {
    let stream = read(text.as_bytes(), HelmVersion::V3).ok()?;
    let document = stream.documents.first()?;
    let (mut node, mut key) = (document.root(), None);
    for step in path.keys() {
        let entry = document.entries(node).find(|entry| entry.key == step)?;
        (node, key) = (entry.value, Some(document.node(entry.key_node).span().start));
    }
    let start = text.get(..key?)?.rfind('\n').map_or(0, |end| end + 1);
    let end = start + text.get(start..)?.find('\n')? + 1;
    let (before, rest) = (text.get(..start)?, text.get(end..)?);
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let comments: Vec<&str> = before.split_inclusive('\n').rev().take_while(is_comment).collect();
    let length: usize = comments.iter().map(|line| line.len()).sum();
    let next = rest.lines().find(|line| !line.trim().is_empty())?;
    let indent = next.len() - next.trim_start().len();
    let moved = comments.iter().rev().map(|line| format!("{:indent$}{}", "", line.trim_start()));
    let moved: String = moved.collect();
    let kept = before.get(..before.len() - length)?;
    (!comments.is_empty()).then(|| format!("{kept}{}{moved}{rest}", text.get(start..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::yaml::HelmVersion;

    #[test]
    fn joins_documents_without_common_keys() {
        let text = "a:\n  b: 1\n---\n# two\na:\n  c: 2 # here\n---\nd: 3\na:\n  b: 1\n";
        let joined = join(text, HelmVersion::V3).unwrap().text;
        assert_eq!(joined, "a:\n  b: 1\n  # two\n  c: 2 # here\nd: 3\n");
        assert!(join("a: 1\n---\na: 2\n", HelmVersion::V3).is_err());
    }
}
