//! Renders a diagnosis as JSON, version 1.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnose::hide::Hider;
use crate::diagnose::{DiagnosedFailure, Diagnosis, Observed, Sighting, UnknownLines};

/// A report of `flyte-auth diagnose`, version 1.
#[derive(Debug, Serialize, JsonSchema)]
struct DiagnosisDocument {
    /// The version of this format. Fields may be added to it; a change to one makes the next version.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The version of flyte-auth that wrote it.
    flyte_auth: &'static str,
    /// The name of the input.
    source: String,
    /// The number of bytes that were read.
    bytes: usize,
    /// The number of lines that were read.
    lines: usize,
    /// The known errors, the most relevant first.
    findings: Vec<KnownError>,
    /// Error lines that are not in the catalog.
    unknown: Vec<UnknownError>,
    /// How many more error lines are not in the catalog.
    other_unknown: usize,
    /// Lines that also appear in working deployments.
    harmless: Vec<SeenSymptom>,
}

/// A known error.
#[derive(Debug, Serialize, JsonSchema)]
struct KnownError {
    /// The name of the symptom.
    symptom: &'static str,
    /// The symptom in one sentence.
    summary: &'static str,
    /// What it means.
    meaning: &'static str,
    /// How it relates to the failure: `root`, `clue` (where, but not why) or `consequence`.
    role: &'static str,
    /// The number of lines that show it.
    count: usize,
    /// Where it was seen first.
    first: SeenAt,
    /// Where it was seen last.
    last: SeenAt,
    /// The text that shows it, the first time; secrets are hidden.
    excerpt: String,
    /// Whether the input contains only a part of the known text.
    cut_off: bool,
    /// Texts that Go printed as numbers, decoded.
    decoded: Vec<String>,
    /// The parts of the text that vary.
    details: Vec<Detail>,
    /// The causes, most likely first.
    causes: Vec<LikelyCause>,
    /// The probes of `flyte-auth check` that show the cause.
    checks: Vec<&'static str>,
    /// Symptoms that follow from the same failure.
    follow_ups: Vec<SeenSymptom>,
    /// The page of the symptom.
    url: String,
}

/// A part of a text that varies.
#[derive(Debug, Serialize, JsonSchema)]
struct Detail {
    /// What it is.
    name: &'static str,
    /// The different texts.
    values: Vec<String>,
}

/// A cause.
#[derive(Debug, Serialize, JsonSchema)]
struct LikelyCause {
    /// The cause in one sentence.
    title: String,
    /// What to do.
    remedy: String,
    /// The rules of `flyte-auth lint` that find it in values.
    rules: Vec<&'static str>,
    /// What `lint` finds in the values that were given.
    evidence: Vec<FoundInValues>,
}

/// A problem in the values.
#[derive(Debug, Serialize, JsonSchema)]
struct FoundInValues {
    /// The rule.
    rule: &'static str,
    /// How severe it is.
    severity: &'static str,
    /// What is wrong.
    message: String,
    /// The places, the first one first.
    places: Vec<PlaceInValues>,
}

/// A place in the values.
#[derive(Debug, Serialize, JsonSchema)]
struct PlaceInValues {
    /// The values file.
    file: String,
    /// The line, from 1.
    line: Option<usize>,
    /// The path in the values; may be empty.
    path: String,
}

/// Where something was seen.
#[derive(Debug, Serialize, JsonSchema)]
struct SeenAt {
    /// The line, from 1.
    line: usize,
    /// The timestamp of the line.
    time: Option<String>,
}

/// A symptom that was seen with others.
#[derive(Debug, Serialize, JsonSchema)]
struct SeenSymptom {
    /// The name of the symptom.
    symptom: &'static str,
    /// The symptom in one sentence.
    summary: &'static str,
    /// The number of lines that show it.
    count: usize,
    /// Where it was seen first.
    first: SeenAt,
    /// Where it was seen last.
    last: SeenAt,
}

/// An error line that is not in the catalog.
#[derive(Debug, Serialize, JsonSchema)]
struct UnknownError {
    /// The line; secrets are hidden.
    text: String,
    /// How many lines have this form.
    count: usize,
    /// Where the first one is.
    first: SeenAt,
    /// The symptoms with the most similar texts.
    nearest: Vec<&'static str>,
}

/// Renders the diagnosis as JSON. `source` is the input's name.
pub fn json(diagnosis: &Diagnosis, source: &str) -> String {
    let mut hider = Hider::private();
    let document = DiagnosisDocument {
        version: 1,
        flyte_auth: env!("CARGO_PKG_VERSION"),
        source: source.to_owned(),
        bytes: diagnosis.bytes,
        lines: diagnosis.lines,
        findings: diagnosis.failures.iter().map(|failure| known(failure, &mut hider)).collect(),
        unknown: diagnosis.unknown.iter().map(|unknown| unknown_error(unknown, &mut hider)).collect(),
        other_unknown: diagnosis.other_unknown,
        harmless: diagnosis.harmless.iter().map(other).collect(),
    };
    // Strings and numbers only, so serializing cannot fail.
    let json = serde_json::to_string_pretty(&document).unwrap_or_default();
    crate::text::visible_json(&json) + "\n"
}

/// Returns the JSON Schema of [`json`]'s output.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(DiagnosisDocument).to_value()
}

fn known(failure: &DiagnosedFailure, hider: &mut Hider) -> KnownError {
    let Observed { symptom, count, first, last, excerpt, captured, decoded, is_cut, .. } = &failure.observed;
    KnownError {
        symptom: symptom.name,
        summary: symptom.summary(),
        meaning: symptom.meaning(),
        role: symptom.role.word(),
        count: *count,
        first: seen_at(first),
        last: seen_at(last),
        excerpt: hider.show(excerpt),
        cut_off: *is_cut,
        decoded: decoded.iter().map(|text| hider.show(text)).collect(),
        details: captured
            .iter()
            .map(|captured| Detail {
                name: captured.name,
                values: captured.values.iter().map(|value| hider.show(value)).collect(),
            })
            .collect(),
        causes: failure
            .causes
            .iter()
            .map(|cause| LikelyCause {
                title: cause.title.clone(),
                remedy: cause.remedy.clone(),
                rules: cause.rules.clone(),
                evidence: cause.evidence.iter().map(found).collect(),
            })
            .collect(),
        checks: symptom.checks(),
        follow_ups: failure.follow_ups.iter().map(other).collect(),
        url: super::url(symptom.name),
    }
}

fn found(evidence: &crate::diagnose::Evidence) -> FoundInValues {
    FoundInValues {
        rule: evidence.rule,
        severity: evidence.severity.word(),
        message: evidence.message.clone(),
        places: evidence
            .places
            .iter()
            .map(|place| PlaceInValues { file: place.file.clone(), line: place.line, path: place.path.clone() })
            .collect(),
    }
}

fn other(observed: &Observed) -> SeenSymptom {
    SeenSymptom {
        symptom: observed.symptom.name,
        summary: observed.symptom.summary(),
        count: observed.count,
        first: seen_at(&observed.first),
        last: seen_at(&observed.last),
    }
}

fn unknown_error(unknown: &UnknownLines, hider: &mut Hider) -> UnknownError {
    UnknownError {
        text: hider.show(&unknown.text),
        count: unknown.count,
        first: seen_at(&unknown.first),
        nearest: unknown.nearest.iter().map(|symptom| symptom.name).collect(),
    }
}

fn seen_at(sighting: &Sighting) -> SeenAt {
    SeenAt { line: sighting.line, time: sighting.time.clone() }
}
