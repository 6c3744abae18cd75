//! Fixes that are applied together.

use std::sync::Arc;

use super::converge::{Applied, SkippedFix};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::lint::{Report, source_name};
use crate::text::visible;
use crate::values::{FileInput, Inputs, Path, layer_one};
use crate::yaml::edit::{Change, TextEdit, apply};

/// A finding with its fix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    rule: &'static str,
    message: &'a str,
    pub(super) fix: &'a Fix,
    /// What it does to the values.
    pub(super) changes: &'a [Change],
}

impl<'a> Chosen<'a> {
    /// The findings that count and have a fix, in the order of the report.
    pub(super) fn all(report: &'a Report) -> impl Iterator<Item = Self> {
        // Both lists are in the same order.
        report.findings.iter().zip(&report.diagnostics).filter_map(|(finding, diagnostic)| {
            let (Some(rule), Some(fix), None) = (diagnostic.rule, &diagnostic.fix, &diagnostic.suppression) else {
                return None;
            };
            let changes = finding.remedy.as_ref().map_or(&[] as &[Change], |remedy| &remedy.changes);
            Some(Self { rule, message: diagnostic.fault.message(), fix, changes })
        })
    }

    /// What tells it from others.
    pub(super) fn key(&self) -> (&'static str, String) {
        (self.rule, self.message.to_owned())
    }

    pub(super) fn applied(&self) -> Applied {
        Applied { rule: self.rule, title: self.fix.title.clone(), files: self.files() }
    }

    pub(super) fn given_up(&self, because: String) -> SkippedFix {
        let message = self.message.to_owned();
        SkippedFix { rule: self.rule, title: self.fix.title.clone(), files: self.files(), message, because }
    }

    /// The files that it changes.
    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = self.fix.edits.iter().map(|edit| visible(&edit.source.name)).collect();
        files.dedup();
        files
    }

    /// Why it is not made: a file that it would change is encrypted with SOPS, which binds each value to the path of
    /// its key and keeps a checksum of all of them.
    pub(super) fn encrypted_file(&self, inputs: &Inputs) -> Option<String> {
        let file = inputs
            .files
            .iter()
            .find(|file| self.fix.edits.iter().any(|edit| is_text_of(edit, file)) && is_encrypted(&file.bytes))?;
        let name = crate::shell::word(source_name(&file.name));
        Some(format!("the file is encrypted with SOPS: run `sops {name}` to change it"))
    }

    /// Why it is not made yet: it adds something inside a key that another fix is to give its place or name.
    pub(super) fn waits_for(&self, all: &[Self], least: Applicability) -> Option<String> {
        let added = |change: &'a Change| match change {
            Change::Set { path, .. } | Change::Take { path, .. } => Some(path),
            _ => None,
        };
        let adds: Vec<&Path> = self.changes.iter().filter_map(added).collect();
        let is_inside = |target: &Path| adds.iter().any(|path| path.0.starts_with(&target.0));
        let before = all.iter().filter(|other| !std::ptr::eq(other.fix, self.fix));
        let other = before.into_iter().find(|other| targets(other.changes).any(|target| is_inside(&target)))?;
        let with = if other.fix.applicability > least { " with `--unsafe-fixes`" } else { "" };
        Some(format!("`{}` has to be fixed first{with}", other.rule))
    }

    /// Whether both are one fix, of two findings.
    pub(super) fn does_the_same(&self, other: &Self) -> bool {
        self.fix.edits == other.fix.edits
    }

    /// Whether both touch the same bytes, or write at the same place, but do not do the same.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        !self.does_the_same(other)
            && self.fix.edits.iter().any(|a| {
                let touches = |b: &Edit| {
                    a.source.name == b.source.name && a.span.start <= b.span.end && b.span.start <= a.span.end
                };
                other.fix.edits.iter().any(touches)
            })
    }
}

/// Where things come to stand, or what they come to be called.
pub(super) fn targets(changes: &[Change]) -> impl Iterator<Item = Path> {
    changes.iter().filter_map(|change| match change {
        Change::Move { to, .. } => Some(to.clone()),
        Change::Rename { path, key } => {
            let (_, above) = path.0.split_last()?;
            Some(Path(above.to_vec()).key(key.as_str()))
        }
        _ => None,
    })
}

/// Whether SOPS has encrypted a file: it adds its own map at the root.
fn is_encrypted(bytes: &[u8]) -> bool {
    // Only a file that speaks of it is read.
    bytes.windows(4).any(|part| part == b"sops")
        && layer_one("", bytes)
            .is_ok_and(|layered| layered.values.get("sops").is_some_and(|sops| sops.as_map().is_some()))
}

/// The values with the edits made in their files.
pub(super) fn with_edits<'a>(inputs: &Inputs, edits: &(impl Iterator<Item = &'a Edit> + Clone)) -> Option<Inputs> {
    let mut files = Vec::with_capacity(inputs.files.len());
    for file in &inputs.files {
        let mut own: Vec<TextEdit> = edits
            .clone()
            .filter(|edit| is_text_of(edit, file))
            .map(|edit| TextEdit { span: edit.span, text: edit.text.clone() })
            .collect();
        own.sort_by_key(|edit| edit.span);
        // Two findings may have one fix.
        own.dedup();
        let bytes = if own.is_empty() {
            Arc::clone(&file.bytes)
        } else {
            let text = std::str::from_utf8(&file.bytes).ok()?;
            apply(text, &own)?.into_bytes().into()
        };
        files.push(FileInput { name: Arc::clone(&file.name), bytes });
    }
    Some(Inputs { files, ..inputs.clone() })
}

/// Whether an edit is of this file.
fn is_text_of(edit: &Edit, file: &FileInput) -> bool {
    edit.source.name == source_name(&file.name)
}
