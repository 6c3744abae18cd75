//! Recognizes quotations: a few words of a known text, pasted from a screen or a chat.

use std::collections::HashSet;

use memchr::memmem;

use super::catalog::Catalog;
use super::normal::Normal;
use super::observed::{Observed, Sighting};
use super::pattern::Pattern;
use super::words::words;
use crate::symptoms::Symptom;

/// The maximum length, in bytes of the normal form, of a text that is read as a quotation.
const MAX_QUOTATION: usize = 160;
/// The fewest bytes of a pattern, in normal form, that identify it.
const MIN_PATTERN: usize = 8;
/// The fewest bytes of an example line, in normal form, that identify it.
const MIN_EXAMPLE: usize = 16;
/// The maximum number of symptoms suggested for a quotation that doesn't identify one.
const MAX_NEAREST: usize = 3;
/// A quotation identifies a symptom if its share of any other symptom's text is less than this fraction of the best share.
/// A share is the fraction of a known text that is quoted.
const MAX_OTHER_SHARE: f64 = 0.5;

/// Words that say little about an error: of errors and of their descriptions, of HTTP, of English, of deployments.
const COMMON: &str = "error failed fails invalid wrong refused rejected missing mismatch mismatched match \
    bad gateway found forbidden unauthorized unavailable internal server \
    the and not did does was has for from with that what here \
    flyte flyteadmin flytepropeller flytectl pyflyte login keycloak okta entra";

/// The origin of a quotation.
pub(super) enum Quoted {
    /// A text of one symptom.
    Known(Box<Observed>),
    /// A text of one of several symptoms, likeliest first; possibly empty.
    Several(Vec<&'static Symptom>),
}

/// Finds the origin of a text, or returns `None` if the text is too long or has only common words.
pub(super) fn quoted(text: &str, normal: &[u8], catalog: &Catalog) -> Option<Quoted> {
    let specific: HashSet<String> = words(text)
        .into_iter()
        .filter(|word| {
            !COMMON.split(' ').any(|common| common == word) && !word.bytes().all(|byte| byte.is_ascii_digit())
        })
        .collect();
    if normal.len() > MAX_QUOTATION || specific.is_empty() {
        return None;
    }
    let mut matching_texts = matching_texts(trim(normal), catalog);
    matching_texts.sort_by(|(one, _, _), (other, _, _)| other.total_cmp(one));
    if let Some((best, symptom, pattern)) = matching_texts.first() {
        let is_other =
            |(share, other, _): &&(f64, &Symptom, _)| *share >= best * MAX_OTHER_SHARE && other.name != symptom.name;
        if !matching_texts.iter().any(|one| is_other(&one)) {
            let mut observed = Observed::new(symptom, Sighting { line: 1, time: None });
            observed.is_cut = true;
            observed.count(observed.first.clone());
            observed.examine(text.trim().as_bytes(), pattern);
            return Some(Quoted::Known(Box::new(observed)));
        }
    }
    let symptoms =
        matching_texts.into_iter().map(|(_, symptom, _)| symptom).chain(sharing_words(text, &specific, catalog));
    let mut nearest: Vec<&'static Symptom> = Vec::new();
    for symptom in symptoms {
        if nearest.len() < MAX_NEAREST && !nearest.iter().any(|known| known.name == symptom.name) {
            nearest.push(symptom);
        }
    }
    Some(Quoted::Several(nearest))
}

/// Trims punctuation from both ends of a quotation.
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

/// Returns the symptoms with a known text that contains the quotation: the name, a pattern's literal or an example
/// line. Each comes with the fraction of that text that is quoted and with a pattern.
fn matching_texts<'a>(quote: &[u8], catalog: &'a Catalog) -> Vec<(f64, &'static Symptom, &'a Pattern)> {
    let mut found = Vec::new();
    if quote.len() < MIN_PATTERN {
        return found;
    }
    for (index, symptom) in catalog.symptoms.iter().enumerate() {
        let mut patterns = catalog.patterns.iter().filter(|pattern| pattern.symptom == index).peekable();
        let Some(first) = patterns.peek().copied() else { continue };
        let is_name = Normal::of(&symptom.name.replace('-', " ")) == quote;
        let name = is_name.then_some((quote.len(), first));
        let literals = patterns.flat_map(|pattern| pattern.literals.iter().map(move |literal| (literal, pattern)));
        let matching_texts = literals.filter(|(literal, _)| memmem::find(literal, quote).is_some());
        let shortest =
            matching_texts.map(|(literal, pattern)| (literal.len(), pattern)).min_by_key(|(length, _)| *length);
        let example = || {
            let examples = symptom.examples();
            let examples = examples.iter().filter(|_| quote.len() >= MIN_EXAMPLE).map(|one| Normal::of(one));
            let matching_texts = examples.filter(|example| memmem::find(example, quote).is_some());
            Some((matching_texts.map(|example| example.len()).min()?, first))
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

/// Returns the symptoms that have most of a quotation's words, those with more of them first. A word in a symptom's
/// name counts twice, and common words count there.
fn sharing_words(text: &str, specific: &HashSet<String>, catalog: &Catalog) -> Vec<&'static Symptom> {
    let all = words(text);
    let mut found: Vec<(usize, &'static Symptom)> = catalog
        .symptoms
        .iter()
        .filter_map(|symptom| {
            let texts = symptom.patterns.iter().copied().chain([symptom.name, symptom.summary()]);
            let known: HashSet<String> = texts.flat_map(words).collect();
            let named = words(symptom.name);
            let is_in = |word: &&String| known.contains(*word) || known.contains(&format!("{word}s"));
            let shared = specific.iter().filter(is_in).count();
            let score = shared + all.iter().filter(|word| named.contains(*word)).count();
            (shared * 3 >= specific.len() * 2).then_some((score, *symptom))
        })
        .collect();
    found.sort_by_key(|(score, symptom)| (std::cmp::Reverse(*score), symptom.role));
    found.into_iter().map(|(_, symptom)| symptom).collect()
}
