//! The passwords and hashes in a values file that settings are put into.

use std::path::Path;

use super::read_input;
use crate::answers::InUse;
use crate::chart::{Chart, OwnValues, escape_tpl};
use crate::secret::{Password, PasswordHash, Secret};
use crate::values::{Kind, Value, is_placeholder, layer_one, with_deep_stack};

/// A hash takes some 60 ms to verify; a file of one release has two or three.
const MOST_HASHES: usize = 8;

/// What the file at `path` holds; nothing where it cannot be read, which is said elsewhere.
pub(super) fn in_use(path: &Path) -> InUse {
    with_deep_stack(|| {
        let mut found = InUse::default();
        let read = read_input(path).ok().and_then(|(name, bytes)| layer_one(&name, &bytes).ok());
        let Some(layered) = read else { return found };
        let own = OwnValues::of(&layered.values);
        for chart in Chart::ALL {
            let text = own.values.at(chart.propeller_secret()).and_then(Value::as_str).unwrap_or_default();
            // What a template changes is not the password that Flyte gets.
            if !is_placeholder(text) && escape_tpl(text) == text {
                found.passwords.extend(Password::new(Secret::as_written(text)));
            }
        }
        hashes(own.values, &mut found.hashes);
        found
    })
}

fn hashes(value: &Value, found: &mut Vec<PasswordHash>) {
    if found.len() >= MOST_HASHES {
        return;
    }
    match &value.kind {
        Kind::String(text) => found.extend(PasswordHash::parse(text)),
        Kind::List(items) => items.iter().for_each(|item| hashes(item, found)),
        Kind::Map(map) => map.values().for_each(|entry| hashes(&entry.value, found)),
        _ => {}
    }
}
