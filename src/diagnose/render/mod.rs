//! Renders a diagnosis for a person, for a program, and for an issue.

mod human;
mod json;
mod markdown;

pub use human::human;
pub use json::{json, json_schema};
pub use markdown::markdown;

use super::observed::Sighting;

/// Returns the URL of a symptom's page.
fn url(symptom: &str) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("{repository}/blob/main/docs/symptoms/{symptom}.md")
}

/// Formats when and how often lines were seen: `line 12`, `3 times, from line 12 (10:00:01) to line 90 (10:20:07)`.
fn seen(count: usize, first: &Sighting, last: &Sighting) -> String {
    if count < 2 {
        return at(first);
    }
    format!("{count} times, from {} to {}", at(first), at(last))
}

fn at(sighting: &Sighting) -> String {
    let time = sighting.time.as_ref().map(|time| format!(" ({time})")).unwrap_or_default();
    format!("line {}{time}", sighting.line)
}

/// Formats a count: `1 line`, `2 lines`.
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
