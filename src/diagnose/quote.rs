//! Quotations: a few words of a known text, as a person pastes them from a screen or a chat.

use std::collections::HashSet;

use memchr::memmem;

use super::catalog::Catalog;
use super::normal::Normal;
use super::observed::{Observed, Sighting};
use super::pattern::Pattern;
use super::words::words;
use crate::symptoms::Symptom;

/// The most bytes, in normal form, of a text that is read as a quotation.
const LONGEST: usize = 160;
/// The fewest bytes, in normal form, of a part of a pattern that identify it.
const FEWEST: usize = 8;
/// The fewest bytes, in normal form, of a part of an example line that identify it.
const FEWEST_OF_EXAMPLE: usize = 16;
/// The most symptoms that are named for a quotation that does not identify one.
const NEAREST: usize = 3;
/// A symptom is identified if no other one has a known text of which the quotation is this part, or more, of its own part.
const CLEARLY: f64 = 0.5;

/// Words that say little about an error: of errors and of their descriptions, of HTTP, of English, of deployments.
const COMMON: &str = "error failed fails invalid wrong refused rejected missing mismatch mismatched match \
    bad gateway found forbidden unauthorized unavailable internal server \
    the and not did does was has for from with that what here \
    flyte flyteadmin flytepropeller flytectl pyflyte login keycloak okta entra";

/// What a quotation is taken from.
pub(super) enum Quoted {
    /// The text of one symptom.
    Known(Box<Observed>),
    /// One of several texts, the likeliest first; perhaps none.
    Several(Vec<&'static Symptom>),
}

/// Where a text is taken from, if it is short.
pub(super) fn quoted(text: &str, normal: &[u8], catalog: &Catalog) -> Option<Quoted> {
    let telling: HashSet<String> = words(text)
        .into_iter()
        .filter(|word| {
            !COMMON.split(' ').any(|common| common == word) && !word.bytes().all(|byte| byte.is_ascii_digit())
        })
        .collect();
    if normal.len() > LONGEST || telling.is_empty() {
        return None;
    }
    let mut containing = containing(trim(normal), catalog);
    containing.sort_by(|(one, _, _), (other, _, _)| other.total_cmp(one));
    if let Some((best, symptom, pattern)) = containing.first() {
        let is_other = |(share, other, _): &&(f64, &Symptom, _)| *share >= best * CLEARLY && other.name != symptom.name;
        if !containing.iter().any(|one| is_other(&one)) {
            let mut observed = Observed::new(symptom, Sighting { line: 1, time: None });
            observed.is_cut = true;
            observed.count(observed.first.clone());
            observed.look(text.trim().as_bytes(), pattern);
            return Some(Quoted::Known(Box::new(observed)));
        }
    }
    let symptoms = containing.into_iter().map(|(_, symptom, _)| symptom).chain(worded(text, &telling, catalog));
    let mut nearest: Vec<&'static Symptom> = Vec::new();
    for symptom in symptoms {
        if nearest.len() < NEAREST && !nearest.iter().any(|known| known.name == symptom.name) {
            nearest.push(symptom);
        }
    }
    Some(Quoted::Several(nearest))
}

/// A quotation without the punctuation around it.
fn trim(mut quote: &[u8]) -> &[u8] {
    const PUNCTUATION: &[u8] = b".,:;!?";
    while let Some((_, rest)) = quote.split_first().filter(|(first, _)| PUNCTUATION.contains(first)) {
        quote = rest;
    }
    while let Some((_, rest)) = quote.split_last().filter(|(last, _)| PUNCTUATION.contains(last)) {
        quote = rest;
    }
    quote
}

/// The symptoms with a known text that contains a quotation, each with the part of that text that the quotation is, and
/// a pattern. The texts are the name, the literals of the patterns, and the example lines.
fn containing<'a>(quote: &[u8], catalog: &'a Catalog) -> Vec<(f64, &'static Symptom, &'a Pattern)> {
    let mut found = Vec::new();
    if quote.len() < FEWEST {
        return found;
    }
    for (index, symptom) in catalog.symptoms.iter().enumerate() {
        let mut patterns = catalog.patterns.iter().filter(|pattern| pattern.symptom == index).peekable();
        let Some(first) = patterns.peek().copied() else { continue };
        let is_name = Normal::of(&symptom.name.replace('-', " ")) == quote;
        let name = is_name.then_some((quote.len(), first));
        let literals = patterns.flat_map(|pattern| pattern.literals.iter().map(move |literal| (literal, pattern)));
        let containing = literals.filter(|(literal, _)| memmem::find(literal, quote).is_some());
        let shortest = containing.map(|(literal, pattern)| (literal.len(), pattern)).min_by_key(|(length, _)| *length);
        let example = || {
            let examples = symptom.examples();
            let examples = examples.iter().filter(|_| quote.len() >= FEWEST_OF_EXAMPLE).map(|one| Normal::of(one));
            let containing = examples.filter(|example| memmem::find(example, quote).is_some());
            Some((containing.map(|example| example.len()).min()?, first))
        };
        let best = name.or(shortest).or_else(example);
        found.extend(best.map(|(length, pattern)| (share(quote.len(), length), *symptom, pattern)));
    }
    found
}

#[allow(clippy::cast_precision_loss, reason = "texts are shorter than 2^52 bytes")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The symptoms that have most of the words of a quotation, those with more of them first. A word in the name counts twice,
/// also a common one.
fn worded(text: &str, telling: &HashSet<String>, catalog: &Catalog) -> Vec<&'static Symptom> {
    let all = words(text);
    let mut found: Vec<(usize, &'static Symptom)> = catalog
        .symptoms
        .iter()
        .filter_map(|symptom| {
            let texts = symptom.patterns.iter().copied().chain([symptom.name, symptom.summary()]);
            let known: HashSet<String> = texts.flat_map(words).collect();
            let named = words(symptom.name);
            let is_in = |word: &&String| known.contains(*word) || known.contains(&format!("{word}s"));
            let shared = telling.iter().filter(is_in).count();
            let score = shared + all.iter().filter(|word| named.contains(*word)).count();
            (shared * 3 >= telling.len() * 2).then_some((score, *symptom))
        })
        .collect();
    found.sort_by_key(|(score, symptom)| (std::cmp::Reverse(*score), symptom.role));
    found.into_iter().map(|(_, symptom)| symptom).collect()
}
