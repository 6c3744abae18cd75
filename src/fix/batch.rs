//! Fixes that are applied together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::converge::{Applied, SkippedFix};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::file::shown_name;
use crate::lint::Report;
use crate::text::{Span, visible};
use crate::values::{FileInput, Inputs, Path, is_sops, layer_one};
use crate::yaml::edit::{Change, TextEdit, apply};

/// The identity of a finding: its rule and its message.
pub(super) type Key<'a> = (&'static str, &'a str);

/// A finding with its fix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    rule: &'static str,
    message: &'a str,
    pub(super) fix: &'a Fix,
    /// The changes of the values.
    pub(super) changes: &'a [Change],
}

impl<'a> Chosen<'a> {
    /// Iterates over the findings that count and have a fix, in the order of the report.
    pub(super) fn all(report: &'a Report) -> impl Iterator<Item = Self> {
        // Both lists are in the same order.
        report.findings.iter().zip(&report.diagnostics).filter_map(|(finding, diagnostic)| {
            let (Some(rule), Some(fix), None) = (diagnostic.rule, &diagnostic.fix, &diagnostic.suppression) else {
                return None;
            };
            let changes = finding.proposed.as_ref().map_or(&[] as &[Change], |proposed| &proposed.changes);
            Some(Self { rule, message: diagnostic.fault.message(), fix, changes })
        })
    }

    /// Returns the identity of the finding.
    pub(super) const fn key(&self) -> Key<'a> {
        (self.rule, self.message)
    }

    pub(super) fn applied(&self) -> Applied {
        Applied { rule: self.rule, title: self.fix.title.clone(), files: self.files() }
    }

    pub(super) fn skip(&self, because: String) -> SkippedFix {
        let message = self.message.to_owned();
        SkippedFix { rule: self.rule, title: self.fix.title.clone(), files: self.files(), message, because }
    }

    /// Returns the files that it changes.
    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = self.fix.edits.iter().map(|edit| visible(&edit.source.name)).collect();
        files.dedup();
        files
    }

    /// Returns its edits, to find other findings with the same fix.
    pub(super) fn deed(&self) -> Vec<(&'a str, Span, &'a str)> {
        self.fix.edits.iter().map(|edit| (edit.source.name.as_str(), edit.span, edit.text.as_str())).collect()
    }

    /// Returns the paths at which it adds something.
    fn adds(&self) -> impl Iterator<Item = &'a Path> {
        self.changes.iter().filter_map(|change| match change {
            Change::Set { path, .. } | Change::Take { path, .. } => Some(path),
            _ => None,
        })
    }
}

/// The fixes of a report, indexed so that queries about each of them do not take time proportional to their number.
pub(super) struct Open<'a> {
    /// The findings that count and have a fix, in the order of the report.
    pub(super) all: Vec<Chosen<'a>>,
    /// The fixes that move or rename something to a path, by their index: the first two of them.
    targets: HashMap<Path, [Option<usize>; 2]>,
    /// The names of the files that SOPS has encrypted.
    encrypted: Vec<&'a str>,
}

impl<'a> Open<'a> {
    pub(super) fn of(report: &'a Report, inputs: &'a Inputs) -> Self {
        let all: Vec<Chosen<'a>> = Chosen::all(report).collect();
        let mut targets_of: HashMap<Path, [Option<usize>; 2]> = HashMap::new();
        for (number, chosen) in all.iter().enumerate() {
            for target in targets(chosen.changes) {
                let [first, second] = targets_of.entry(target).or_default();
                if first.is_none() {
                    *first = Some(number);
                } else if second.is_none() && *first != Some(number) {
                    *second = Some(number);
                }
            }
        }
        let encrypted = inputs.files.iter().filter(|file| !all.is_empty() && is_encrypted(&file.bytes));
        let encrypted = encrypted.map(|file| shown_name(&file.name)).collect();
        Self { all, targets: targets_of, encrypted }
    }

    /// Returns the reason if a fix would change a file that SOPS has encrypted: SOPS binds each value to the path of
    /// its key and stores a checksum of all values.
    pub(super) fn encrypted_file(&self, chosen: &Chosen<'_>) -> Option<String> {
        let name = self.encrypted.iter().find(|name| chosen.fix.edits.iter().any(|edit| edit.source.name == **name))?;
        Some(format!("the file is encrypted with SOPS: run `sops {}` to change it", crate::shell::word(name)))
    }

    /// Returns the reason if the fix with this index must wait: it adds something inside a key that another fix will
    /// move or rename.
    pub(super) fn waits_for(&self, number: usize, least: Applicability) -> Option<String> {
        let above = |path: &'a Path| (0..=path.0.len()).filter_map(|depth| path.0.get(..depth));
        let adds = self.all.get(number).into_iter().flat_map(Chosen::adds);
        let others = adds.flat_map(above).filter_map(|steps| self.targets.get(steps));
        let other = others.flatten().flatten().filter(|other| **other != number).min()?;
        let other = self.all.get(*other)?;
        let with = if other.fix.applicability > least { " with `--unsafe-fixes`" } else { "" };
        Some(format!("`{}` has to be fixed first{with}", other.rule))
    }
}

/// The bytes that the chosen fixes edit, without overlaps, and the target paths of their moves.
#[derive(Default)]
pub(super) struct Touched<'a> {
    /// The ends of the edits, by file and start.
    ends: BTreeMap<(&'a str, usize), usize>,
    targets: HashSet<Path>,
    deeds: HashSet<Vec<(&'a str, Span, &'a str)>>,
}

impl<'a> Touched<'a> {
    /// Returns whether one of them has the same edits.
    pub(super) fn does_the_same(&self, chosen: &Chosen<'a>) -> bool {
        self.deeds.contains(&chosen.deed())
    }

    /// Returns whether one of them, which is not the same, overlaps: it edits the same bytes, inserts at the same
    /// position, or has the same target path.
    pub(super) fn overlaps(&self, chosen: &Chosen<'a>) -> bool {
        let mut edits = chosen.fix.edits.iter();
        !self.does_the_same(chosen)
            && (targets(chosen.changes).any(|target| self.targets.contains(&target))
                || edits.any(|edit| {
                    let name = edit.source.name.as_str();
                    let before = self.ends.range((name, 0)..=(name, edit.span.end)).next_back();
                    before.is_some_and(|(_, end)| *end >= edit.span.start)
                }))
    }

    pub(super) fn take(&mut self, chosen: &Chosen<'a>) {
        for edit in &chosen.fix.edits {
            let end = self.ends.entry((edit.source.name.as_str(), edit.span.start)).or_default();
            *end = edit.span.end.max(*end);
        }
        self.targets.extend(targets(chosen.changes));
        self.deeds.insert(chosen.deed());
    }

    /// Counts the different fixes.
    pub(super) fn len(&self) -> usize {
        self.deeds.len()
    }
}

/// Returns the target paths of moves and renames.
pub(super) fn targets(changes: &[Change]) -> impl Iterator<Item = Path> {
    changes.iter().filter_map(Change::target)
}

/// Returns whether SOPS has encrypted a file.
fn is_encrypted(bytes: &[u8]) -> bool {
    // Only a file that contains the word is parsed.
    bytes.windows(4).any(|part| part == b"sops") && layer_one("", bytes).is_ok_and(|layered| is_sops(&layered.values))
}

/// Applies edits to the files of the values.
pub(super) fn with_edits<'a>(inputs: &Inputs, edits: &(impl Iterator<Item = &'a Edit> + Clone)) -> Option<Inputs> {
    let mut files = Vec::with_capacity(inputs.files.len());
    for file in &inputs.files {
        let mut own: Vec<TextEdit> = edits
            .clone()
            .filter(|edit| is_text_of(edit, file))
            .map(|edit| TextEdit { span: edit.span, text: edit.text.clone() })
            .collect();
        own.sort_by_key(|edit| edit.span);
        // Two findings may have the same fix.
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

/// Returns whether an edit is for this file.
fn is_text_of(edit: &Edit, file: &FileInput) -> bool {
    edit.source.name == shown_name(&file.name)
}
