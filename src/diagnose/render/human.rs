//! Renders a diagnosis for a person at a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{counted, seen};
use crate::diagnose::hide::Hider;
use crate::diagnose::{DiagnosedFailure, Diagnosis, Evidence, Observed, RankedCause, UnknownLines};
use crate::diagnostic::Severity;
use crate::symptoms::SymptomRole;
use crate::text::{columns, visible, wrap};

/// How many causes are printed with their remedies.
const MAX_DETAILED_CAUSES: usize = 2;
/// How many unknown lines are printed.
const MAX_UNKNOWN: usize = 5;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();
const STRONG: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// Renders the diagnosis as colored text in lines of at most `width` columns. Streams other than terminals strip the
/// colors. `source` is the input's name.
pub fn human(diagnosis: &Diagnosis, source: &str, width: usize) -> String {
    let mut page = DiagnosisPage { text: String::new(), width, hider: Hider::private() };
    for failure in &diagnosis.failures {
        page.failure(failure, source);
    }
    for unknown in diagnosis.unknown.iter().take(MAX_UNKNOWN) {
        page.unknown(unknown, source);
    }
    let more = diagnosis.unknown.iter().skip(MAX_UNKNOWN).map(|unknown| unknown.count).sum::<usize>();
    if more + diagnosis.other_unknown > 0 {
        let more = counted(more + diagnosis.other_unknown, "more unknown error line");
        page.put("", NOTE, &format!("note: {more}"), PLAIN);
        page.end_block();
    }
    if !diagnosis.harmless.is_empty() {
        page.harmless(&diagnosis.harmless);
    }
    page.put("", PLAIN, &summary(diagnosis), PLAIN);
    page.text
}

struct DiagnosisPage {
    text: String,
    width: usize,
    hider: Hider,
}

impl DiagnosisPage {
    /// Appends a text after `lead`, wrapped. Further lines are indented to the start of the text.
    fn put(&mut self, lead: &str, lead_style: Style, text: &str, style: Style) {
        let indent = columns(lead);
        let lines = wrap(text, self.width.saturating_sub(indent), 0);
        for (index, line) in lines.lines().enumerate() {
            // Writing to a String cannot fail.
            let _ = match index {
                0 => writeln!(self.text, "{lead_style}{lead}{lead_style:#}{style}{line}{style:#}"),
                _ => writeln!(self.text, "{}{style}{line}{style:#}", " ".repeat(indent)),
            };
        }
    }

    fn end_block(&mut self) {
        self.text.push('\n');
    }

    fn failure(&mut self, failure: &DiagnosedFailure, source: &str) {
        let observed = &failure.observed;
        let (word, style) = match observed.symptom.role {
            SymptomRole::Root | SymptomRole::Clue => ("error", ERROR),
            SymptomRole::Consequence | SymptomRole::Generic | SymptomRole::Harmless => ("note", NOTE),
        };
        self.put(&format!("{word}[{}]: ", observed.symptom.name), style, observed.symptom.summary(), STRONG);
        let place = format!("{source}: {}", seen(observed.count, &observed.first, &observed.last));
        self.put("  --> ", NOTE, &place, PLAIN);
        let excerpt = self.hider.show(&observed.excerpt);
        self.put("   | ", NOTE, &excerpt, PLAIN);
        if observed.is_cut {
            self.put("   = ", NOTE, "only a part of the known text is here", PLAIN);
        }
        for decoded in &observed.decoded {
            let decoded = format!("decoded: {}", self.hider.show(decoded));
            self.put("   = ", NOTE, &decoded, PLAIN);
        }
        for captured in &observed.captured {
            let values: Vec<String> =
                captured.values.iter().map(|value| format!("`{}`", self.hider.show(value))).collect();
            self.put("   = ", NOTE, &format!("{}: {}", captured.name, values.join(", ")), PLAIN);
        }
        for (index, cause) in failure.causes.iter().enumerate() {
            self.cause(index, cause, &failure.causes);
        }
        for follow_up in &failure.follow_ups {
            let text = format!(
                "{} [{}], {}",
                follow_up.symptom.summary(),
                follow_up.symptom.name,
                seen(follow_up.count, &follow_up.first, &follow_up.last)
            );
            self.put("  follows: ", NOTE, &text, PLAIN);
        }
        let checks = observed.symptom.checks();
        if !checks.is_empty() {
            self.put("  check: ", NOTE, &format!("`flyte-auth check` tries it ({})", checks.join(", ")), PLAIN);
        }
        self.put("  more: ", NOTE, &format!("flyte-auth explain {}", observed.symptom.name), PLAIN);
        self.end_block();
    }

    /// Appends a cause: a likely one with its remedy, another one by its title.
    fn cause(&mut self, index: usize, cause: &RankedCause, all: &[RankedCause]) {
        let lead = format!("  {}. ", index + 1);
        if index >= MAX_DETAILED_CAUSES && cause.evidence.is_empty() {
            self.put(&lead, PLAIN, &cause.title, PLAIN);
            return;
        }
        self.put(&lead, STRONG, &cause.title, STRONG);
        for evidence in &cause.evidence {
            let style = if evidence.severity == Severity::Error { ERROR } else { NOTE };
            let earlier = all.iter().take(index).position(|other| other.evidence.contains(evidence));
            let text = match earlier {
                Some(earlier) => format!("as in {} [{}]", earlier + 1, evidence.rule),
                None => evidence_text(evidence, &cause.title),
            };
            self.put("     found: ", style, &text, PLAIN);
        }
        if !cause.remedy.is_empty() {
            self.put("     fix: ", NOTE, &cause.remedy, PLAIN);
        }
    }

    fn unknown(&mut self, unknown: &UnknownLines, source: &str) {
        self.put("unknown: ", ERROR, "No known error matches this text.", STRONG);
        let times = if unknown.count > 1 { format!(", {} times", unknown.count) } else { String::new() };
        self.put("  --> ", NOTE, &format!("{source}: line {}{times}", unknown.first.line), PLAIN);
        let text = self.hider.show(&unknown.text);
        self.put("   | ", NOTE, &text, PLAIN);
        for symptom in &unknown.nearest {
            self.put("  similar: ", NOTE, &format!("{} [{}]", symptom.summary(), symptom.name), PLAIN);
        }
        if let Some(first) = unknown.nearest.first() {
            self.put("  more: ", NOTE, &format!("flyte-auth explain {}", first.name), PLAIN);
        }
        self.end_block();
    }

    fn harmless(&mut self, harmless: &[Observed]) {
        self.put("harmless: ", NOTE, "These lines also appear in working deployments.", PLAIN);
        for observed in harmless {
            let text = format!(
                "{} [{}], {}",
                observed.symptom.summary(),
                observed.symptom.name,
                seen(observed.count, &observed.first, &observed.last)
            );
            self.put("   = ", NOTE, &text, PLAIN);
        }
        self.end_block();
    }
}

/// Formats a finding of `lint`: `values.yaml:31: the hash … [rule], see values.yaml:30`. Omits a message that equals
/// `title`.
fn evidence_text(evidence: &Evidence, title: &str) -> String {
    let mut places = evidence
        .places
        .iter()
        .map(|place| place.line.map_or_else(|| place.file.clone(), |line| format!("{}:{line}", place.file)));
    let first = places.next();
    let others: Vec<String> = places.collect();
    let others = if others.is_empty() { String::new() } else { format!(", see {}", others.join(", ")) };
    let message = (evidence.message != title).then(|| visible(&evidence.message));
    let found = match (first, message) {
        (Some(place), Some(message)) => format!("{place}: {message} "),
        (Some(text), None) | (None, Some(text)) => format!("{text} "),
        (None, None) => "reported by lint ".to_owned(),
    };
    format!("{found}[{}]{others}", evidence.rule)
}

fn summary(diagnosis: &Diagnosis) -> String {
    let unknown = diagnosis.unknown.iter().map(|unknown| unknown.count).sum::<usize>() + diagnosis.other_unknown;
    let lines = counted(diagnosis.lines, "line");
    let found = match (diagnosis.failures.len(), unknown) {
        (0, 0) => "no known error".to_owned(),
        (0, unknown) => format!("no known error and {}", counted(unknown, "unknown line")),
        (count, 0) => counted(count, "known error"),
        (count, unknown) => {
            format!("{} and {}", counted(count, "known error"), counted(unknown, "unknown error line"))
        }
    };
    let tip = match (diagnosis.failures.is_empty(), diagnosis.has_values) {
        (false, false) => " Add `-f values.yaml` to decide between the causes.",
        _ => "",
    };
    format!("Read {lines}, found {found}.{tip}")
}
