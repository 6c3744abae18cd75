//! A diagnosis for a person at a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{counted, seen};
use crate::diagnose::hide::Hider;
use crate::diagnose::{Diagnosis, Evidence, Failure, Observed, RankedCause, UnknownLines};
use crate::diagnostic::Severity;

/// How many causes are printed in full.
const CAUSES: usize = 2;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();
const STRONG: Style = Style::new().bold();

/// The diagnosis as colored text; a stream that is not a terminal takes the colors out again. `source` is the name of
/// the input.
pub fn human(diagnosis: &Diagnosis, source: &str) -> String {
    let mut hider = Hider::private();
    let mut blocks: Vec<String> =
        diagnosis.failures.iter().map(|failure| failure_text(failure, source, &mut hider)).collect();
    blocks.extend(diagnosis.unknown.iter().take(UNKNOWN).map(|unknown| unknown_text(unknown, source, &mut hider)));
    let more = diagnosis.unknown.iter().skip(UNKNOWN).map(|unknown| unknown.count).sum::<usize>();
    if more + diagnosis.other_unknown > 0 {
        let more = counted(more + diagnosis.other_unknown, "more error line");
        blocks.push(format!("{NOTE}note{NOTE:#}: {more} of other kinds not known; none is about authentication known here\n"));
    }
    if !diagnosis.harmless.is_empty() {
        blocks.push(harmless_text(&diagnosis.harmless));
    }
    blocks.push(summary(diagnosis));
    blocks.join("\n")
}

/// How many unknown lines are printed.
const UNKNOWN: usize = 5;

fn failure_text(failure: &Failure, source: &str, hider: &mut Hider) -> String {
    let observed = &failure.observed;
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{ERROR}error[{}]{ERROR:#}: {STRONG}{}{STRONG:#}",
        observed.symptom.name,
        observed.symptom.summary()
    );
    let _ = writeln!(text, "  {NOTE}-->{NOTE:#} {source}: {}", seen(observed.count, &observed.first, &observed.last));
    let _ = writeln!(text, "   {NOTE}|{NOTE:#} {}", hider.show(&observed.excerpt));
    if observed.is_cut {
        let _ = writeln!(text, "   {NOTE}={NOTE:#} the text is cut off; this is the known text that it is a part of");
    }
    for decoded in &observed.decoded {
        let _ = writeln!(text, "   {NOTE}={NOTE:#} decoded: {}", hider.show(decoded));
    }
    for captured in &observed.captured {
        let values: Vec<String> = captured.values.iter().map(|value| format!("`{}`", hider.show(value))).collect();
        let _ = writeln!(text, "   {NOTE}={NOTE:#} {}: {}", captured.name, values.join(", "));
    }
    let _ = writeln!(text, "\n  {STRONG}Likely causes{STRONG:#}");
    for (index, cause) in failure.causes.iter().take(CAUSES).enumerate() {
        text.push_str(&cause_text(index + 1, cause));
    }
    let others: Vec<&str> = failure.causes.iter().skip(CAUSES).map(|cause| cause.title.as_str()).collect();
    for (index, other) in others.iter().enumerate() {
        let _ = writeln!(text, "  {}. {other}", CAUSES + index + 1);
    }
    for follow_up in &failure.follow_ups {
        let _ = writeln!(
            text,
            "  {NOTE}follows{NOTE:#}: {} [{}], {}",
            follow_up.symptom.summary(),
            follow_up.symptom.name,
            seen(follow_up.count, &follow_up.first, &follow_up.last)
        );
    }
    let _ = writeln!(text, "  {NOTE}more{NOTE:#}: flyte-auth explain {}", observed.symptom.name);
    text
}

fn cause_text(number: usize, cause: &RankedCause) -> String {
    let mut text = format!("  {STRONG}{number}. {}{STRONG:#}\n", cause.title);
    for evidence in &cause.evidence {
        let _ = writeln!(text, "     {}", evidence_text(evidence));
    }
    if !cause.remedy.is_empty() {
        let _ = writeln!(text, "     {NOTE}fix{NOTE:#}: {}", cause.remedy);
    }
    if cause.evidence.is_empty() && !cause.rules.is_empty() {
        let _ = writeln!(text, "     {NOTE}lint{NOTE:#}: {}", cause.rules.join(", "));
    }
    text
}

/// What `lint` finds: `values.yaml:31: the hash … [rule] (with values.yaml:30)`.
pub(super) fn evidence_text(evidence: &Evidence) -> String {
    let places: Vec<String> = evidence
        .places
        .iter()
        .map(|place| place.line.map_or_else(|| place.file.clone(), |line| format!("{}:{line}", place.file)))
        .collect();
    let (first, related) = places.split_first().map_or((None, &[][..]), |(first, related)| (Some(first), related));
    let place = first.map(|place| format!("{place}: ")).unwrap_or_default();
    let related = if related.is_empty() { String::new() } else { format!(", see {}", related.join(", ")) };
    let style = if evidence.severity == Severity::Error { ERROR } else { NOTE };
    format!("{style}found{style:#} {place}{} [{}]{related}", crate::diagnostic::visible(&evidence.message), evidence.rule)
}

fn unknown_text(unknown: &UnknownLines, source: &str, hider: &mut Hider) -> String {
    let mut text = format!(
        "{ERROR}unknown{ERROR:#}: {STRONG}this error is not in the catalog{STRONG:#}\n  {NOTE}-->{NOTE:#} {source}:{}{}\n   {NOTE}|{NOTE:#} {}\n",
        unknown.first.line,
        if unknown.count > 1 { format!(", {} times", unknown.count) } else { String::new() },
        hider.show(&unknown.text)
    );
    for symptom in &unknown.nearest {
        let _ = writeln!(text, "  {NOTE}similar{NOTE:#}: {} [{}]", symptom.summary(), symptom.name);
    }
    text
}

fn harmless_text(harmless: &[Observed]) -> String {
    let mut text = format!("{NOTE}harmless{NOTE:#}: these lines also appear in working deployments\n");
    for observed in harmless {
        let _ = writeln!(
            text,
            "   {NOTE}={NOTE:#} {} [{}], {}",
            observed.symptom.summary(),
            observed.symptom.name,
            seen(observed.count, &observed.first, &observed.last)
        );
    }
    text
}

fn summary(diagnosis: &Diagnosis) -> String {
    let unknown = diagnosis.unknown.iter().map(|unknown| unknown.count).sum::<usize>() + diagnosis.other_unknown;
    let known = match diagnosis.failures.len() {
        0 => "No known error".to_owned(),
        count => format!("Found {}", counted(count, "known error")),
    };
    let unknown = if unknown == 0 { String::new() } else { format!(" and {}", counted(unknown, "unknown error line")) };
    format!("{known}{unknown} in {}.\n", counted(diagnosis.lines, "line"))
}
