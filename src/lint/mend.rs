//! From what would make a finding go away to edits of the user's texts.

use std::sync::Arc;

use super::finding::Finding;
use super::release::LintRelease;
use super::subject::Subject;
use crate::diagnostic::{Edit, Fix, SourceText};
use crate::redact::covered;
use crate::text::Span;
use crate::text::visible;
use crate::values::{Kind, Origin, Path, SourceId, Step, Value, is_placeholder};
use crate::yaml::edit::{Change, TextEdit, apply, edit};

/// The edits of a finding's remedy, if the texts can be changed so without touching anything else. `texts` are those of
/// the sources, in their order.
pub(super) fn fix(finding: &Finding, subject: Subject<'_>, texts: &[Arc<SourceText>]) -> Option<Fix> {
    let remedy = finding.remedy.as_ref()?;
    let mut files: Vec<(SourceId, Vec<Change>)> = Vec::new();
    if let Subject::Release(release) = subject
        && remedy.changes.iter().any(|change| rewrites_argument(release, change))
    {
        return None;
    }
    for change in &remedy.changes {
        let source = file_of(change, finding, subject)?;
        match files.iter_mut().find(|(file, _)| *file == source) {
            Some((_, changes)) => changes.push(change.clone()),
            None => files.push((source, vec![change.clone()])),
        }
    }
    files.sort_by_key(|(source, _)| *source);
    let mut edits = Vec::new();
    for (source, changes) in files {
        let bytes = &subject.layered().sources.get(source)?.text;
        let text = std::str::from_utf8(bytes).ok()?;
        let made = edit(text, subject.helm(), &changes).ok()?;
        let shown = texts.get(source.0 as usize)?;
        edits.extend(with_secrets_marked(text, made, shown)?);
    }
    (!edits.is_empty()).then(|| Fix { title: visible(&remedy.title), applicability: remedy.applicability, edits })
}

/// Whether a change would write something else into an argument or a variable of a pod; taking it away is fine.
fn rewrites_argument(release: &LintRelease<'_>, change: &Change) -> bool {
    let (Change::Set { path, .. } | Change::Take { path, .. } | Change::Quote { path }) = change else {
        return false;
    };
    let processes = release.model.iter().flat_map(|model| &model.processes);
    let mut overrides = processes.filter_map(|(_, process)| process.as_ref()).flat_map(|process| &process.overrides);
    overrides.any(|over| release.path(&over.written) == *path)
}

/// The edits of a text, each with whether what it writes is a secret.
fn with_secrets_marked(text: &str, edits: Vec<TextEdit>, shown: &Arc<SourceText>) -> Option<Vec<Edit>> {
    let after = apply(text, &edits)?;
    let hidden = covered(&after);
    let (mut old, mut new) = (0, 0);
    let mut marked = Vec::with_capacity(edits.len());
    for TextEdit { span, text } in edits {
        let start = new + (span.start - old);
        let place = Span::new(start, start + text.len());
        old = span.end;
        new = place.end;
        marked.push(Edit { source: Arc::clone(shown), span, secret: hidden.get(place.range()) != Some(&text), text });
    }
    Some(marked)
}

/// The file in which a change is made: the last one that has what it is about, or most of the way there.
fn file_of(change: &Change, finding: &Finding, subject: Subject<'_>) -> Option<SourceId> {
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
    // What a flag says, or what is filled in later, is not in the file.
    let value = path.find_in(&subject.layered().values);
    let elsewhere = value.is_some_and(|value| {
        matches!(value.origin, Origin::Flag { .. })
            || (matches!(&value.kind, Kind::String(text) if is_placeholder(text))
                && matches!(change, Change::Set { .. }))
    });
    if elsewhere {
        return None;
    }
    if let Some(source) = file_of_list(&subject.layered().values, path) {
        return Some(source);
    }
    let files = subject.layered().files.iter().map(|(source, stream)| {
        let depth = stream.documents.iter().map(|document| path.depth_in((document, document.root()))).max();
        (depth.unwrap_or(0), *source)
    });
    let (depth, source) =
        files.max_by_key(|(depth, source)| (*depth, *depth > 0 || Some(*source) == of_finding, *source))?;
    (!whole || depth == path.0.len()).then_some(source)
}

/// The file of the first list on a path: lists are not merged, so that one file has all of it.
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
