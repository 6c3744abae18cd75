//! From what an input shows to what failed: the roots first, each with the lines that follow from it and its causes in
//! the order of their likelihood.

use super::chart_keys::for_chart;
use super::circumstances::{Circumstances, Evidence};
use super::normal::Normal;
use super::observed::{Observed, Sighting};
use super::scan::Scan;
use super::unknown::UnknownLines;
use crate::diagnostic::Severity;
use crate::symptoms::{Cause, Symptom, SymptomRole};

/// What an input shows.
#[derive(Debug)]
pub struct Diagnosis {
    /// The failures, the most telling first.
    pub failures: Vec<DiagnosedFailure>,
    /// Lines that appear in working deployments, too.
    pub harmless: Vec<Observed>,
    /// Error lines that are not known.
    pub unknown: Vec<UnknownLines>,
    /// How many more error lines are not known.
    pub other_unknown: usize,
    /// Whether values of the deployment were given.
    pub has_values: bool,
    /// The number of bytes that were read.
    pub bytes: usize,
    /// The number of lines that were read.
    pub lines: usize,
}

/// A failure: a symptom, and what explains it.
#[derive(Debug)]
pub struct DiagnosedFailure {
    /// The symptom.
    pub observed: Observed,
    /// Its causes, most likely first.
    pub causes: Vec<RankedCause>,
    /// Other symptoms that follow from the same failure.
    pub follow_ups: Vec<Observed>,
}

/// A cause with what speaks for it.
#[derive(Debug)]
pub struct RankedCause {
    /// The cause.
    pub title: String,
    pub remedy: String,
    /// The rules of `lint` that find it.
    pub rules: Vec<&'static str>,
    /// What `lint` finds in the values.
    pub evidence: Vec<Evidence>,
}

impl Diagnosis {
    /// Whether there is nothing to act on.
    pub fn is_clean(&self) -> bool {
        self.failures.is_empty() && self.unknown.is_empty()
    }

    pub(super) fn of(scan: Scan, given: Option<&Circumstances>) -> Self {
        let found;
        let circumstances = if let Some(given) = given {
            given
        } else {
            let context = scan.observed.iter().flat_map(|observed| observed.context.iter().copied());
            found = Circumstances::of_input(&scan.small.clone().unwrap_or_else(|| context.collect()));
            &found
        };
        let input = scan.small.as_deref().unwrap_or_default();
        let (harmless, shown): (Vec<_>, Vec<_>) =
            scan.observed.into_iter().partition(|observed| observed.symptom.role == SymptomRole::Harmless);
        let strongest = shown.iter().map(|observed| observed.symptom.role).min();
        let (roots, follow_ups): (Vec<_>, Vec<_>) =
            shown.into_iter().partition(|observed| Some(observed.symptom.role) == strongest);
        let mut failures: Vec<DiagnosedFailure> = roots
            .into_iter()
            .map(|observed| {
                let mut causes = ranked(&observed, input, circumstances);
                if let Some(other) = other_values(observed.symptom, &causes, circumstances) {
                    causes.insert(0, other);
                }
                DiagnosedFailure { observed, causes, follow_ups: Vec::new() }
            })
            .collect();
        // Those that the values confirm come first; else the order of the input stays.
        failures.sort_by_key(|failure| !failure.is_confirmed());
        let follow_ups: Vec<Observed> = follow_ups
            .into_iter()
            .filter(|follow_up| !failures.iter().any(|failure| failure.includes(follow_up)))
            .collect();
        if let Some(first) = failures.first_mut() {
            first.follow_ups = follow_ups;
            if !first.is_confirmed() {
                first.add_errors(circumstances);
            }
        }
        Self {
            failures,
            harmless,
            unknown: scan.unknown.lines,
            other_unknown: scan.unknown.others,
            has_values: given.is_some(),
            bytes: scan.bytes,
            lines: scan.lines,
        }
    }
}

impl DiagnosedFailure {
    /// Whether `lint` finds one of the causes in the values.
    pub fn is_confirmed(&self) -> bool {
        self.causes.iter().any(|cause| cause.evidence.iter().any(|evidence| evidence.severity > Severity::Info))
    }

    /// Whether another symptom is on the same lines only, so that it says nothing more.
    fn includes(&self, other: &Observed) -> bool {
        let same = |one: &Sighting, other: &Sighting| one.line == other.line;
        same(&self.observed.first, &other.first) && same(&self.observed.last, &other.last)
    }

    /// Adds the errors in the values, though the symptom's page does not name their rules: they are certain breakage, so
    /// they follow the likeliest cause.
    fn add_errors(&mut self, circumstances: &Circumstances) {
        let errors = circumstances.evidence.iter().filter(|evidence| evidence.severity == Severity::Error);
        let added = errors.take(ERRORS).map(|evidence| RankedCause {
            title: evidence.message.clone(),
            remedy: evidence.remedy.clone().unwrap_or_default(),
            rules: vec![evidence.rule],
            evidence: vec![evidence.clone()],
        });
        let at = self.causes.len().min(1);
        self.causes.splice(at..at, added);
    }
}

/// The most errors of the values that are added.
const ERRORS: usize = 3;

/// The causes of a symptom, most likely first.
fn ranked(observed: &Observed, input: &[u8], circumstances: &Circumstances) -> Vec<RankedCause> {
    let mut scored: Vec<(i32, RankedCause)> = observed
        .symptom
        .causes()
        .into_iter()
        .filter_map(|cause| {
            let allowed = circumstances.allow(&cause);
            if allowed == Some(false) && circumstances.are_certain {
                return None;
            }
            let evidence: Vec<Evidence> = circumstances
                .evidence
                .iter()
                .filter(|evidence| cause.rules.contains(&evidence.rule))
                .cloned()
                .collect();
            if cause.is_decided_by_values && circumstances.are_whole && evidence.is_empty() {
                return None;
            }
            let score = evidence.iter().map(|evidence| weight(evidence.severity)).max().unwrap_or_default()
                + signs(&cause, &observed.context, input)
                + match allowed {
                    Some(true) => APPLIES,
                    Some(false) => -APPLIES,
                    None => 0,
                };
            let own = |text: &str| circumstances.chart.map_or_else(|| text.to_owned(), |chart| for_chart(text, chart));
            let ranked =
                RankedCause { title: own(cause.title), remedy: own(cause.remedy), rules: cause.rules, evidence };
            Some((score, ranked))
        })
        .collect();
    scored.sort_by_key(|(score, _)| -score);
    scored.into_iter().map(|(_, cause)| cause).collect()
}

/// That the deployment runs with other values than those that were given, where they cannot lead to a symptom.
fn other_values(symptom: &Symptom, causes: &[RankedCause], circumstances: &Circumstances) -> Option<RankedCause> {
    let title = if circumstances.is_auth_off && symptom.needs_auth {
        "Authentication is disabled in these values, but this error only occurs if it is enabled: another values file \
            enables it, or the deployment runs with other values"
    } else if circumstances.are_certain && causes.is_empty() {
        "No known cause matches these values: the deployment runs with other values"
    } else {
        return None;
    };
    let rules = if circumstances.is_auth_off { vec!["auth-is-off", "use-auth-misplaced-or-off"] } else { Vec::new() };
    let evidence = circumstances.evidence.iter().filter(|evidence| rules.contains(&evidence.rule)).cloned().collect();
    Some(RankedCause {
        title: title.to_owned(),
        remedy: "Pass all values files of the release, in their order, or run `helm upgrade` with these values."
            .to_owned(),
        rules,
        evidence,
    })
}

/// What it counts that the deployment can have a cause that only some have.
const APPLIES: i32 = 20;

/// What a fault in the values counts.
const fn weight(severity: Severity) -> i32 {
    match severity {
        Severity::Error => 200,
        Severity::Warning => 100,
        Severity::Info => 5,
    }
}

/// What the signs of a cause count: most in the matched lines, less elsewhere in a small input.
fn signs(cause: &Cause<'_>, context: &[u8], input: &[u8]) -> i32 {
    let signs: Vec<Vec<u8>> = cause.signs.iter().map(|sign| Normal::of(sign)).collect();
    let is_in = |text: &[u8]| signs.iter().any(|sign| memchr::memmem::find(text, sign).is_some());
    if is_in(context) {
        60
    } else if is_in(input) {
        30
    } else {
        0
    }
}
