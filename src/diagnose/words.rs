//! Likeness of an unknown line to known texts.

use std::collections::{HashMap, HashSet};

use crate::symptoms::Symptom;

/// How many known texts are named next to an unknown one.
const NEAREST: usize = 3;
/// The part of a known text's words, weighted by how rare they are, that an unknown line must share.
const ALIKE: f64 = 0.5;
/// The fewest words that must be shared.
const FEWEST: usize = 2;

/// The words of all patterns.
pub(super) struct Words {
    patterns: Vec<(&'static Symptom, HashSet<String>)>,
    /// In how many patterns a word is.
    frequency: HashMap<String, u32>,
}

impl Words {
    /// Collects them.
    pub(super) fn of(symptoms: &[&'static Symptom]) -> Self {
        let patterns: Vec<(&'static Symptom, HashSet<String>)> = symptoms
            .iter()
            .flat_map(|symptom| symptom.patterns.iter().map(|pattern| (*symptom, words(pattern))))
            .collect();
        let mut frequency: HashMap<String, u32> = HashMap::new();
        for word in patterns.iter().flat_map(|(_, words)| words) {
            *frequency.entry(word.clone()).or_default() += 1;
        }
        Self { patterns, frequency }
    }

    /// The symptoms whose texts are most like a line, the most alike first.
    pub(super) fn nearest(&self, line: &str) -> Vec<&'static Symptom> {
        let line = words(line);
        let weight = |word: &String| 1.0 / f64::from(self.frequency.get(word).copied().unwrap_or(1));
        let mut scored: Vec<(f64, &'static Symptom)> = self
            .patterns
            .iter()
            .filter_map(|(symptom, words)| {
                let shared = words.intersection(&line);
                if shared.clone().count() < FEWEST.min(words.len()) {
                    return None;
                }
                let score = shared.map(weight).sum::<f64>() / words.iter().map(weight).sum::<f64>();
                (score >= ALIKE).then_some((score, *symptom))
            })
            .collect();
        scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.name.cmp(b.name)));
        let mut nearest: Vec<&'static Symptom> = Vec::new();
        for (_, symptom) in scored {
            if nearest.len() < NEAREST && !nearest.iter().any(|known| known.name == symptom.name) {
                nearest.push(symptom);
            }
        }
        nearest
    }
}

/// The words of a text, in lower case.
pub(super) fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase).collect()
}
