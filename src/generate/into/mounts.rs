//! Mounts the OIDC secret from a Secret managed outside the chart into flyteadmin if the values already mount volumes
//! (flyte-core's `flyteadmin.additionalVolumes` and `additionalVolumeMounts`). flyte-binary's chart mounts the Secret
//! in `clientSecretsExternalSecretRef` itself.

use serde_json::Value;

use super::{at, at_mut, keys_of};
use crate::chart::{Chart, PodAddition, PodPart, ProcessName, mounted_secrets};
use crate::flyte::OIDC_KEY;
use crate::values;
use crate::yaml::{Path, Step};

const FILE: &str = "auth.userAuth.openId.clientSecretFile";

/// Adapts the planned volume to the existing ones: a mount that already has the Secret's key as a file is used, the one
/// that flyte-auth created for another Secret gets the new name, and existing names and folders are avoided. Kubernetes
/// refuses a pod with two mounts at one path.
///
/// Returns another required change: the path of an earlier Secret's name, with its new name.
pub(super) fn fit(target: &mut Value, old: &values::Value, below: Option<&str>) -> Option<(Path, String)> {
    let file_place = Chart::FlyteCore.home(FILE);
    let list = |part| PodAddition::path_in(Chart::FlyteCore, ProcessName::Flyteadmin, part);
    let (volumes, mounts) = (Path::of(&list(PodPart::Volume)?), Path::of(&list(PodPart::Mount)?));
    let (volumes, mounts) = (keys_of(below, &volumes), keys_of(below, &mounts));
    let file_keys = keys_of(below, &file_place);
    let planned = PlannedMount::of(target, &volumes, &mounts)?;
    let list = |keys: &[&str]| old.at(keys).and_then(values::Value::as_list);
    let there = There { volumes: list(&volumes).unwrap_or_default(), mounts: list(&mounts).unwrap_or_default() };
    let own_file = old.at(&file_keys).and_then(values::Value::as_str);
    if let Some(file) = there.file_of(&planned, own_file) {
        *at_mut(target, &file_keys)? = file.into();
        remove(target, &volumes);
        remove(target, &mounts);
        return None;
    }
    if let Some(index) = there.of_an_earlier_run(&planned) {
        remove(target, &volumes);
        remove(target, &mounts);
        let mut path = Path::of(&volumes);
        path.0.push(Step::Index(index));
        return Some((path.key("secret").key("secretName"), planned.secret));
    }
    let (name, folder) = there.free(&planned)?;
    *at_mut(target, &file_keys)? = format!("{folder}/{OIDC_KEY}").into();
    let volume = at_mut(target, &volumes)?.get_mut(0)?;
    *volume.get_mut("name")? = name.as_str().into();
    let mount = at_mut(target, &mounts)?.get_mut(0)?;
    *mount.get_mut("name")? = name.into();
    *mount.get_mut("mountPath")? = folder.into();
    None
}

/// The existing volumes and mounts.
struct There<'a> {
    volumes: &'a [values::Value],
    mounts: &'a [values::Value],
}

impl There<'_> {
    /// Returns the file at which the planned Secret is mounted: the one that the values name, or the planned one.
    fn file_of(&self, planned: &PlannedMount, own: Option<&str>) -> Option<String> {
        let mounted = mounted_secrets(self.volumes, self.mounts);
        let is_mounted =
            |file: &&str| mounted.iter().any(|(name, mount)| *name == planned.secret && mount.key_of(file).is_some());
        let file = format!("{}/{OIDC_KEY}", planned.folder);
        let mut files = own.into_iter().chain([file.as_str()]);
        files.find(is_mounted).map(str::to_owned)
    }

    /// Finds the volume that flyte-auth created for a Secret of another name, if the user did not change it.
    fn of_an_earlier_run(&self, planned: &PlannedMount) -> Option<usize> {
        let is_ours = |volume: &values::Value| {
            let secret = volume.get("secret").and_then(values::Value::as_map);
            text(volume, "name") == Some(&planned.name)
                && secret.is_some_and(|secret| secret.keys().all(|key| &**key == "secretName"))
        };
        let is_at_its_place = self.mounts.iter().any(|mount| {
            text(mount, "name") == Some(&planned.name) && text(mount, "mountPath") == Some(&planned.folder)
        });
        let index = self.volumes.iter().position(is_ours);
        index.filter(|_| is_at_its_place)
    }

    /// Returns an unused name and folder.
    fn free(&self, planned: &PlannedMount) -> Option<(String, String)> {
        let is_free = |(name, folder): &(String, String)| {
            let has = |values: &[values::Value], key, target: &str| {
                values.iter().any(|value| text(value, key) == Some(target))
            };
            !has(self.volumes, "name", name) && !has(self.mounts, "mountPath", folder)
        };
        let numbered = |number: usize| match number {
            1 => (planned.name.clone(), planned.folder.clone()),
            _ => (format!("{}-{number}", planned.name), format!("{}-{number}", planned.folder)),
        };
        let most = self.volumes.len() + self.mounts.len() + 1;
        (1..=most).map(numbered).find(is_free)
    }
}

/// Returns a text without a trailing slash.
fn text<'a>(value: &'a values::Value, key: &str) -> Option<&'a str> {
    Some(value.get(key)?.as_str()?.trim_end_matches('/'))
}

/// The planned volume.
struct PlannedMount {
    name: String,
    secret: String,
    folder: String,
}

impl PlannedMount {
    fn of(target: &Value, volumes: &[&str], mounts: &[&str]) -> Option<Self> {
        let volume = at(target, volumes)?.get(0)?;
        let mount = at(target, mounts)?.get(0)?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Some(Self {
            name: text(volume.get("name")?)?,
            secret: text(volume.get("secret")?.get("secretName")?)?,
            folder: text(mount.get("mountPath")?)?,
        })
    }
}

/// Removes an entry, and the map around it if it is then empty.
fn remove(target: &mut Value, keys: &[&str]) {
    let Some((last, above)) = keys.split_last() else {
        return;
    };
    let Some(Value::Object(map)) = at_mut(target, above) else {
        return;
    };
    map.shift_remove(*last);
    if map.is_empty() {
        remove(target, above);
    }
}
