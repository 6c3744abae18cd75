//! The patterns of all symptoms, and one search for all of them.

use std::io;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::normal::Normal;
use super::pattern::{MAX_GAP, Match, Pattern};
use crate::symptoms::{ALL, Symptom};

/// All symptoms with their patterns, and the search for them.
#[derive(Debug)]
pub(super) struct Catalog {
    pub symptoms: &'static [&'static Symptom],
    pub patterns: Vec<Pattern>,
    /// Finds the anchors of all patterns at once. An anchor's index is its pattern's index.
    anchors: AhoCorasick,
}

/// How many bytes before a match the start of one that covers it can be: a few gaps.
const NEIGHBORS: usize = 2 * MAX_GAP;

/// A match of one of the patterns.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The pattern's index in [`Catalog::patterns`].
    pub pattern: usize,
    pub found: Match,
}

impl Catalog {
    /// Returns the catalog, which is built once per process.
    pub(super) fn get() -> io::Result<&'static Self> {
        static CATALOG: LazyLock<Result<Catalog, aho_corasick::BuildError>> = LazyLock::new(Catalog::new);
        CATALOG.as_ref().map_err(io::Error::other)
    }

    /// Builds the search. Fails only if the patterns need more states than the automaton can number.
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

    /// Returns the matches whose anchors begin in `range` of the normal form, without those that another match covers.
    pub(super) fn hits(&self, normal: &Normal, range: std::ops::Range<usize>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let text = normal.text.get(range.start..).unwrap_or_default();
        for anchor in self.anchors.find_overlapping_iter(text) {
            let at = range.start + anchor.start();
            if at >= range.end {
                // A longer anchor that began earlier is reported later, but by no more than the longest anchor.
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

    /// Returns the symptom that a match belongs to.
    pub(super) fn symptom_of(&self, hit: &Hit) -> Option<&'static Symptom> {
        let pattern = self.patterns.get(hit.pattern)?;
        self.symptoms.get(pattern.symptom).copied()
    }
}

/// Returns whether another match contains all of this one. Only its neighbors can.
fn is_covered(hit: &Hit, sorted: &[Hit]) -> bool {
    let first = hit.found.start().saturating_sub(NEIGHBORS);
    let from = sorted.partition_point(|other| other.found.start() < first);
    let neighbors = sorted.get(from..).unwrap_or_default().iter();
    neighbors.take_while(|other| other.found.start() <= hit.found.start()).any(|other| other.found.covers(&hit.found))
}
