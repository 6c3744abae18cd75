//! The passwords and hashes in the values file that settings are merged into.

use std::path::Path;

use crate::answers::InUse;
use crate::chart::{Chart, OwnValues, escape_tpl};
use crate::file;
use crate::generate::{FileKind, in_folder};
use crate::secret::{Password, PasswordHash, Secret};
use crate::values::{Kind, Value, is_placeholder, layer_one};

/// The maximum number of hashes: one takes about 60 ms to verify, and a file of one release has two or three.
const MAX_HASHES: usize = 8;

/// Returns the passwords and hashes in the file `into`, or in the values files in `folder`, and in files that an
/// earlier run wrote next to them. Files that cannot be read are skipped here and reported elsewhere.
pub fn in_use(into: Option<&Path>, folder: &Path) -> InUse {
    let mut found = InUse::default();
    let in_folder = |name| in_folder(folder, name);
    let secrets = [FileKind::Secrets, FileKind::DataPlaneSecrets].map(|kind| in_folder(kind.name(false)));
    let values = match into {
        Some(path) => vec![path.to_owned()],
        None => [false, true].map(|split| in_folder(FileKind::Values.name(split))).into(),
    };
    for path in values.iter().chain(&secrets) {
        add(path, &mut found);
    }
    found.ci = file::read(&in_folder(FileKind::CiPassword.name(false)))
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| Password::new(Secret::as_written(text.trim_end())).ok());
    found
}

fn add(path: &Path, found: &mut InUse) {
    let read = file::read_input(path).ok().and_then(|(name, bytes)| layer_one(&name, &bytes).ok());
    let Some(layered) = read else { return };
    let own = OwnValues::of(&layered.values);
    for chart in Chart::ALL {
        let text = own.values.at(chart.propeller_secret()).and_then(Value::as_str).unwrap_or_default();
        // If a template changes the text, it is not the password that Flyte gets.
        if !is_placeholder(text) && escape_tpl(text) == text {
            found.passwords.extend(Password::new(Secret::as_written(text)));
        }
    }
    hashes(own.values, &mut found.hashes);
    clients(own.values, &mut found.clients);
}

/// Collects the hashes below each `staticClients`, by the client's key, which is its ID (`StaticClients`).
fn clients(value: &Value, found: &mut Vec<(String, PasswordHash)>) {
    let Some(map) = value.as_map() else { return };
    for (key, entry) in map {
        if &**key == "staticClients" {
            let of_map = entry.value.as_map().into_iter().flatten();
            found.extend(of_map.filter_map(|(id, client)| {
                let hash = client.value.get("client_secret")?.as_str()?;
                Some((id.to_string(), PasswordHash::parse(hash).ok()?))
            }));
        }
        clients(&entry.value, found);
    }
}

fn hashes(value: &Value, found: &mut Vec<PasswordHash>) {
    if found.len() >= MAX_HASHES {
        return;
    }
    match &value.kind {
        Kind::String(text) => found.extend(PasswordHash::parse(text)),
        Kind::List(items) => items.iter().for_each(|item| hashes(item, found)),
        Kind::Map(map) => map.values().for_each(|entry| hashes(&entry.value, found)),
        _ => {}
    }
}
