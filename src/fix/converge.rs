//! Fixes, applied until nothing changes.

use std::collections::BTreeMap;

use super::Exposure;
use super::batch::{Chosen, with_edits};
use super::news::{breaks_login, news};
use crate::diagnostic::{Applicability, Severity};
use crate::lint::Report;
use crate::values::Inputs;

/// So many passes are enough for any file that has few faults; each finding that can be fixed may take some more.
const PASSES: usize = 50;

/// What was found in values, and what they let in; `None` for what is not values of a release.
#[derive(Debug, Clone)]
pub struct FixableRelease {
    /// What was found.
    pub report: Report,
    /// What they let in.
    pub standing: Option<Exposure>,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The rule.
    pub rule: &'static str,
    /// What was done.
    pub title: String,
    /// The files that it changed, as reports call them.
    pub files: Vec<String>,
}

/// A fix that was left out, though asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedFix {
    /// The rule.
    pub rule: &'static str,
    /// What it would have done.
    pub title: String,
    /// The files that it would have changed, as reports call them.
    pub files: Vec<String>,
    /// What the finding says.
    pub message: String,
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
    pub given_up: Vec<SkippedFix>,
}

/// Applies the fixes that are at least as sure as `least`, judges the result, and goes on until there is nothing left to
/// do. Fixes that overlap wait for the next pass, and what is to be added inside a key waits until the key has its
/// place and name.
///
/// After each pass the release is compared with what it was: the fixes are left out if Helm would not read the file, if
/// [`Standing`] would be worse, if the same would be found again, or if they bring a warning or an error that was not
/// there before. Something new does not count where it is about what was moved to where it is read, so that it was
/// wrong before, as long as the login did not work; nor where further fixes make it go away again.
///
/// `judge` says what is wrong with values; its error is that of the values as they came.
pub fn converge<E: std::fmt::Display>(
    inputs: &Inputs,
    least: Applicability,
    judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
) -> Result<Fixed, E> {
    let round = Round::of(inputs.clone(), judge(inputs)?);
    Ok(round.run(least, judge, true))
}

/// How far it has come.
struct Round {
    inputs: Inputs,
    judged: FixableRelease,
    /// The findings whose fixes are given up, by rule and message.
    given_up: BTreeMap<(&'static str, String), SkippedFix>,
    applied: Vec<Applied>,
}

/// Why fixes are no good.
struct RejectedFix {
    because: String,
    /// The values with them and what is found there, where further fixes may make that go away.
    brings: Option<Box<(Inputs, FixableRelease)>>,
}

impl RejectedFix {
    fn because(because: impl Into<String>) -> Self {
        Self { because: because.into(), brings: None }
    }
}

impl Round {
    const fn of(inputs: Inputs, judged: FixableRelease) -> Self {
        Self { inputs, judged, given_up: BTreeMap::new(), applied: Vec::new() }
    }

    /// Goes on until nothing is left; where a fix brings something new, other fixes are tried on it if `further` says
    /// so.
    fn run<E: std::fmt::Display>(
        mut self,
        least: Applicability,
        judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
        further: bool,
    ) -> Fixed {
        let mut limit = usize::MAX;
        let most = PASSES + 8 * self.judged.report.findings.len();
        for _ in 0..most {
            let chosen = self.choose(least, limit);
            let Some(first) = chosen.first() else {
                break;
            };
            let is_one = chosen.iter().all(|other| other.does_the_same(first));
            let mut applied: Vec<Applied> = chosen.iter().map(Chosen::applied).collect();
            let mut outcome = self.attempt(&chosen, least, judge);
            if is_one
                && further
                && let Err(refused) = &mut outcome
                && let Some(new) = refused.brings.take()
            {
                let (inputs, judged) = *new;
                let then = Self::of(inputs, judged.clone()).run(least, judge, false);
                if let Ok(judged) = judge(&then.inputs)
                    && self.objection(&chosen, least, &judged).is_none()
                {
                    applied.extend(then.applied);
                    outcome = Ok((then.inputs, judged));
                }
            }
            match outcome {
                Ok((inputs, judged)) => {
                    limit = limit.saturating_mul(2);
                    self.applied.extend(applied);
                    self.inputs = inputs;
                    self.judged = judged;
                }
                Err(RejectedFix { because, .. }) => {
                    // Which of them it was shows when fewer are tried.
                    limit = (chosen.len() / 2).max(1);
                    if is_one {
                        let refused: Vec<_> =
                            chosen.iter().map(|chosen| (chosen.key(), chosen.given_up(because.clone()))).collect();
                        self.given_up.extend(refused);
                    }
                }
            }
        }
        self.end(least)
    }

    /// The fixes of the next pass, at most `limit`: those that touch nothing that one before them touches, and that
    /// wait for no other.
    fn choose(&self, least: Applicability, limit: usize) -> Vec<Chosen<'_>> {
        let mut chosen: Vec<Chosen<'_>> = Vec::new();
        let open: Vec<Chosen<'_>> = Chosen::all(&self.judged.report).collect();
        for next in &open {
            let is_along = chosen.iter().any(|other| other.does_the_same(next));
            // `Safe` sorts before `Unsafe`.
            if (chosen.len() < limit || is_along)
                && next.fix.applicability <= least
                && !self.given_up.contains_key(&next.key())
                && next.encrypted_file(&self.inputs).is_none()
                && next.waits_for(&open, least).is_none()
                && !chosen.iter().any(|other| other.overlaps(next))
            {
                chosen.push(*next);
            }
        }
        chosen
    }

    /// The values with these fixes, and what is wrong with them then; or why the fixes are no good.
    fn attempt<E: std::fmt::Display>(
        &self,
        chosen: &[Chosen<'_>],
        least: Applicability,
        judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
    ) -> Result<(Inputs, FixableRelease), RejectedFix> {
        let edits = chosen.iter().flat_map(|chosen| &chosen.fix.edits);
        let inputs =
            with_edits(&self.inputs, &edits).ok_or_else(|| RejectedFix::because("it does not fit the file"))?;
        let judged = judge(&inputs).map_err(|error| RejectedFix::because(format!("then {error}")))?;
        match self.objection(chosen, least, &judged) {
            None => Ok((inputs, judged)),
            Some(because) => Err(RejectedFix { because, brings: Some(Box::new((inputs, judged))) }),
        }
    }

    /// Why the release may not become what it is `after` these fixes.
    fn objection(&self, chosen: &[Chosen<'_>], least: Applicability, after: &FixableRelease) -> Option<String> {
        let (before, report) = (&self.judged.report, &after.report);
        let count = |report: &Report, (rule, message): &(&str, String)| {
            let same = |diagnostic: &&crate::diagnostic::Diagnostic| {
                diagnostic.rule == Some(*rule) && diagnostic.fault.message() == message
            };
            report.diagnostics.iter().filter(same).count()
        };
        let stays = |key: &(&'static str, String)| count(report, key) >= count(before, key);
        if chosen.iter().map(Chosen::key).any(|key| stays(&key)) {
            return Some("the same would be found again".to_owned());
        }
        let standings = self.judged.standing.as_ref().zip(after.standing.as_ref());
        if let Some(objection) = standings.and_then(|(before, after)| before.objection(after)) {
            return Some(objection);
        }
        let as_written = standings.map(|(one, other)| (one.told(before), other.told(report)));
        let works = standings.zip(as_written).is_some_and(|((one, _), (told, _))| one.may_ask() && !breaks_login(told));
        if (works || least == Applicability::Safe) && standings.is_some_and(|(before, after)| before.stops(after)) {
            return Some("then the chart would not render".to_owned());
        }
        // Where the login works, it is to work afterwards; where it does not, what the fixes move is known already.
        let (known, found) = as_written.filter(|_| works).unwrap_or((&before.everything, &report.everything));
        let new = news(known, found, chosen, works);
        if let Some((before, after)) = standings
            && (works || new.is_some())
            && before.turns_server(after)
            && let Some(lacks) = before.lacks_for_server_type(after)
        {
            return Some(lacks);
        }
        new.map(|rule| format!("then `{rule}` would be found"))
    }

    fn end(mut self, least: Applicability) -> Fixed {
        let open: Vec<Chosen<'_>> = Chosen::all(&self.judged.report).collect();
        let mut left = Vec::new();
        for chosen in open.iter().filter(|chosen| chosen.fix.applicability <= least) {
            let because = chosen.encrypted_file(&self.inputs).or_else(|| chosen.waits_for(&open, least));
            if let Some(because) = because {
                left.push((chosen.key(), chosen.given_up(because)));
            }
        }
        // What is no longer found was fixed by something else.
        let found = |key: &(&'static str, String)| open.iter().any(|chosen| chosen.key() == *key);
        self.given_up.retain(|key, _| found(key));
        self.given_up.extend(left);
        Fixed {
            inputs: self.inputs,
            report: self.judged.report,
            applied: self.applied,
            given_up: self.given_up.into_values().collect(),
        }
    }
}

/// How many problems fixes would fix in values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fixable {
    /// By safe fixes.
    pub safely: usize,
    /// By unsafe ones besides.
    pub unsafely: usize,
}

/// Tries what fixes would do, leaves out of the report the fixes that would not be made, and counts the others.
pub fn fixable<E: std::fmt::Display>(
    inputs: &Inputs,
    judged: &mut FixableRelease,
    judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
) -> Fixable {
    let mut counts = [0; 2];
    let mut refused: Vec<SkippedFix> = Vec::new();
    for (count, least) in counts.iter_mut().zip([Applicability::Safe, Applicability::Unsafe]) {
        let is_any = Chosen::all(&judged.report).any(|chosen| chosen.fix.applicability <= least);
        if is_any {
            let fixed = Round::of(inputs.clone(), judged.clone()).run(least, judge, true);
            *count = fixed.applied.len();
            refused = fixed.given_up;
        }
    }
    for diagnostic in &mut judged.report.diagnostics {
        let is_refused = |given_up: &SkippedFix| {
            diagnostic.rule == Some(given_up.rule) && diagnostic.fault.message() == given_up.message
        };
        if refused.iter().any(is_refused) {
            diagnostic.fix = None;
        }
    }
    let [safely, all] = counts;
    Fixable { safely, unsafely: all.saturating_sub(safely) }
}

/// Whether a finding counts when a fix brings it.
pub(super) fn counts(severity: Severity, is_said: bool) -> bool {
    severity == Severity::Error || (severity == Severity::Warning && is_said)
}
