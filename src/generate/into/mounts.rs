//! Where flyteadmin finds the OIDC secret in a Secret managed outside the chart, when the values mount volumes already
//! (flyte-core's `flyteadmin.additionalVolumes` and `additionalVolumeMounts`). flyte-binary's chart mounts what
//! `clientSecretsExternalSecretRef` names by itself.

use serde_json::Value;

use super::{at, at_mut, keys_of};
use crate::chart::{Chart, PodAddition, PodPart, ProcessName, mounted_secrets};
use crate::kubernetes::OIDC_KEY;
use crate::values;
use crate::yaml::{Path, Step};

const FILE: &str = "auth.userAuth.openId.clientSecretFile";

/// Fits the planned volume to those that are there: a mount that has the Secret's key as a file is used, the one that
/// this tool made for another Secret gets that name, and a name or a folder that is taken is avoided. Two mounts at one
/// path make a pod that Kubernetes refuses.
///
/// Returns what else is to be changed: the place of an earlier Secret's name, and the name that it gets.
pub(super) fn fit(wanted: &mut Value, old: &values::Value, below: Option<&str>) -> Option<(Path, String)> {
    let file_place = Chart::FlyteCore.home(FILE);
    let list = |part| PodAddition::path_in(Chart::FlyteCore, ProcessName::Flyteadmin, part);
    let (volumes, mounts) = (Path::of(&list(PodPart::Volume)?), Path::of(&list(PodPart::Mount)?));
    let (volumes, mounts) = (keys_of(below, &volumes), keys_of(below, &mounts));
    let file_keys = keys_of(below, &file_place);
    let planned = PlannedMount::of(wanted, &volumes, &mounts)?;
    let list = |keys: &[&str]| old.at(keys).and_then(values::Value::as_list);
    let there = There { volumes: list(&volumes).unwrap_or_default(), mounts: list(&mounts).unwrap_or_default() };
    let own_file = old.at(&file_keys).and_then(values::Value::as_str);
    if let Some(file) = there.file_of(&planned, own_file) {
        *at_mut(wanted, &file_keys)? = file.into();
        remove(wanted, &volumes);
        remove(wanted, &mounts);
        return None;
    }
    if let Some(index) = there.of_an_earlier_run(&planned) {
        remove(wanted, &volumes);
        remove(wanted, &mounts);
        let mut path = Path::of(&volumes);
        path.0.push(Step::Index(index));
        return Some((path.key("secret").key("secretName"), planned.secret));
    }
    let (name, folder) = there.free(&planned)?;
    *at_mut(wanted, &file_keys)? = format!("{folder}/{OIDC_KEY}").into();
    let volume = at_mut(wanted, &volumes)?.get_mut(0)?;
    *volume.get_mut("name")? = name.as_str().into();
    let mount = at_mut(wanted, &mounts)?.get_mut(0)?;
    *mount.get_mut("name")? = name.into();
    *mount.get_mut("mountPath")? = folder.into();
    None
}

/// The volumes and mounts that are there.
struct There<'a> {
    volumes: &'a [values::Value],
    mounts: &'a [values::Value],
}

impl There<'_> {
    /// The file that a mount makes of the planned Secret: the one that the values name, or the planned one.
    fn file_of(&self, planned: &PlannedMount, own: Option<&str>) -> Option<String> {
        let mounted = mounted_secrets(self.volumes, self.mounts);
        let is_mounted =
            |file: &&str| mounted.iter().any(|(name, mount)| *name == planned.secret && mount.key_of(file).is_some());
        let file = format!("{}/{OIDC_KEY}", planned.folder);
        let mut files = own.into_iter().chain([file.as_str()]);
        files.find(is_mounted).map(str::to_owned)
    }

    /// The volume that this tool made for a Secret of another name: nothing but that is said of it.
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

    /// A name and a folder that nothing has.
    fn free(&self, planned: &PlannedMount) -> Option<(String, String)> {
        let is_free = |(name, folder): &(String, String)| {
            let has = |values: &[values::Value], key, wanted: &str| {
                values.iter().any(|value| text(value, key) == Some(wanted))
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

/// A text without a slash at the end.
fn text<'a>(value: &'a values::Value, key: &str) -> Option<&'a str> {
    Some(value.get(key)?.as_str()?.trim_end_matches('/'))
}

/// The volume that the plan has.
struct PlannedMount {
    name: String,
    secret: String,
    folder: String,
}

impl PlannedMount {
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
