//! Recognizes known errors in a log or in text copied from a screen, and explains their meaning, causes and remedies.
//!
//! The input is read in one pass ([`scan`]) that searches its normal form ([`normal`]) for the patterns of all symptoms
//! ([`crate::symptoms`]). [`Diagnosis`] orders the findings by what is known of the deployment ([`Circumstances`]).

mod catalog;
mod chart_keys;
mod circumstances;
mod cut;
mod diagnosis;
mod error_line;
mod go_bytes;
mod hide;
mod normal;
mod observed;
mod pattern;
mod quote;
mod render;
mod scan;
mod time;
mod unknown;
mod window;
mod words;

use std::io::{self, Read};

use crate::symptoms::SymptomRole;

use catalog::Catalog;
pub use circumstances::{Circumstances, Evidence};
pub use diagnosis::{DiagnosedFailure, Diagnosis, RankedCause};
pub use observed::{Observed, Sighting};
use quote::{Quoted, quoted};
pub use render::{human, json, json_schema, markdown};
use scan::Scan;
pub use unknown::UnknownLines;
use words::Words;

/// Reads an input to its end and diagnoses it, in constant memory.
pub fn diagnose(input: impl Read, given: Option<&Circumstances>) -> io::Result<Diagnosis> {
    let catalog = Catalog::get()?;
    let mut scan = Scan::of(input, catalog)?;
    // A generic text doesn't say what failed.
    let is_open = scan.observed.iter().all(|observed| observed.symptom.role == SymptomRole::Generic);
    let text = scan.small_text.clone().filter(|_| is_open);
    let mut nearest = Vec::new();
    if let (Some(text), Some(normal)) = (&text, &scan.small) {
        match quoted(text, normal, catalog) {
            Some(Quoted::Known(observed)) => {
                scan.observed = vec![*observed];
                scan.unknown.lines.clear();
            }
            Some(Quoted::Several(symptoms)) => nearest = symptoms,
            None => {}
        }
    }
    // Nothing in a short text looks like an error, but the user asks about it.
    let shows_nothing = scan.observed.is_empty() && scan.unknown.lines.is_empty();
    let mut diagnosis = Diagnosis::of(scan, given);
    diagnosis.unknown.extend(text.as_deref().filter(|_| shows_nothing).and_then(UnknownLines::of_text));
    if let ([unknown], false) = (diagnosis.unknown.as_mut_slice(), nearest.is_empty()) {
        unknown.nearest = nearest;
    }
    if !diagnosis.unknown.is_empty() {
        let words = Words::of(catalog.symptoms);
        for unknown in diagnosis.unknown.iter_mut().filter(|unknown| unknown.nearest.is_empty()) {
            unknown.nearest = words.nearest(&unknown.text);
        }
    }
    Ok(diagnosis)
}
