//! Which known errors a log, or text from a screen, shows; what they mean, what causes them and what to do.
//!
//! An input goes through one pass ([`scan`]) in the normal form of its text ([`normal`]), in which a catalog of patterns
//! ([`crate::symptoms`]) is searched for. [`Diagnosis`] puts what was found in order, with what is known of the
//! deployment ([`Circumstances`]).

mod catalog;
mod circumstances;
mod cut;
mod diagnosis;
mod error_line;
mod go_bytes;
mod hide;
mod normal;
mod observed;
mod pattern;
mod render;
mod scan;
mod time;
mod unknown;
mod window;
mod words;

use std::io::{self, Read};

use catalog::Catalog;
pub use circumstances::{Circumstances, Evidence};
pub use diagnosis::{DiagnosedFailure, Diagnosis, RankedCause};
pub use observed::{Observed, Sighting};
pub use render::{human, json, json_schema, markdown};
use scan::Scan;
pub use unknown::UnknownLines;
use words::Words;

/// Reads an input to its end and finds out what it shows. The memory that this takes does not depend on the input's size.
pub fn diagnose(input: impl Read, given: Option<&Circumstances>) -> io::Result<Diagnosis> {
    let catalog = Catalog::get()?;
    let scan = Scan::of(input, catalog)?;
    let is_short = scan.observed.is_empty() && scan.unknown.lines.is_empty();
    let text = scan.small_text.clone().filter(|_| is_short);
    let mut diagnosis = Diagnosis::of(scan, given);
    // Nothing in a short text looks like an error, but somebody asks about it.
    diagnosis.unknown.extend(text.as_deref().and_then(UnknownLines::of_text));
    if !diagnosis.unknown.is_empty() {
        let words = Words::of(catalog.symptoms);
        for unknown in diagnosis.unknown.iter_mut().filter(|unknown| unknown.nearest.is_empty()) {
            unknown.nearest = words.nearest(&unknown.text);
        }
    }
    Ok(diagnosis)
}
