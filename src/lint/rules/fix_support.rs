//! Changes that several rules propose.

use serde_json::Value as Json;

use crate::lint::{Context, ValueRef};
use crate::values::{Path, Step, Value};
use crate::yaml::edit::Change;

/// Sets a value.
pub(super) fn set(site: &ValueRef, value: impl Into<Json>) -> Vec<Change> {
    vec![Change::Set { path: site.path.clone(), value: value.into() }]
}

/// Quotes a value.
pub(super) fn quote(site: &ValueRef) -> Vec<Change> {
    vec![Change::Quote { path: site.path.clone() }]
}

/// Removes a setting.
pub(super) fn remove(site: &ValueRef) -> Vec<Change> {
    vec![Change::Remove { path: site.path.clone() }]
}

/// Adds an item to a list of texts that currently holds `items`: to the user's list, or else to a new list of all
/// items.
pub(super) fn add_item(cx: &Context<'_>, site: &ValueRef, items: &[String], item: &str) -> Vec<Change> {
    if let Some(list) = written_list(cx, site) {
        return vec![Change::Set { path: item_path(&site.path, list.len()), value: item.into() }];
    }
    let all: Vec<&str> = items.iter().map(String::as_str).chain([item]).collect();
    set(site, all)
}

/// Adds a scope to a list of scopes. An item that only differs from the scope by stray characters is replaced; a text
/// of several scopes becomes a list; scopes of `in_place_of` are replaced if the list has no others.
pub(super) fn add_scope(
    cx: &Context<'_>,
    site: &ValueRef,
    items: &[String],
    scope: &str,
    in_place_of: &[&str],
) -> Vec<Change> {
    if let Some(junk) = items.iter().find(|item| bare(item).eq_ignore_ascii_case(scope)) {
        let replaced = replace_item(cx, site, junk, scope);
        if !replaced.is_empty() {
            return replaced;
        }
    }
    let bare_items: Vec<&str> = items.iter().map(|item| bare(item)).filter(|item| !item.is_empty()).collect();
    let is_of_another_use = !bare_items.is_empty() && bare_items.iter().all(|item| in_place_of.contains(item));
    if !is_of_another_use && written_list(cx, site).is_some() {
        return add_item(cx, site, items, scope);
    }
    let mut all: Vec<&str> = if is_of_another_use { Vec::new() } else { bare_items };
    if !all.contains(&scope) {
        all.push(scope);
    }
    set(site, all)
}

/// Removes what a slip leaves around a word: whitespace, quotes, commas, brackets, invisible characters.
pub(super) fn bare(word: &str) -> &str {
    let is_junk = |c: char| {
        c.is_whitespace() || c.is_control() || "'\"`´,;[]()‘’“”„«»\u{200b}\u{200c}\u{200d}\u{feff}\u{a0}".contains(c)
    };
    word.trim_matches(is_junk)
}

/// Replaces an item of the user's list; no change unless the item occurs exactly once.
pub(super) fn replace_item(cx: &Context<'_>, site: &ValueRef, old: &str, new: &str) -> Vec<Change> {
    match (only_item(cx, site, old), items_of_text(cx, site, old)) {
        (Some(path), _) => vec![Change::Set { path, value: new.into() }],
        (None, Some(items)) => {
            set(site, items.into_iter().map(|item| if item == old { new } else { item }).collect::<Vec<_>>())
        }
        (None, None) => Vec::new(),
    }
}

/// Removes an item from the user's list; no change unless it occurs exactly once.
pub(super) fn remove_item(cx: &Context<'_>, site: &ValueRef, item: &str) -> Vec<Change> {
    match (only_item(cx, site, item), items_of_text(cx, site, item)) {
        (Some(path), _) => vec![Change::Remove { path }],
        (None, Some(items)) => set(site, items.into_iter().filter(|other| *other != item).collect::<Vec<_>>()),
        (None, None) => Vec::new(),
    }
}

/// Returns the items of a list that the user wrote as one text: Flyte splits it at its commas
/// (`mapstructure.StringToSliceHookFunc`, flytestdlib at v1.16.8), and a request joins scopes with spaces. `None` unless
/// `item` is one of them, exactly once.
fn items_of_text<'a>(cx: &Context<'a>, site: &ValueRef, item: &str) -> Option<Vec<&'a str>> {
    let text = site.path.find_in(&cx.release().layered().values)?.as_str()?;
    let items: Vec<&str> = text.split([',', ' ']).filter(|item| !item.is_empty()).collect();
    (items.len() > 1 && items.iter().filter(|other| **other == item).count() == 1).then_some(items)
}

fn only_item(cx: &Context<'_>, site: &ValueRef, item: &str) -> Option<Path> {
    let mut found = written_list(cx, site)?.iter().enumerate().filter(|(_, value)| value.as_str() == Some(item));
    let (index, _) = found.next()?;
    found.next().is_none().then(|| item_path(&site.path, index))
}

/// Returns the list that the user wrote at a site.
fn written_list<'a>(cx: &Context<'a>, site: &ValueRef) -> Option<&'a [Value]> {
    site.path.find_in(&cx.release().layered().values)?.as_list()
}

fn item_path(list: &Path, index: usize) -> Path {
    let mut path = list.clone();
    path.0.push(Step::Index(index));
    path
}
