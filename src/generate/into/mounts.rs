//! Where flyteadmin finds the OIDC secret in a Secret made elsewhere, when the values mount volumes already
//! (flyte-core's `flyteadmin.additionalVolumes` and `additionalVolumeMounts`). flyte-binary's chart mounts what
//! `clientSecretsExternalSecretRef` names by itself.

use serde_json::Value;

use super::{at, at_mut, keys_of};
use crate::chart::{Chart, mounted_secrets};
use crate::kubernetes::OIDC_KEY;
use crate::values;
use crate::yaml::{Path, Step};

const VOLUMES: &str = "flyteadmin.additionalVolumes";
const MOUNTS: &str = "flyteadmin.additionalVolumeMounts";
const FILE: &str = "auth.userAuth.openId.clientSecretFile";

/// Fits the planned volume to those that are there: a mount that has the Secret's key as a file is used, the one that
/// this tool made for another Secret gets that name, and a name or a folder that is taken is avoided. Two mounts at one
/// path make a pod that Kubernetes refuses.
///
/// Returns what else is to be changed: the place of an earlier Secret's name, and the name that it gets.
pub(super) fn fit(
    wanted: &mut Value,
    old: &values::Value,
    below: Option<&str>,
) -> Option<Option<(Path, String)>> {
    let file_place = Chart::FlyteCore.home(FILE).to_string();
    let (volumes, mounts) = (keys_of(below, VOLUMES), keys_of(below, MOUNTS));
    let file_keys = keys_of(below, &file_place);
    let planned = Planned::of(wanted, &volumes, &mounts)?;
    let there = |keys: &[&str]| old.at(keys).and_then(values::Value::as_list);
    let there_volumes = there(&volumes).unwrap_or_default();
    let there_mounts = there(&mounts).unwrap_or_default();
    let mounted = mounted_secrets(there_volumes, there_mounts);
    let own_file = old.at(&file_keys).and_then(values::Value::as_str);
    let planned_file = format!("{}/{OIDC_KEY}", planned.folder);
    let found = [own_file, Some(planned_file.as_str())]
        .into_iter()
        .flatten()
        .find(|file| {
            mounted
                .iter()
                .any(|(name, mount)| *name == planned.secret && mount.key_of(file).is_some())
        })
        .map(str::to_owned);
    if let Some(file) = found {
        *at_mut(wanted, &file_keys)? = file.into();
        remove(wanted, &volumes);
        remove(wanted, &mounts);
        return Some(None);
    }
    let text = |value: &values::Value, key: &str| {
        Some(value.get(key)?.as_str()?.trim_end_matches('/').to_owned())
    };
    let names: Vec<Option<String>> = there_volumes
        .iter()
        .map(|volume| text(volume, "name"))
        .collect();
    let folders: Vec<(Option<String>, Option<String>)> = there_mounts
        .iter()
        .map(|mount| (text(mount, "name"), text(mount, "mountPath")))
        .collect();
    let is_plain = |volume: &values::Value| {
        let secret = volume.get("secret").and_then(values::Value::as_map);
        secret.is_some_and(|secret| secret.keys().all(|key| &**key == "secretName"))
    };
    // The one of an earlier run is for this purpose alone.
    let ours = there_volumes.iter().position(|volume| {
        text(volume, "name").as_deref() == Some(planned.name.as_str()) && is_plain(volume)
    });
    let is_at_our_place = folders.iter().any(|(name, folder)| {
        name.as_deref() == Some(&planned.name) && folder.as_deref() == Some(&planned.folder)
    });
    if let Some(index) = ours.filter(|_| is_at_our_place) {
        remove(wanted, &volumes);
        remove(wanted, &mounts);
        let mut path = Path::of(&volumes);
        path.0.push(Step::Index(index));
        return Some(Some((path.key("secret").key("secretName"), planned.secret)));
    }
    let is_free = |name: &str, folder: &str| {
        !names.iter().any(|other| other.as_deref() == Some(name))
            && !folders
                .iter()
                .any(|(_, other)| other.as_deref() == Some(folder))
    };
    let with_number = |number: usize| match number {
        1 => (planned.name.clone(), planned.folder.clone()),
        _ => (
            format!("{}-{number}", planned.name),
            format!("{}-{number}", planned.folder),
        ),
    };
    let (name, folder) = (1..=names.len() + folders.len() + 1)
        .map(with_number)
        .find(|(name, folder)| is_free(name, folder))?;
    *at_mut(wanted, &file_keys)? = format!("{folder}/{OIDC_KEY}").into();
    let volume = at_mut(wanted, &volumes)?.get_mut(0)?;
    *volume.get_mut("name")? = name.as_str().into();
    let mount = at_mut(wanted, &mounts)?.get_mut(0)?;
    *mount.get_mut("name")? = name.into();
    *mount.get_mut("mountPath")? = folder.into();
    Some(None)
}

/// The volume that the plan has.
struct Planned {
    name: String,
    secret: String,
    folder: String,
}

impl Planned {
    fn of(wanted: &Value, volumes: &[&str], mounts: &[&str]) -> Option<Self> {
        let volume = at(wanted, volumes)?.get(0)?;
        let mount = at(wanted, mounts)?.get(0)?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Some(Self {
            name: text(volume.get("name")?)?,
            secret: text(volume.get("secret")?.get("secretName")?)?,
            folder: text(mount.get("mountPath")?)?,
        })
    }
}

/// Takes an entry out, and the map around it if that is empty then.
fn remove(wanted: &mut Value, keys: &[&str]) {
    let Some((last, above)) = keys.split_last() else {
        return;
    };
    let Some(Value::Object(map)) = at_mut(wanted, above) else {
        return;
    };
    map.shift_remove(*last);
    if map.is_empty() {
        remove(wanted, above);
    }
}
