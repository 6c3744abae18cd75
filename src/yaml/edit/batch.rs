//! Applies many independent changes to one text, in time that is not proportional to their product.

use std::collections::HashSet;

use super::editor::plan;
use super::layout::Layout;
use super::state::EditState;
use super::{Change, TextEdit, apply, edit};
use crate::text::Span;
use crate::yaml::HelmVersion;

/// The maximum number of batches for changes whose edits overlap.
const MAX_BATCHES: usize = 8;

/// The number of bytes that are read to verify changes; further changes have to wait for the next run.
const MAX_BYTES_VERIFIED: usize = 6 * 1024 * 1024;

/// The minimum number of verifications, for texts of any size.
const MIN_VERIFICATIONS: usize = 8;

/// The number of a fix, with its edits.
pub type EditsOf = (usize, Vec<TextEdit>);

/// Returns the edits for each of `fixes`, as [`edit`] makes them, in batches whose edits do not overlap, without
/// those that cannot be made. A fix of one change is planned in the original text and verified together with others
/// that change different paths; if that fails, each half is verified on its own.
pub fn edit_each(text: &str, helm: HelmVersion, fixes: &[&[Change]]) -> Vec<Vec<EditsOf>> {
    let (mut planned, mut alone, mut batches) = (Vec::new(), Vec::new(), Vec::new());
    let verifications = MIN_VERIFICATIONS.max(MAX_BYTES_VERIFIED / text.len().max(1));
    let Ok(state) = EditState::of(text.to_owned(), helm) else {
        edit_one_by_one(text, helm, fixes, (0..fixes.len()).take(verifications), &mut batches);
        return batches;
    };
    let layout = Layout::of(&state.text, state.document());
    for (number, changes) in fixes.iter().enumerate() {
        match changes {
            [Change::Move { .. } | Change::JoinDocuments] => alone.push(number),
            [change] => {
                if let Ok((mut edits, may_go)) = plan(&state, &layout, change, helm, None) {
                    edits.sort_by_key(|edit| edit.span);
                    planned.push(PlannedChange { number, change, edits, may_go });
                }
            }
            _ => alone.push(number),
        }
    }
    planned.sort_by_key(PlannedChange::start);
    let mut verifier = Verifier { state: &state, layout: &layout, helm, verifications };
    for _ in 0..MAX_BATCHES {
        let (mut end, mut targets) = (None, HashSet::new());
        let (batch, rest) = planned.into_iter().partition(|planned: &PlannedChange<'_>| {
            let target = planned.change.target();
            let is_free = end.is_none_or(|end| planned.start() > Some(end))
                && target.as_ref().is_none_or(|target| !targets.contains(target));
            if is_free {
                end = planned.edits.last().map(|edit| edit.span.end).max(end);
                targets.extend(target);
            }
            is_free
        });
        planned = rest;
        verifier.verify(batch, &mut batches);
    }
    alone.extend(planned.iter().map(|planned| planned.number));
    edit_one_by_one(text, helm, fixes, alone.into_iter().take(verifier.verifications), &mut batches);
    batches
}

/// Adds the edits of fixes, each verified on its own.
fn edit_one_by_one(
    text: &str,
    helm: HelmVersion,
    fixes: &[&[Change]],
    numbers: impl IntoIterator<Item = usize>,
    batches: &mut Vec<Vec<EditsOf>>,
) {
    for number in numbers {
        let edits = fixes.get(number).and_then(|changes| edit(text, helm, changes).ok());
        batches.extend(edits.map(|edits| vec![(number, edits)]));
    }
}

/// A fix with a single change.
struct PlannedChange<'a> {
    number: usize,
    change: &'a Change,
    edits: Vec<TextEdit>,
    may_go: Vec<Span>,
}

impl PlannedChange<'_> {
    fn start(&self) -> Option<usize> {
        self.edits.first().map(|edit| edit.span.start)
    }
}

struct Verifier<'a> {
    state: &'a EditState,
    layout: &'a Layout<'a>,
    helm: HelmVersion,
    /// The number of verifications that are left.
    verifications: usize,
}

impl Verifier<'_> {
    /// Adds the batches that pass the verification.
    fn verify(&mut self, mut batch: Vec<PlannedChange<'_>>, verified: &mut Vec<Vec<EditsOf>>) {
        if batch.is_empty() || self.verifications == 0 {
            return;
        }
        self.verifications -= 1;
        if self.holds(&batch) {
            verified.push(batch.into_iter().map(|planned| (planned.number, planned.edits)).collect());
        } else if batch.len() > 1 {
            let half = batch.split_off(batch.len() / 2);
            self.verify(batch, verified);
            self.verify(half, verified);
        }
    }

    fn holds(&self, batch: &[PlannedChange<'_>]) -> bool {
        let edits: Vec<TextEdit> = batch.iter().flat_map(|planned| planned.edits.iter().cloned()).collect();
        let may_go: Vec<Span> = batch.iter().flat_map(|planned| planned.may_go.iter().copied()).collect();
        let mut expected = self.state.values.clone();
        // Backward, so that the indices of list items stay valid.
        let means = batch
            .iter()
            .rev()
            .all(|planned| plan(self.state, self.layout, planned.change, self.helm, Some(&mut expected)).is_ok());
        let after = apply(&self.state.text, &edits).and_then(|text| EditState::of(text, self.helm).ok());
        means && after.is_some_and(|after| after.verify(self.state, &expected, &may_go).is_ok())
    }
}
