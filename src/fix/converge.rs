//! Fixes, applied until nothing changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Applicability, Edit, Fix, Severity};
use crate::lint::{Finding, Report, source_name};
use crate::values::{FileInput, Inputs};
use crate::yaml::edit::{Change, TextEdit, apply};

/// So many passes are enough for any file; a fix that never comes to an end is a fault of this tool.
const MOST_PASSES: usize = 100;

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The rule.
    pub rule: &'static str,
    /// What was done.
    pub title: String,
}

/// A fix that was left out, though asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// The rule.
    pub rule: &'static str,
    /// What it would have done.
    pub title: String,
    /// Why not, in words that go on after "because".
    pub because: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Fixed {
    /// The values, fixed.
    pub inputs: Inputs,
    /// What is still wrong with them.
    pub report: Report,
    /// The fixes that were applied, in order.
    pub applied: Vec<Applied>,
    /// Those that were not.
    pub given_up: Vec<GivenUp>,
}

/// Applies the fixes that are at least as sure as `least`, judges the result, and goes on until there is nothing left to
/// do. Fixes that overlap wait for the next pass. A fix that does not help, with which Helm would not read a file, or
/// that brings a warning or an error of a rule that was content before, is left out, unless other fixes make that go
/// away again. What a fix moves to where it is read is judged for the first time, so that what is found then was wrong
/// before; where unsafe fixes are asked for, that does not stand in the way.
///
/// `judge` says what is wrong with values; its error is that of the values as they came.
pub fn converge<E: std::fmt::Display>(
    inputs: &Inputs,
    least: Applicability,
    judge: &dyn Fn(&Inputs) -> Result<Report, E>,
) -> Result<Fixed, E> {
    let round = Round::of(inputs.clone(), judge(inputs)?);
    Ok(run(round, least, judge, true))
}

/// Goes on from `round`; where a fix brings something new, other fixes are tried on it if `further` says so.
fn run<E: std::fmt::Display>(
    mut round: Round,
    least: Applicability,
    judge: &dyn Fn(&Inputs) -> Result<Report, E>,
    further: bool,
) -> Fixed {
    let (mut applied, mut given_up) = (Vec::new(), Vec::new());
    let mut limit = usize::MAX;
    for _ in 0..MOST_PASSES {
        round.known.extend(told(&round.report).map(|finding| finding.rule.name));
        // What a rule explains anyway may come to light with its fix.
        let explained: Vec<&str> = told(&round.report)
            .flat_map(|finding| finding.rule.supersedes)
            .chain(&round.report.explained)
            .copied()
            .collect();
        round.known.extend(explained);
        let chosen = round.choose(least, limit);
        if chosen.is_empty() {
            break;
        }
        let mut names: Vec<Applied> =
            chosen.iter().map(|chosen| Applied { rule: chosen.rule, title: chosen.fix.title.clone() }).collect();
        let is_one = chosen.len() == 1;
        let key = chosen.first().map(Chosen::key);
        let mut outcome = round.attempt(&chosen, least, judge);
        if let Err(refused) = &mut outcome
            && is_one
            && further
            && let Some(new) = refused.brings.take()
        {
            let then = run(Round::of(new.0, new.1), least, judge, false);
            if told(&then.report).all(|finding| round.known.contains(finding.rule.name)) {
                names.extend(then.applied);
                outcome = Ok((then.inputs, then.report));
            }
        }
        match outcome {
            Ok((inputs, report)) => {
                applied.extend(names);
                round.inputs = inputs;
                round.report = report;
                limit = usize::MAX;
            }
            Err(Refused { because, .. }) => {
                // Which of them it was shows when they are tried one by one.
                limit = 1;
                if is_one && let (Some(name), Some(key)) = (names.pop(), key) {
                    given_up.push(GivenUp { rule: name.rule, title: name.title, because });
                    round.refused.insert(key);
                }
            }
        }
    }
    Fixed { inputs: round.inputs, report: round.report, applied, given_up }
}

/// The warnings and errors that count. Both lists are in the same order.
fn told(report: &Report) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .zip(&report.diagnostics)
        .filter(|(finding, diagnostic)| finding.severity >= Severity::Warning && diagnostic.suppression.is_none())
        .map(|(finding, _)| finding)
}

/// Why fixes are no good.
struct Refused {
    because: String,
    /// The values with them and what is found there, where that is the reason.
    brings: Option<Box<(Inputs, Report)>>,
}

impl Refused {
    fn because(because: impl Into<String>) -> Self {
        Self { because: because.into(), brings: None }
    }
}

/// A finding with its fix.
struct Chosen<'a> {
    rule: &'static str,
    message: &'a str,
    fix: &'a Fix,
    /// What it does to the values.
    changes: &'a [Change],
}

impl Chosen<'_> {
    /// What tells it from others.
    fn key(&self) -> (&'static str, String) {
        (self.rule, self.message.to_owned())
    }
}

/// How far it has come.
struct Round {
    inputs: Inputs,
    report: Report,
    /// The rules that had something to say so far.
    known: BTreeSet<&'static str>,
    /// The findings whose fixes are given up.
    refused: BTreeSet<(&'static str, String)>,
}

impl Round {
    fn of(inputs: Inputs, report: Report) -> Self {
        Self { inputs, report, known: BTreeSet::new(), refused: BTreeSet::new() }
    }

    /// The fixes of the next pass, at most `limit`: those that do not touch what one before them touches.
    fn choose(&self, least: Applicability, limit: usize) -> Vec<Chosen<'_>> {
        let mut chosen: Vec<Chosen<'_>> = Vec::new();
        // Both lists are in the same order.
        for (finding, diagnostic) in self.report.findings.iter().zip(&self.report.diagnostics) {
            let (Some(rule), Some(fix), None) = (diagnostic.rule, &diagnostic.fix, &diagnostic.suppression) else {
                continue;
            };
            let next = Chosen {
                rule,
                message: diagnostic.fault.message(),
                fix,
                changes: finding.remedy.as_ref().map_or(&[], |remedy| &remedy.changes),
            };
            // `Safe` sorts before `Unsafe`.
            if chosen.len() < limit
                && fix.applicability <= least
                && !self.refused.contains(&next.key())
                && !chosen.iter().any(|other| overlap(other.fix, fix))
            {
                chosen.push(next);
            }
        }
        chosen
    }

    /// The values with these fixes, and what is wrong with them then; or why the fixes are no good.
    fn attempt<E: std::fmt::Display>(
        &self,
        chosen: &[Chosen<'_>],
        least: Applicability,
        judge: &dyn Fn(&Inputs) -> Result<Report, E>,
    ) -> Result<(Inputs, Report), Refused> {
        let edits = chosen.iter().flat_map(|chosen| &chosen.fix.edits);
        let inputs = with_edits(&self.inputs, &edits).ok_or_else(|| Refused::because("it does not fit the file"))?;
        let report = judge(&inputs).map_err(|error| Refused::because(format!("then {error}")))?;
        let stays = |chosen: &Chosen<'_>| {
            report
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.rule == Some(chosen.rule) && diagnostic.fault.message() == chosen.message)
        };
        if chosen.iter().any(stays) {
            return Err(Refused::because("the same would be found again"));
        }
        let uncovers = chosen.iter().all(|chosen| only_uncovers(chosen.changes));
        let new = told(&report).find(|finding| !self.known.contains(finding.rule.name));
        if let Some(new) = new
            && !(uncovers && least == Applicability::Unsafe)
        {
            let rule = new.rule.name;
            let because = if uncovers {
                let is_move = |change: &Change| matches!(change, Change::Move { .. });
                let moves = chosen.iter().all(|chosen| chosen.changes.iter().all(is_move));
                let does = if moves { "moves" } else { "renames" };
                format!("`{rule}` would be found once it is read; `--unsafe-fixes` {does} it all the same")
            } else {
                format!("then `{rule}` would be found")
            };
            return Err(Refused { because, brings: Some(Box::new((inputs, report))) });
        }
        Ok((inputs, report))
    }
}

/// Whether all that happens is that something goes to where it is read, or gets the name by which it is.
fn only_uncovers(changes: &[Change]) -> bool {
    changes.iter().all(|change| matches!(change, Change::Move { .. } | Change::Rename { .. }))
}

/// Whether two fixes touch the same bytes, or write at the same place.
fn overlap(one: &Fix, other: &Fix) -> bool {
    one.edits.iter().any(|a| {
        other
            .edits
            .iter()
            .any(|b| a.source.name == b.source.name && a.span.start <= b.span.end && b.span.start <= a.span.end)
    })
}

/// The values with the edits made in their files.
fn with_edits<'a>(inputs: &Inputs, edits: &(impl Iterator<Item = &'a Edit> + Clone)) -> Option<Inputs> {
    let mut files = Vec::with_capacity(inputs.files.len());
    for file in &inputs.files {
        let mut own: Vec<TextEdit> = edits
            .clone()
            .filter(|edit| is_text_of(edit, file))
            .map(|edit| TextEdit { span: edit.span, text: edit.text.clone() })
            .collect();
        own.sort_by_key(|edit| edit.span);
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
