//! Turns observed symptoms into failures: root symptoms first, each with its follow-ups and its causes, likeliest
//! first.

use super::chart_keys::for_chart;
use super::circumstances::{Basis, Circumstances, Evidence};
use super::normal::Normal;
use super::observed::{Observed, Sighting};
use super::scan::Scan;
use super::unknown::UnknownLines;
use crate::diagnostic::Severity;
use crate::symptoms::{Cause, Symptom, SymptomRole};

/// The result of `flyte-auth diagnose`.
#[derive(Debug)]
pub struct Diagnosis {
    /// The failures, the most informative first.
    pub failures: Vec<DiagnosedFailure>,
    /// Known lines that also appear in working deployments.
    pub harmless: Vec<Observed>,
    /// Error lines that match no symptom.
    pub unknown: Vec<UnknownLines>,
    /// How many more error lines match no symptom.
    pub other_unknown: usize,
    /// Whether the user gave the deployment's values.
    pub has_values: bool,
    /// The input's size in bytes.
    pub bytes: usize,
    /// The input's number of lines.
    pub lines: usize,
}

/// A symptom that says what failed, with its explanation.
#[derive(Debug)]
pub struct DiagnosedFailure {
    pub observed: Observed,
    /// The symptom's causes, likeliest first.
    pub causes: Vec<RankedCause>,
    /// Symptoms that follow from the same failure.
    pub follow_ups: Vec<Observed>,
}

/// A cause, with the evidence for it.
#[derive(Debug)]
pub struct RankedCause {
    /// The cause in one sentence.
    pub title: String,
    pub remedy: String,
    /// The rules of `lint` that detect the cause.
    pub rules: Vec<&'static str>,
    /// The problems that `lint` finds in the values.
    pub evidence: Vec<Evidence>,
}

impl Diagnosis {
    /// Returns whether the input shows nothing to act on.
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
        // Failures that the values confirm come first; the others keep the order of the input.
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
    /// Returns whether `lint` finds one of the causes in the values.
    pub fn is_confirmed(&self) -> bool {
        self.causes.iter().any(|cause| cause.evidence.iter().any(|evidence| evidence.severity > Severity::Info))
    }

    /// Returns whether another symptom is on the same lines only, so that it adds nothing.
    fn includes(&self, other: &Observed) -> bool {
        let same = |one: &Sighting, other: &Sighting| one.line == other.line;
        same(&self.observed.first, &other.first) && same(&self.observed.last, &other.last)
    }

    /// Adds the errors in the values, even though the symptom's page doesn't name their rules: they certainly break
    /// authentication, so they follow the likeliest cause.
    fn add_errors(&mut self, circumstances: &Circumstances) {
        let errors = circumstances.evidence.iter().filter(|evidence| evidence.severity == Severity::Error);
        let added = errors.take(MAX_ERRORS).map(|evidence| RankedCause {
            title: evidence.message.clone(),
            remedy: evidence.remedy.clone().unwrap_or_default(),
            rules: vec![evidence.rule],
            evidence: vec![evidence.clone()],
        });
        let at = self.causes.len().min(1);
        self.causes.splice(at..at, added);
    }
}

/// The maximum number of errors from the values that are added.
const MAX_ERRORS: usize = 3;

/// Returns a symptom's causes, likeliest first.
fn ranked(observed: &Observed, input: &[u8], circumstances: &Circumstances) -> Vec<RankedCause> {
    let mut scored: Vec<(i32, RankedCause)> = observed
        .symptom
        .causes()
        .into_iter()
        .filter_map(|cause| {
            let allowed = circumstances.allow(&cause);
            if allowed == Some(false) && circumstances.basis.is_certain() {
                return None;
            }
            let evidence: Vec<Evidence> = circumstances
                .evidence
                .iter()
                .filter(|evidence| cause.rules.contains(&evidence.rule))
                .cloned()
                .collect();
            if cause.is_decided_by_values && circumstances.basis == Basis::WholeValues && evidence.is_empty() {
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
    scored.sort_by_key(|(score, cause)| (cause.evidence.is_empty(), -score));
    scored.into_iter().map(|(_, cause)| cause).collect()
}

/// Returns the cause "the deployment runs with other values" if the given values cannot lead to the symptom.
fn other_values(symptom: &Symptom, causes: &[RankedCause], circumstances: &Circumstances) -> Option<RankedCause> {
    let title = if circumstances.basis == Basis::ValuesWithoutAuth && symptom.needs_auth {
        "Authentication is disabled in these values, but this error only occurs if it is enabled: another values file \
            enables it, or the deployment runs with other values"
    } else if circumstances.basis.is_certain() && causes.is_empty() {
        "No known cause matches these values: the deployment runs with other values"
    } else {
        return None;
    };
    let rules = if circumstances.basis == Basis::ValuesWithoutAuth {
        vec!["auth-is-off", "use-auth-misplaced-or-off"]
    } else {
        Vec::new()
    };
    let evidence = circumstances.evidence.iter().filter(|evidence| rules.contains(&evidence.rule)).cloned().collect();
    Some(RankedCause {
        title: title.to_owned(),
        remedy: "Pass all values files of the release, in their order, or run `helm upgrade` with these values."
            .to_owned(),
        rules,
        evidence,
    })
}

/// The score of a cause that applies only to some deployments, this one included.
const APPLIES: i32 = 20;

/// The score of a problem in the values.
const fn weight(severity: Severity) -> i32 {
    match severity {
        Severity::Error => 200,
        Severity::Warning => 100,
        Severity::Info => 5,
    }
}

/// Returns the score of a cause's signs: higher in the matched lines than elsewhere in a small input.
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
