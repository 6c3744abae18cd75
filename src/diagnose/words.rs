//! Compares an unknown line with known texts, word by word.

use std::collections::{HashMap, HashSet};

use crate::symptoms::Symptom;

/// The maximum number of similar texts.
const MAX_NEAREST: usize = 3;
/// The fraction of a known text's words, weighted by rarity, that a line must share.
const MIN_SCORE: f64 = 0.5;
/// The fewest words that must be shared.
const MIN_SHARED: usize = 2;

/// The words of all patterns.
pub(super) struct Words {
    patterns: Vec<(&'static Symptom, HashSet<String>)>,
    /// The number of patterns that contain each word.
    frequency: HashMap<String, u32>,
}

impl Words {
    /// Collects the words of the symptoms' patterns.
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

    /// Returns the symptoms whose texts are most similar to a line, best first.
    pub(super) fn nearest(&self, line: &str) -> Vec<&'static Symptom> {
        let line = words(line);
        let weight = |word: &String| 1.0 / f64::from(self.frequency.get(word).copied().unwrap_or(1));
        let mut scored: Vec<(f64, &'static Symptom)> = self
            .patterns
            .iter()
            .filter_map(|(symptom, words)| {
                let shared = words.intersection(&line);
                if shared.clone().count() < MIN_SHARED.min(words.len()) {
                    return None;
                }
                let score = shared.map(weight).sum::<f64>() / words.iter().map(weight).sum::<f64>();
                (score >= MIN_SCORE).then_some((score, *symptom))
            })
            .collect();
        scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.name.cmp(b.name)));
        let mut nearest: Vec<&'static Symptom> = Vec::new();
        for (_, symptom) in scored {
            if nearest.len() < MAX_NEAREST && !nearest.iter().any(|known| known.name == symptom.name) {
                nearest.push(symptom);
            }
        }
        nearest
    }
}

/// Returns a text's words in lower case, without those of one or two characters.
pub(super) fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase).collect()
}
