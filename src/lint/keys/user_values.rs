//! Facts about the user's values that every unknown key needs, computed once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::places::SchemaPath;
use crate::values::{Kind, Map, Value};

/// The values that the keys are in.
#[derive(Debug)]
pub(super) struct UserValues<'a> {
    pub(super) user: &'a Value,
    /// The words in the templates of the values.
    words: HashSet<&'a str>,
    /// The number of keys of a map, by its address, that are declared next to a place, by the address of the place's
    /// map.
    known: RefCell<HashMap<(usize, usize), usize>>,
}

impl<'a> UserValues<'a> {
    pub(super) fn of(user: &'a Value) -> Self {
        let mut words = HashSet::new();
        collect(user, &mut words);
        Self { user, words, known: RefCell::default() }
    }

    /// Returns whether a template in the values reads a key of this name, so that it has an effect.
    pub(super) fn reads(&self, key: &str) -> bool {
        self.words.contains(key)
    }

    /// Counts the other keys of `map` that are declared next to a place.
    pub(super) fn siblings(&self, place: &SchemaPath<'_>, map: &Map, but: &str) -> usize {
        let addresses = (std::ptr::from_ref(map).addr(), std::ptr::from_ref(place.parent).addr());
        let count = || map.keys().filter(|key| place.knows_beside(key)).count();
        let known = *self.known.borrow_mut().entry(addresses).or_insert_with(count);
        known - usize::from(known > 0 && map.contains_key(but) && place.knows_beside(but))
    }
}

/// Collects the words of all templates.
fn collect<'a>(value: &'a Value, words: &mut HashSet<&'a str>) {
    match &value.kind {
        Kind::String(text) => split(text, words),
        Kind::List(items) => items.iter().for_each(|item| collect(item, words)),
        Kind::Map(map) => {
            for (name, entry) in map.iter() {
                split(name, words);
                collect(&entry.value, words);
            }
        }
        _ => {}
    }
}

/// Collects the words of a text if it is a template. A key is one word, or in quotes.
fn split<'a>(text: &'a str, words: &mut HashSet<&'a str>) {
    if text.contains("{{") {
        words
            .extend(text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').filter(|word| !word.is_empty()));
        words.extend(text.split(['"', '`']).skip(1).step_by(2));
    }
}
