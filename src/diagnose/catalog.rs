//! All patterns of all symptoms, ready to match.

use std::io;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::normal::Normal;
use super::pattern::{LONGEST_GAP, Match, Pattern};
use crate::symptoms::{ALL, Symptom};

/// The catalog of symptoms with a search for all of their patterns at once.
#[derive(Debug)]
pub(super) struct Catalog {
    pub symptoms: &'static [&'static Symptom],
    pub patterns: Vec<Pattern>,
    /// The search for the anchors; the index of an anchor is that of its pattern.
    anchors: AhoCorasick,
}

/// How far before a match the start of one that covers it can be: some gaps.
const NEIGHBORS: usize = 2 * LONGEST_GAP;

/// A match of one of the patterns.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The index of the pattern.
    pub pattern: usize,
    pub found: Match,
}

impl Catalog {
    /// The catalog, prepared once for each process.
    pub(super) fn get() -> io::Result<&'static Self> {
        static CATALOG: LazyLock<Result<Catalog, aho_corasick::BuildError>> = LazyLock::new(Catalog::new);
        CATALOG.as_ref().map_err(io::Error::other)
    }

    /// Prepares the search. It fails only if the patterns need more states than the search can count.
    fn new() -> Result<Self, aho_corasick::BuildError> {
        let symptoms = ALL;
        let patterns: Vec<Pattern> = symptoms
            .iter()
            .enumerate()
            .flat_map(|(index, symptom)| symptom.patterns.iter().map(move |pattern| Pattern::new(index, pattern)))
            .collect();
        let anchors = patterns.iter().filter_map(|pattern| pattern.literals.get(pattern.anchor));
        let anchors =
            AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(anchors)?;
        Ok(Self { symptoms, patterns, anchors })
    }

    /// The matches whose anchors begin in `range` of the normal form, those left out that another one covers.
    pub(super) fn hits(&self, normal: &Normal, range: std::ops::Range<usize>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let text = normal.text.get(range.start..).unwrap_or_default();
        for anchor in self.anchors.find_overlapping_iter(text) {
            let at = range.start + anchor.start();
            if at >= range.end {
                // A longer anchor that began earlier ends later, but not by more than the longest of them.
                if at >= range.end + self.anchors.max_pattern_len() {
                    break;
                }
                continue;
            }
            let pattern = anchor.pattern().as_usize();
            let found = self.patterns.get(pattern).and_then(|pattern| pattern.match_at(&normal.text, at));
            hits.extend(found.map(|found| Hit { pattern, found }));
        }
        hits.sort_by_key(|hit| hit.found.start());
        let covered: Vec<bool> = hits.iter().map(|hit| is_covered(hit, &hits)).collect();
        let mut covered = covered.into_iter();
        hits.retain(|_| !covered.next().unwrap_or_default());
        hits
    }

    /// The symptom of a match.
    pub(super) fn symptom_of(&self, hit: &Hit) -> Option<&'static Symptom> {
        let pattern = self.patterns.get(hit.pattern)?;
        self.symptoms.get(pattern.symptom).copied()
    }
}

/// Whether another match contains all of this one. Only its neighbors can.
fn is_covered(hit: &Hit, sorted: &[Hit]) -> bool {
    let first = hit.found.start().saturating_sub(NEIGHBORS);
    let from = sorted.partition_point(|other| other.found.start() < first);
    let neighbors = sorted.get(from..).unwrap_or_default().iter();
    neighbors.take_while(|other| other.found.start() <= hit.found.start()).any(|other| other.found.covers(&hit.found))
}
