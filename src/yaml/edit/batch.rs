//! Many changes of one text, each as if it were made by itself, in time that does not grow with their product.

use std::collections::HashSet;

use super::editor::plan;
use super::layout::Layout;
use super::state::EditState;
use super::{Change, TextEdit, apply, edit};
use crate::text::Span;
use crate::yaml::HelmVersion;

/// How often a text is taken up anew for changes that touch each other.
const MOST_BATCHES: usize = 8;

/// How many bytes are read to prove changes; those that are left over have to wait.
const MOST_BYTES: usize = 6 * 1024 * 1024;

/// How many proofs there is time for in any text.
const PROOFS: usize = 8;

/// The edits of one of the remedies, by its number.
pub type EditsOf = (usize, Vec<TextEdit>);

/// The edits that make each of `remedies`, as [`edit`] makes them, in batches whose edits do not touch each other; without
/// those that cannot be made. A remedy of one change is planned in the text as it is and proved together with others that
/// give something another path; where that fails, in halves.
pub fn edit_each(text: &str, helm: HelmVersion, remedies: &[&[Change]]) -> Vec<Vec<EditsOf>> {
    let (mut planned, mut alone, mut batches) = (Vec::new(), Vec::new(), Vec::new());
    let proofs = PROOFS.max(MOST_BYTES / text.len().max(1));
    let Ok(state) = EditState::of(text.to_owned(), helm) else {
        one_by_one(text, helm, remedies, (0..remedies.len()).take(proofs), &mut batches);
        return batches;
    };
    let layout = Layout::of(&state.text, state.document());
    for (number, changes) in remedies.iter().enumerate() {
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
    let mut prover = Prover { state: &state, layout: &layout, helm, proofs };
    for _ in 0..MOST_BATCHES {
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
        prover.prove(batch, &mut batches);
    }
    alone.extend(planned.iter().map(|planned| planned.number));
    one_by_one(text, helm, remedies, alone.into_iter().take(prover.proofs), &mut batches);
    batches
}

/// Adds the edits of remedies that are proved by themselves.
fn one_by_one(
    text: &str,
    helm: HelmVersion,
    remedies: &[&[Change]],
    numbers: impl IntoIterator<Item = usize>,
    batches: &mut Vec<Vec<EditsOf>>,
) {
    for number in numbers {
        let edits = remedies.get(number).and_then(|changes| edit(text, helm, changes).ok());
        batches.extend(edits.map(|edits| vec![(number, edits)]));
    }
}

/// A remedy of one change.
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

struct Prover<'a> {
    state: &'a EditState,
    layout: &'a Layout<'a>,
    helm: HelmVersion,
    /// How many proofs there is time for.
    proofs: usize,
}

impl Prover<'_> {
    /// Adds the batches of those that do what they mean.
    fn prove(&mut self, mut batch: Vec<PlannedChange<'_>>, proved: &mut Vec<Vec<EditsOf>>) {
        if batch.is_empty() || self.proofs == 0 {
            return;
        }
        self.proofs -= 1;
        if self.holds(&batch) {
            proved.push(batch.into_iter().map(|planned| (planned.number, planned.edits)).collect());
        } else if batch.len() > 1 {
            let half = batch.split_off(batch.len() / 2);
            self.prove(batch, proved);
            self.prove(half, proved);
        }
    }

    fn holds(&self, batch: &[PlannedChange<'_>]) -> bool {
        let edits: Vec<TextEdit> = batch.iter().flat_map(|planned| planned.edits.iter().cloned()).collect();
        let may_go: Vec<Span> = batch.iter().flat_map(|planned| planned.may_go.iter().copied()).collect();
        let mut expected = self.state.values.clone();
        // From the end, so that the places of the items of a list stay.
        let means = batch
            .iter()
            .rev()
            .all(|planned| plan(self.state, self.layout, planned.change, self.helm, Some(&mut expected)).is_ok());
        let after = apply(&self.state.text, &edits).and_then(|text| EditState::of(text, self.helm).ok());
        means && after.is_some_and(|after| after.proves(self.state, &expected, &may_go).is_ok())
    }
}
