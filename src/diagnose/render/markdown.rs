//! Renders a diagnosis for an issue: secrets, e-mail addresses, host names, IP addresses and tenant IDs are hidden.

use std::fmt::Write as _;

use super::{counted, seen};
use crate::diagnose::hide::Hider;
use crate::diagnose::{DiagnosedFailure, Diagnosis};

/// Renders the diagnosis as Markdown.
pub fn markdown(diagnosis: &Diagnosis) -> String {
    let mut hider = Hider::public();
    let mut text = format!(
        "### flyte-auth diagnose\n\nflyte-auth {}, {} read. Secrets and names are hidden.\n",
        env!("CARGO_PKG_VERSION"),
        counted(diagnosis.lines, "line")
    );
    for failure in &diagnosis.failures {
        text.push_str(&failure_text(failure, &mut hider));
    }
    for unknown in &diagnosis.unknown {
        let _ = write!(text, "\n#### Unknown error\n\n{}\n", fenced(&hider.show(&unknown.text)));
        for symptom in &unknown.nearest {
            let _ = writeln!(text, "- similar: [{}]({})", symptom.name, super::url(symptom.name));
        }
    }
    if diagnosis.other_unknown > 0 {
        let _ = writeln!(text, "\n{} not known.", counted(diagnosis.other_unknown, "more error line"));
    }
    if diagnosis.is_clean() {
        text.push_str("\nNo known error.\n");
    }
    if !diagnosis.harmless.is_empty() {
        text.push_str("\n#### Harmless lines\n\n");
        for observed in &diagnosis.harmless {
            let _ = writeln!(
                text,
                "- [{}]({}): {}",
                observed.symptom.name,
                super::url(observed.symptom.name),
                seen(observed.count, &observed.first, &observed.last)
            );
        }
    }
    text
}

fn failure_text(failure: &DiagnosedFailure, hider: &mut Hider) -> String {
    let observed = &failure.observed;
    let mut text = format!(
        "\n#### {}\n\n[`{}`]({}), {}\n\n{}\n",
        observed.symptom.summary(),
        observed.symptom.name,
        super::url(observed.symptom.name),
        seen(observed.count, &observed.first, &observed.last),
        fenced(&hider.show(&observed.excerpt))
    );
    for decoded in &observed.decoded {
        let _ = write!(text, "Decoded:\n\n{}\n", fenced(&hider.show(decoded)));
    }
    for captured in &observed.captured {
        let values: Vec<String> = captured.values.iter().map(|value| format!("`{}`", hider.show(value))).collect();
        let _ = writeln!(text, "- {}: {}", captured.name, values.join(", "));
    }
    text.push_str("\nLikely causes:\n\n");
    for (index, cause) in failure.causes.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", index + 1, hider.show(&cause.title));
        for evidence in &cause.evidence {
            let _ = if evidence.message == cause.title {
                writeln!(text, "   - found by `{}`", evidence.rule)
            } else {
                writeln!(text, "   - found: {} (`{}`)", hider.show(&evidence.message), evidence.rule)
            };
        }
    }
    if !failure.follow_ups.is_empty() {
        text.push_str("\nLines that follow:\n\n");
        for follow_up in &failure.follow_ups {
            let _ = writeln!(text, "- {} (`{}`)", follow_up.symptom.summary(), follow_up.symptom.name);
        }
    }
    text
}

/// Puts a text into a fenced code block whose fence the text doesn't contain.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}\n")
}
