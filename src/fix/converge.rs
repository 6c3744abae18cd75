//! Applies fixes until nothing changes.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Exposure;
use super::batch::{Chosen, Key, Open, Touched, with_edits};
use super::news::{breaks_login, news};
use crate::diagnostic::{Applicability, Severity};
use crate::lint::Report;
use crate::values::Inputs;

/// The maximum number of bytes that are linted while fixes are applied: more than enough for usual files, and several
/// passes for large ones.
const APPLYING: usize = 64 * 1024 * 1024;

/// The maximum number of bytes that are linted to find out what fixes would do.
const TRYING: usize = 4 * 1024 * 1024;

/// The number of passes that suffice for a file with few problems, and the number of additional ones for each finding.
const PASSES: (usize, usize) = (50, 64);

/// Returns the number of passes for values, within a budget of bytes.
fn passes(inputs: &Inputs, linted: &FixableRelease, budget: usize) -> Cell<usize> {
    let size: usize = inputs.files.iter().map(|file| file.bytes.len()).sum();
    let (any, each) = PASSES;
    Cell::new((budget / size.max(1)).clamp(1, any + each * linted.report.findings.len()))
}

/// The reason for skipping fixes when no passes are left.
const TOO_MANY: &str = "so many other fixes had to be tried first: fix the other problems, and run it again";

/// The findings of a release, and its exposure.
#[derive(Debug, Clone)]
pub struct FixableRelease {
    pub report: Report,
    /// `None` for a file that is not a release's values.
    pub exposure: Option<Exposure>,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub rule: &'static str,
    pub title: String,
    /// The changed files, by their names in reports.
    pub files: Vec<String>,
}

/// A requested fix that was skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedFix {
    pub rule: &'static str,
    pub title: String,
    /// The files that it would have changed, by their names in reports.
    pub files: Vec<String>,
    /// The message of the finding.
    pub message: String,
    /// The reason, as a clause after "because".
    pub because: String,
}

/// The result of applying fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The fixed values.
    pub inputs: Inputs,
    /// The remaining findings.
    pub report: Report,
    /// The fixes that were applied, in order.
    pub applied: Vec<Applied>,
    /// The fixes that were skipped.
    pub skipped: Vec<SkippedFix>,
}

/// Applies the fixes that are at least as safe as `least`, lints the result, and repeats until nothing is left to do.
/// Overlapping fixes wait for the next pass, and additions inside a key wait until the key has its place and name.
///
/// After each pass the release is compared with the previous one. The fixes are dropped if Helm would not read the
/// file, if [`Exposure`] would be worse, if the same finding would remain, or if they cause a new warning or error. A
/// finding about something that a fix moved to the right place is not new as long as the login did not work before; and
/// a new finding is acceptable if further fixes remove it.
///
/// `linted` has the findings of the original values; `lint` finds those of others.
pub fn converge<E: std::fmt::Display>(
    inputs: &Inputs,
    linted: FixableRelease,
    least: Applicability,
    lint: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
) -> Fixed {
    let passes = passes(inputs, &linted, APPLYING);
    Round::of(inputs.clone(), linted, &passes).run(least, lint, true)
}

/// The values, findings and fixes of a run so far.
struct Round<'a> {
    inputs: Inputs,
    linted: FixableRelease,
    /// The number of passes that are left.
    passes: &'a Cell<usize>,
    /// The skipped fixes, by rule and message of their findings.
    skipped: BTreeMap<&'static str, BTreeMap<String, SkippedFix>>,
    applied: Vec<Applied>,
}

/// Fixes that are rejected.
struct RejectedFix {
    because: String,
    /// The values after the fixes with their findings, if further fixes may resolve the reason.
    brings: Option<Box<(Inputs, FixableRelease)>>,
}

impl RejectedFix {
    fn because(because: impl Into<String>) -> Self {
        Self { because: because.into(), brings: None }
    }
}

impl<'a> Round<'a> {
    const fn of(inputs: Inputs, linted: FixableRelease, passes: &'a Cell<usize>) -> Self {
        Self { inputs, linted, passes, skipped: BTreeMap::new(), applied: Vec::new() }
    }

    /// Runs passes until nothing is left; if `further` is set, other fixes are tried when a fix causes a new finding.
    fn run<E: std::fmt::Display>(
        mut self,
        least: Applicability,
        lint: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
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
                let left = left.iter().map(|chosen| chosen.skip(TOO_MANY.to_owned())).collect();
                self.give_up(left);
                break;
            };
            self.passes.set(left);
            let is_one = different == 1;
            let mut applied: Vec<Applied> = chosen.iter().map(Chosen::applied).collect();
            let mut outcome = self.attempt(&chosen, least, lint);
            if is_one
                && further
                && let Err(refused) = &mut outcome
                && let Some(new) = refused.brings.take()
            {
                let (inputs, linted) = *new;
                let then = Self::of(inputs, linted.clone(), self.passes).run(least, lint, false);
                if let Ok(linted) = lint(&then.inputs)
                    && self.objection(&chosen, least, &linted).is_none()
                {
                    applied.extend(then.applied);
                    outcome = Ok((then.inputs, linted));
                }
            }
            match outcome {
                Ok((inputs, linted)) => {
                    limit = limit.saturating_mul(2);
                    self.applied.extend(applied);
                    self.inputs = inputs;
                    self.linted = linted;
                }
                Err(RejectedFix { because, .. }) => {
                    // With fewer fixes in the next pass, it turns out which one is rejected.
                    limit = (chosen.len() / 2).max(1);
                    if is_one {
                        let refused: Vec<_> = chosen.iter().map(|chosen| chosen.skip(because.clone())).collect();
                        self.give_up(refused);
                    }
                }
            }
        }
        self.end(least)
    }

    /// Chooses the fixes of the next pass, at most `limit`, and counts the different ones: those that overlap with no
    /// earlier one and wait for no other.
    fn choose(&self, least: Applicability, limit: usize) -> (Vec<Chosen<'_>>, usize) {
        let open = Open::of(&self.linted.report, &self.inputs);
        let mut touched = Touched::default();
        let mut chosen: Vec<Chosen<'_>> = Vec::new();
        for (number, next) in open.all.iter().enumerate() {
            // `Safe` sorts before `Unsafe`.
            if (chosen.len() < limit || touched.does_the_same(next))
                && next.fix.applicability <= least
                && !self.is_skipped(next.key())
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

    fn is_skipped(&self, (rule, message): Key<'_>) -> bool {
        self.skipped.get(rule).is_some_and(|messages| messages.contains_key(message))
    }

    /// Applies fixes and lints the result, or returns why they are rejected.
    fn attempt<E: std::fmt::Display>(
        &self,
        chosen: &[Chosen<'_>],
        least: Applicability,
        lint: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
    ) -> Result<(Inputs, FixableRelease), RejectedFix> {
        let edits = chosen.iter().flat_map(|chosen| &chosen.fix.edits);
        let inputs = with_edits(&self.inputs, &edits).ok_or_else(|| RejectedFix::because(self.why_not_edited()))?;
        let linted = lint(&inputs).map_err(|error| RejectedFix::because(format!("then {error}")))?;
        match self.objection(chosen, least, &linted) {
            None => Ok((inputs, linted)),
            Some(because) => Err(RejectedFix { because, brings: Some(Box::new((inputs, linted))) }),
        }
    }

    fn why_not_edited(&self) -> &'static str {
        if self.inputs.files.iter().all(|file| str::from_utf8(&file.bytes).is_ok()) {
            "it does not fit the file"
        } else {
            "the file is not UTF-8: save it as UTF-8 first"
        }
    }

    /// Returns the reason why the release must not become `after`.
    fn objection(&self, chosen: &[Chosen<'_>], least: Applicability, after: &FixableRelease) -> Option<String> {
        let (before, report) = (&self.linted.report, &after.report);
        let (had, has) = (counted(before), counted(report));
        if chosen.iter().map(Chosen::key).any(|key| has.get(&key) >= had.get(&key)) {
            return Some("the same would be found again".to_owned());
        }
        let exposures = self.linted.exposure.as_ref().zip(after.exposure.as_ref());
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
        // If the login works, it must work afterwards; if not, findings about what the fixes move are already known.
        let (known, found) = as_written.filter(|_| works).unwrap_or((&before.everything, &report.everything));
        let new = news(known, found, chosen, works);
        if let Some((before, after)) = exposures
            && (works || new.is_some())
            && before.turns_server(after)
            && let Some(lacks) = before.lacks_for_server_type(after)
        {
            return Some(lacks);
        }
        new.map(|rule| format!("it would cause another problem (`{rule}`)"))
    }

    fn give_up(&mut self, refused: Vec<SkippedFix>) {
        for skipped in refused {
            self.skipped.entry(skipped.rule).or_default().insert(skipped.message.clone(), skipped);
        }
    }

    fn end(mut self, least: Applicability) -> Fixed {
        let mut left = Vec::new();
        let open = Open::of(&self.linted.report, &self.inputs);
        for (number, chosen) in open.all.iter().enumerate() {
            if chosen.fix.applicability <= least {
                let because = open.encrypted_file(chosen).or_else(|| open.waits_for(number, least));
                left.extend(because.map(|because| chosen.skip(because)));
            }
        }
        // A finding that is gone was fixed by another fix.
        let found: HashSet<Key<'_>> = open.all.iter().map(Chosen::key).collect();
        for (rule, messages) in &mut self.skipped {
            messages.retain(|message, _| found.contains(&(*rule, message.as_str())));
        }
        drop(open);
        self.give_up(left);
        Fixed {
            inputs: self.inputs,
            report: self.linted.report,
            applied: self.applied,
            skipped: self.skipped.into_values().flat_map(BTreeMap::into_values).collect(),
        }
    }
}

/// Counts the findings by identity.
fn counted(report: &Report) -> HashMap<Key<'_>, usize> {
    let mut counts = HashMap::new();
    for diagnostic in &report.diagnostics {
        if let Some(rule) = diagnostic.rule {
            *counts.entry((rule, diagnostic.fault.message())).or_default() += 1;
        }
    }
    counts
}

/// The number of problems that fixes would solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fixable {
    /// With safe fixes.
    pub safely: usize,
    /// With unsafe fixes in addition.
    pub unsafely: usize,
}

/// Tries the fixes, removes those from the report that would be skipped, and counts the others.
pub fn fixable<E: std::fmt::Display>(
    inputs: &Inputs,
    linted: &mut FixableRelease,
    lint: &dyn Fn(&Inputs) -> Result<FixableRelease, E>,
) -> Fixable {
    let mut counts = [0; 2];
    let mut refused: Vec<SkippedFix> = Vec::new();
    for (count, least) in counts.iter_mut().zip([Applicability::Safe, Applicability::Unsafe]) {
        let is_any = Chosen::all(&linted.report).any(|chosen| chosen.fix.applicability <= least);
        if is_any {
            let passes = passes(inputs, linted, TRYING);
            let fixed = Round::of(inputs.clone(), linted.clone(), &passes).run(least, lint, true);
            *count = fixed.applied.len();
            refused = fixed.skipped;
        }
    }
    let refused: HashSet<Key<'_>> = refused.iter().map(|skipped| (skipped.rule, skipped.message.as_str())).collect();
    for diagnostic in &mut linted.report.diagnostics {
        if diagnostic.rule.is_some_and(|rule| refused.contains(&(rule, diagnostic.fault.message()))) {
            diagnostic.fix = None;
        }
    }
    let [safely, all] = counts;
    Fixable { safely, unsafely: all.saturating_sub(safely) }
}

/// Returns whether a finding counts if a fix causes it.
pub(super) fn counts(severity: Severity, is_from_user: bool) -> bool {
    severity == Severity::Error || (severity == Severity::Warning && is_from_user)
}
