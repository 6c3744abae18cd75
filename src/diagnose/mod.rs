//! Which known errors a log, or text from a screen, shows; what they mean, what causes them and what to do.
//!
//! An input goes through one pass ([`scan`]) in the normal form of its text ([`normal`]), in which a catalog of patterns
//! ([`crate::symptoms`]) is searched for. [`Diagnosis`] puts what was found in order, with what is known of the
//! deployment ([`Circumstances`]).

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

/// Reads an input to its end and finds out what it shows. The memory that this takes does not depend on the input's size.
pub fn diagnose(input: impl Read, given: Option<&Circumstances>) -> io::Result<Diagnosis> {
    let catalog = Catalog::get()?;
    let mut scan = Scan::of(input, catalog)?;
    // A generic text does not say what failed.
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
    // Nothing in a short text looks like an error, but someone asks about it.
    let is_asked = scan.observed.is_empty() && scan.unknown.lines.is_empty();
    let mut diagnosis = Diagnosis::of(scan, given);
    diagnosis.unknown.extend(text.as_deref().filter(|_| is_asked).and_then(UnknownLines::of_text));
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
