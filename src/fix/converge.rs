//! Fixes, applied until nothing changes.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Exposure;
use super::batch::{Chosen, Key, Open, Touched, with_edits};
use super::news::{breaks_login, news};
use crate::diagnostic::{Applicability, Severity};
use crate::lint::Report;
use crate::values::Inputs;

/// How many bytes of files are judged at most to apply fixes: more than usual files need, and some passes for large ones.
const APPLYING: usize = 64 * 1024 * 1024;

/// The same, to say what fixes would do.
const TRYING: usize = 4 * 1024 * 1024;

/// How many passes are enough for any file that has few faults, and how many each finding may take besides.
const PASSES: (usize, usize) = (50, 64);

/// How many passes there are for values, within a number of bytes that are judged.
fn passes(inputs: &Inputs, judged: &FixableRelease, budget: usize) -> Cell<usize> {
    let size: usize = inputs.files.iter().map(|file| file.bytes.len()).sum();
    let (any, each) = PASSES;
    Cell::new((budget / size.max(1)).clamp(1, any + each * judged.report.findings.len()))
}

/// Why fixes are left out that there were no passes for.
const TOO_MANY: &str = "so many other fixes had to be tried first: fix the other problems, and run it again";

/// What was found in values, and what they let in.
#[derive(Debug, Clone)]
pub struct FixableRelease {
    pub report: Report,
    /// `None` for what is not values of a release.
    pub exposure: Option<Exposure>,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub rule: &'static str,
    /// What was done.
    pub title: String,
    /// The files that it changed, as reports call them.
    pub files: Vec<String>,
}

/// A fix that was left out, though asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedFix {
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

/// The result of applying fixes.
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
/// [`Exposure`] would be worse, if the same would be found again, or if they bring a warning or an error that was not
/// there before. Something new does not count where it is about what was moved to where it is read, so that it was
/// wrong before, as long as the login did not work; nor where further fixes make it go away again.
///
/// `judged` is what is wrong with the values as they came; `judge` says what is wrong with others.
pub fn converge<E: std::fmt::Display>(
    inputs: &Inputs,
    judged: FixableRelease,
    least: Applicability,
    judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
) -> Fixed {
    let passes = passes(inputs, &judged, APPLYING);
    Round::of(inputs.clone(), judged, &passes).run(least, judge, true)
}

/// The values, findings and fixes of a run so far.
struct Round<'a> {
    inputs: Inputs,
    judged: FixableRelease,
    /// How many passes are left.
    passes: &'a Cell<usize>,
    /// The fixes that are given up, by rule and message of their findings.
    given_up: BTreeMap<&'static str, BTreeMap<String, SkippedFix>>,
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

impl<'a> Round<'a> {
    const fn of(inputs: Inputs, judged: FixableRelease, passes: &'a Cell<usize>) -> Self {
        Self { inputs, judged, passes, given_up: BTreeMap::new(), applied: Vec::new() }
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
        loop {
            let (chosen, different) = self.choose(least, limit);
            if chosen.is_empty() {
                break;
            }
            let Some(left) = self.passes.get().checked_sub(1) else {
                let left = self.choose(least, usize::MAX).0;
                let left = left.iter().map(|chosen| chosen.given_up(TOO_MANY.to_owned())).collect();
                self.give_up(left);
                break;
            };
            self.passes.set(left);
            let is_one = different == 1;
            let mut applied: Vec<Applied> = chosen.iter().map(Chosen::applied).collect();
            let mut outcome = self.attempt(&chosen, least, judge);
            if is_one
                && further
                && let Err(refused) = &mut outcome
                && let Some(new) = refused.brings.take()
            {
                let (inputs, judged) = *new;
                let then = Self::of(inputs, judged.clone(), self.passes).run(least, judge, false);
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
                        let refused: Vec<_> = chosen.iter().map(|chosen| chosen.given_up(because.clone())).collect();
                        self.give_up(refused);
                    }
                }
            }
        }
        self.end(least)
    }

    /// The fixes of the next pass, at most `limit`, and how many of them are different: those that touch nothing that one
    /// before them touches, and that wait for no other.
    fn choose(&self, least: Applicability, limit: usize) -> (Vec<Chosen<'_>>, usize) {
        let open = Open::of(&self.judged.report, &self.inputs);
        let mut touched = Touched::default();
        let mut chosen: Vec<Chosen<'_>> = Vec::new();
        for (number, next) in open.all.iter().enumerate() {
            // `Safe` sorts before `Unsafe`.
            if (chosen.len() < limit || touched.does_the_same(next))
                && next.fix.applicability <= least
                && !self.is_given_up(next.key())
                && open.encrypted_file(next).is_none()
                && open.waits_for(number, least).is_none()
                && !touched.overlaps(next)
            {
                touched.take(next);
                chosen.push(*next);
            }
        }
        let different = touched.len();
        (chosen, different)
    }

    fn is_given_up(&self, (rule, message): Key<'_>) -> bool {
        self.given_up.get(rule).is_some_and(|messages| messages.contains_key(message))
    }

    /// The values with these fixes, and what is wrong with them then; or why the fixes are no good.
    fn attempt<E: std::fmt::Display>(
        &self,
        chosen: &[Chosen<'_>],
        least: Applicability,
        judge: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
    ) -> Result<(Inputs, FixableRelease), RejectedFix> {
        let edits = chosen.iter().flat_map(|chosen| &chosen.fix.edits);
        let inputs = with_edits(&self.inputs, &edits).ok_or_else(|| RejectedFix::because(self.why_not_edited()))?;
        let judged = judge(&inputs).map_err(|error| RejectedFix::because(format!("then {error}")))?;
        match self.objection(chosen, least, &judged) {
            None => Ok((inputs, judged)),
            Some(because) => Err(RejectedFix { because, brings: Some(Box::new((inputs, judged))) }),
        }
    }

    fn why_not_edited(&self) -> &'static str {
        if self.inputs.files.iter().all(|file| str::from_utf8(&file.bytes).is_ok()) {
            "it does not fit the file"
        } else {
            "the file is not UTF-8: save it as UTF-8 first"
        }
    }

    /// Why the release may not become what it is `after` these fixes.
    fn objection(&self, chosen: &[Chosen<'_>], least: Applicability, after: &FixableRelease) -> Option<String> {
        let (before, report) = (&self.judged.report, &after.report);
        let (had, has) = (counted(before), counted(report));
        if chosen.iter().map(Chosen::key).any(|key| has.get(&key) >= had.get(&key)) {
            return Some("the same would be found again".to_owned());
        }
        let exposures = self.judged.exposure.as_ref().zip(after.exposure.as_ref());
        if let Some(objection) = exposures.and_then(|(before, after)| before.objection(after)) {
            return Some(objection);
        }
        let as_written =
            exposures.map(|(one, other)| (one.findings_as_written(before), other.findings_as_written(report)));
        let works =
            exposures.zip(as_written).is_some_and(|((one, _), (found, _))| one.may_ask() && !breaks_login(found));
        if (works || least == Applicability::Safe) && exposures.is_some_and(|(before, after)| before.stops(after)) {
            return Some("then the chart would not render".to_owned());
        }
        // Where the login works, it is to work afterwards; where it does not, what the fixes move is known already.
        let (known, found) = as_written.filter(|_| works).unwrap_or((&before.everything, &report.everything));
        let new = news(known, found, chosen, works);
        if let Some((before, after)) = exposures
            && (works || new.is_some())
            && before.turns_server(after)
            && let Some(lacks) = before.lacks_for_server_type(after)
        {
            return Some(lacks);
        }
        new.map(|rule| format!("then `{rule}` would be found"))
    }

    fn give_up(&mut self, refused: Vec<SkippedFix>) {
        for given_up in refused {
            self.given_up.entry(given_up.rule).or_default().insert(given_up.message.clone(), given_up);
        }
    }

    fn end(mut self, least: Applicability) -> Fixed {
        let mut left = Vec::new();
        let open = Open::of(&self.judged.report, &self.inputs);
        for (number, chosen) in open.all.iter().enumerate() {
            if chosen.fix.applicability <= least {
                let because = open.encrypted_file(chosen).or_else(|| open.waits_for(number, least));
                left.extend(because.map(|because| chosen.given_up(because)));
            }
        }
        // What is no longer found was fixed by something else.
        let found: HashSet<Key<'_>> = open.all.iter().map(Chosen::key).collect();
        for (rule, messages) in &mut self.given_up {
            messages.retain(|message, _| found.contains(&(*rule, message.as_str())));
        }
        drop(open);
        self.give_up(left);
        Fixed {
            inputs: self.inputs,
            report: self.judged.report,
            applied: self.applied,
            given_up: self.given_up.into_values().flat_map(BTreeMap::into_values).collect(),
        }
    }
}

/// How often each is found.
fn counted(report: &Report) -> HashMap<Key<'_>, usize> {
    let mut counts = HashMap::new();
    for diagnostic in &report.diagnostics {
        if let Some(rule) = diagnostic.rule {
            *counts.entry((rule, diagnostic.fault.message())).or_default() += 1;
        }
    }
    counts
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
            let passes = passes(inputs, judged, TRYING);
            let fixed = Round::of(inputs.clone(), judged.clone(), &passes).run(least, judge, true);
            *count = fixed.applied.len();
            refused = fixed.given_up;
        }
    }
    let refused: HashSet<Key<'_>> = refused.iter().map(|given_up| (given_up.rule, given_up.message.as_str())).collect();
    for diagnostic in &mut judged.report.diagnostics {
        if diagnostic.rule.is_some_and(|rule| refused.contains(&(rule, diagnostic.fault.message()))) {
            diagnostic.fix = None;
        }
    }
    let [safely, all] = counts;
    Fixable { safely, unsafely: all.saturating_sub(safely) }
}

/// Whether a finding counts when a fix brings it.
pub(super) fn counts(severity: Severity, is_from_user: bool) -> bool {
    severity == Severity::Error || (severity == Severity::Warning && is_from_user)
}
