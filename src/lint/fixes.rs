//! Turns proposed fixes into edits of the user's texts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::finding::Finding;
use super::release::LintRelease;
use super::target::LintTarget;
use crate::diagnostic::{Edit, Fix, SourceText};
use crate::redact::covered;
use crate::text::Span;
use crate::text::visible;
use crate::values::{Kind, Origin, Path, SourceId, Step, Value, is_placeholder};
use crate::yaml::edit::{Change, EditsOf, TextEdit, apply, edit_each};

/// Returns for each finding the edits of its proposed fix, if the texts can be changed without touching anything else.
/// `texts` are the sources' texts, in their order.
pub(super) fn fixes(findings: &[Finding], target: LintTarget<'_>, texts: &[Arc<SourceText>]) -> Vec<Option<Fix>> {
    // For each file, the findings with their changes in it.
    let mut by_file: BTreeMap<SourceId, Vec<(usize, Vec<Change>)>> = BTreeMap::new();
    let mut waiting: Vec<Option<usize>> = Vec::with_capacity(findings.len());
    for (number, finding) in findings.iter().enumerate() {
        let files = files_of(finding, target);
        waiting.push(files.as_ref().map(BTreeMap::len));
        for (source, changes) in files.into_iter().flatten() {
            by_file.entry(source).or_default().push((number, changes));
        }
    }
    let mut edits: Vec<Vec<Edit>> = findings.iter().map(|_| Vec::new()).collect();
    for (source, changes) in by_file {
        let text = target.layered().sources.get(source).and_then(|source| str::from_utf8(&source.text).ok());
        let (Some(text), Some(shown)) = (text, texts.get(source.0 as usize)) else { continue };
        let all: Vec<&[Change]> = changes.iter().map(|(_, changes)| changes.as_slice()).collect();
        for batch in edit_each(text, target.helm(), &all) {
            for (number, made) in with_secrets_marked(text, batch, shown) {
                let Some((finding, _)) = changes.get(number) else { continue };
                if let (Some(edits), Some(waiting)) = (edits.get_mut(*finding), waiting.get_mut(*finding)) {
                    edits.extend(made);
                    *waiting = waiting.map(|files| files - 1);
                }
            }
        }
    }
    let made = findings.iter().zip(edits).zip(waiting);
    made.map(|((finding, edits), waiting)| {
        let proposed = finding.proposed.as_ref().filter(|_| waiting == Some(0) && !edits.is_empty())?;
        Some(Fix { title: visible(&proposed.title), applicability: proposed.applicability, edits })
    })
    .collect()
}

/// Returns the changes of a finding's proposed fix by file; `None` if one of them is not in a file.
fn files_of(finding: &Finding, target: LintTarget<'_>) -> Option<BTreeMap<SourceId, Vec<Change>>> {
    let proposed = finding.proposed.as_ref()?;
    if let LintTarget::Release(release) = target
        && proposed.changes.iter().any(|change| rewrites_argument(release, change))
    {
        return None;
    }
    let mut files: BTreeMap<SourceId, Vec<Change>> = BTreeMap::new();
    for change in &proposed.changes {
        files.entry(file_of(change, finding, target)?).or_default().push(change.clone());
    }
    Some(files)
}

/// Returns whether a change would rewrite an argument or a variable of a pod; removing it is allowed.
fn rewrites_argument(release: &LintRelease<'_>, change: &Change) -> bool {
    let (Change::Set { path, .. } | Change::Take { path, .. } | Change::Quote { path }) = change else {
        return false;
    };
    let processes = release.model.iter().flat_map(|model| &model.processes);
    let mut overrides = processes.filter_map(|(_, process)| process.as_ref()).flat_map(|process| &process.overrides);
    overrides.any(|over| release.path(&over.written) == *path)
}

/// Returns the non-overlapping edits of a text, each marked if it writes a secret.
fn with_secrets_marked(text: &str, batch: Vec<EditsOf>, shown: &Arc<SourceText>) -> Vec<(usize, Vec<Edit>)> {
    let mut all: Vec<TextEdit> = batch.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect();
    all.sort_by_key(|edit| edit.span);
    let Some(after) = apply(text, &all) else { return Vec::new() };
    let hidden = covered(&after);
    let (mut old, mut new) = (0, 0);
    let mut places = HashMap::new();
    for TextEdit { span, text } in &all {
        let start = new + (span.start - old);
        places.insert(*span, Span::new(start, start + text.len()));
        (old, new) = (span.end, start + text.len());
    }
    let mark = |TextEdit { span, text }| {
        let shown_as = places.get(&span).and_then(|place| hidden.get(place.range()));
        Edit { source: Arc::clone(shown), span, secret: shown_as != Some(&*text), text }
    };
    batch.into_iter().map(|(number, edits)| (number, edits.into_iter().map(mark).collect())).collect()
}

/// Returns the file in which a change is made: the last layer that has its path, or most of it.
fn file_of(change: &Change, finding: &Finding, target: LintTarget<'_>) -> Option<SourceId> {
    let of_finding = match &finding.site.origin {
        Some(Origin::File { source, .. }) => Some(*source),
        _ => None,
    };
    let (path, whole) = match change {
        Change::Set { path, .. } | Change::Take { path, .. } => (path, false),
        Change::Quote { path } | Change::Rename { path, .. } | Change::Remove { path } => (path, true),
        Change::Move { from, .. } => (from, true),
        Change::RemoveShadowed { .. } | Change::JoinDocuments | Change::Reword { .. } => return of_finding,
    };
    if path.0.is_empty() {
        return None;
    }
    // A value from a flag, and one that is filled in later, is not in the file.
    let value = path.find_in(&target.layered().values);
    let elsewhere = value.is_some_and(|value| {
        matches!(value.origin, Origin::Flag { .. })
            || (matches!(&value.kind, Kind::String(text) if is_placeholder(text))
                && matches!(change, Change::Set { .. }))
    });
    if elsewhere {
        return None;
    }
    if let Some(source) = file_of_list(&target.layered().values, path) {
        return Some(source);
    }
    let files = target.layered().files.iter().map(|(source, stream)| {
        let depth = stream.documents.iter().map(|document| path.depth_in((document, document.root()))).max();
        (depth.unwrap_or(0), *source)
    });
    let (depth, source) =
        files.max_by_key(|(depth, source)| (*depth, *depth > 0 || Some(*source) == of_finding, *source))?;
    (!whole || depth == path.0.len()).then_some(source)
}

/// Returns the file of the first list on a path. Lists are not merged, so one file has all of it.
fn file_of_list(values: &Value, path: &Path) -> Option<SourceId> {
    let mut value = values;
    for step in &path.0 {
        match step {
            Step::Key(key) => value = value.get(key)?,
            Step::Index(_) => {
                return match value.origin {
                    Origin::File { source, .. } => Some(source),
                    _ => None,
                };
            }
        }
    }
    None
}
