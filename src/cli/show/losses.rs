//! The values that were dropped or ignored.

use indexmap::IndexSet;

use super::annotated::Annotated;
use crate::release::Model;
use crate::text::Span;
use crate::values::{Dropped, Layered, LossReason, Origin};
use crate::yaml::DropReason;

/// Writes the list of dropped values with the reasons.
pub(super) fn write(page: &mut Annotated<'_>, model: &Model, layered: &Layered) {
    let unread = model.processes.iter().flat_map(|(_, process)| process).flat_map(|process| {
        process.decoded.unread.iter().filter(|dropped| {
            let admin = dropped.path.to_string().starts_with("admin.");
            if admin { process.name.is_client() } else { process.name.is_server() }
        })
    });
    // Several processes may ignore the same key.
    let mut lines = IndexSet::new();
    for dropped in layered.dropped.iter().chain(&model.dropped).chain(unread) {
        if dropped.reason == LossReason::IgnoredDocument {
            continue;
        }
        if is_worth_listing(dropped) {
            lines.insert(sentence(page, dropped));
        }
    }
    lines.extend(documents(page, layered));
    page.line(0, if lines.is_empty() { "dropped: []" } else { "dropped:" }, None);
    for line in lines {
        page.text_item(0, &line);
    }
}

/// Returns a line for each document that Helm 3 ignores.
fn documents(page: &Annotated<'_>, layered: &Layered) -> Vec<String> {
    let mut lines = Vec::new();
    for (source, stream) in &layered.files {
        for part in &stream.dropped {
            let text = layered.sources.get(*source).and_then(|source| source.text.get(part.span.range()));
            if !matches!(part.reason, DropReason::LaterDocument | DropReason::AfterDocumentEnd) {
                continue;
            }
            let mut at = part.span.start;
            for line in text.unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
                if line.starts_with(b"---") || line.starts_with(b"...") {
                    let origin = Origin::File { source: *source, span: Span::new(at, at + 3) };
                    lines.push(format!("the document at {}: Helm 3 reads only the first one", page.describe(&origin)));
                }
                at += line.len();
            }
        }
    }
    lines
}

/// Returns whether a dropped value is worth listing. What the chart itself overrides, or a process's default, isn't.
fn is_worth_listing(dropped: &Dropped) -> bool {
    dropped.origin.is_user() || matches!(dropped.origin, Origin::ChartDefault { line: Some(_) })
}

fn sentence(page: &Annotated<'_>, dropped: &Dropped) -> String {
    let path = dropped.path.to_string();
    let origin = page.describe(&dropped.origin);
    let what = if path.is_empty() { origin } else { format!("{path} ({origin})") };
    let by = dropped.reason.by().map(|by| page.describe(by)).unwrap_or_default();
    match &dropped.reason {
        LossReason::Overridden { .. } => format!("{what}: overridden by {by}"),
        LossReason::Deleted { .. } => format!("{what}: deleted by the null at {by}"),
        LossReason::ListReplaced { .. } => {
            format!("{what}: lists do not merge, so the one at {by} applies")
        }
        LossReason::DuplicateKey { .. } => {
            format!("{what}: the key is set again at {by}, which takes precedence")
        }
        LossReason::IgnoredDocument => {
            format!("{what}: in a document that Helm 3 does not read, after `---` or `...`")
        }
        LossReason::AfterEnd => format!(
            "{what}: after the end of the document for Helm, because it is indented less than the first key or \
                follows a closed bracket"
        ),
        LossReason::UnreadByChart => format!("{what}: no template of the chart reads this key"),
        LossReason::UnreadByFlyte => format!("{what}: no Flyte process reads this key"),
    }
}
