//! The results for users: groups in the order of dependence, one line per probe, with causes and fixes below it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{ProbeCounts, url};
use crate::check::probe::{Correction, Probe, ProbeStatus, Trouble};
use crate::text::visible;

const HEADING: Style = AnsiColor::BrightCyan.on_default().bold();
const DIM: Style = Style::new().dimmed();
const WIDTH: usize = 100;
/// The indentation of details below a probe.
const INDENT: usize = 4;

/// Returns all results.
pub(super) fn text(probes: &[Probe], columns: Option<usize>) -> String {
    let width = columns.unwrap_or(WIDTH).min(WIDTH);
    let mut text = String::new();
    let mut group = None;
    for probe in probes {
        if group != Some(probe.kind.group) {
            if group.is_some() {
                text.push('\n');
            }
            group = Some(probe.kind.group);
            let title = probe.kind.group.title();
            let _ = writeln!(text, "{HEADING}{title}{HEADING:#}");
        }
        one(&mut text, probe, width);
    }
    text.push('\n');
    text.push_str(&summary(probes));
    text
}

/// Returns a line for each probe that is not ok, and the summary.
pub(super) fn short(probes: &[Probe]) -> String {
    let mut text = String::new();
    for probe in probes.iter().filter(|probe| probe.trouble.is_some()) {
        let (sign, style) = sign(probe.status);
        let message = probe.trouble.as_ref().map(|trouble| visible(&trouble.message)).unwrap_or_default();
        let _ = writeln!(text, "{style}{sign}{style:#} {}: {message}", probe.kind.name);
    }
    text.push_str(&summary(probes));
    text
}

fn one(text: &mut String, probe: &Probe, width: usize) {
    let (sign, style) = sign(probe.status);
    let title = probe.kind.title;
    match (&probe.trouble, probe.status) {
        (Some(_), _) => wrapped(text, &format!("{style}{sign}{style:#} "), 2, title, Style::new(), width),
        (None, ProbeStatus::NotTried) => {
            wrapped(
                text,
                &format!("{DIM}{sign}{DIM:#} "),
                2,
                &format!("{title}: not tried, {}", probe.detail),
                DIM,
                width,
            );
        }
        (None, _) if probe.detail.is_empty() => {
            wrapped(text, &format!("{style}{sign}{style:#} "), 2, title, Style::new(), width);
        }
        (None, _) => {
            let line = format!("{title} ({})", probe.detail);
            wrapped(text, &format!("{style}{sign}{style:#} "), 2, &line, Style::new(), width);
        }
    }
    if let Some(trouble) = &probe.trouble {
        of(text, trouble, width);
        if let Some(claims) = probe.claims.as_ref().filter(|claims| !claims.is_empty()) {
            let claims = serde_json::Value::Object(claims.clone()).to_string();
            wrapped(text, "    ", INDENT, &format!("claims: {claims}"), DIM, width);
        }
        let _ = writeln!(text, "    {DIM}{}{DIM:#}", url(probe));
    }
}

fn of(text: &mut String, trouble: &Trouble, width: usize) {
    wrapped(text, "    ", INDENT, &trouble.message, Style::new(), width);
    for Correction { text: what, console, .. } in &trouble.remedies {
        let what = match console {
            Some(console) => format!("{what}: {console}"),
            None => what.clone(),
        };
        wrapped(text, "  → ", INDENT, &what, Style::new(), width);
    }
}

const fn sign(status: ProbeStatus) -> (&'static str, Style) {
    match status {
        ProbeStatus::Ok => ("✓", AnsiColor::Green.on_default()),
        ProbeStatus::Warning => ("‼", AnsiColor::Yellow.on_default()),
        ProbeStatus::Failed => ("✗", AnsiColor::BrightRed.on_default().bold()),
        ProbeStatus::NotTried => ("–", DIM),
    }
}

fn summary(probes: &[Probe]) -> String {
    let counts = ProbeCounts::of(probes);
    let parts = [
        (counts.failed, "failed"),
        (counts.warning, if counts.warning == 1 { "warning" } else { "warnings" }),
        (counts.ok, "ok"),
        (counts.not_tried, "not tried"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("{}\n", parts.join(", "))
}

/// Wraps text after `lead`; further lines are indented by `indent`.
fn wrapped(out: &mut String, lead: &str, indent: usize, text: &str, style: Style, width: usize) {
    let mut line = String::new();
    let mut lead = lead.to_owned();
    let mut end = |lead: &mut String, line: &mut String| {
        let _ = writeln!(out, "{lead}{style}{line}{style:#}");
        *lead = " ".repeat(indent);
        line.clear();
    };
    for word in visible(text).split(' ') {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > width {
            end(&mut lead, &mut line);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    end(&mut lead, &mut line);
}
