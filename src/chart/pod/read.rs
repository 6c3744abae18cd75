//! Reads the user's additions to a pod.

use super::Pod;
use super::volume::{mount_of, variable_of, volume_of};
use crate::chart::additions::Additions;
use crate::chart::template::{Frame, RenderContext, at, tpl_yaml};
use crate::values::print::print;
use crate::values::{Kind, Path, Step, Value, is_placeholder};
use crate::yaml::YamlVersion;

/// Adds the user's values to a pod. Values that do not render are skipped here; rendering reports them.
pub(in crate::chart) fn read(context: &RenderContext<'_>, frame: Frame, add: &Additions, mut pod: Pod) -> Pod {
    pod.mounts_at = add.mounts;
    let volumes = list(context, frame, &add.volumes, true);
    let mounts = list(context, frame, &add.mounts, true);
    pod.is_open |= [&volumes, &mounts].iter().any(|list| list.iter().any(|(_, item)| is_open(item)));
    pod.is_open |= [&add.volumes, &add.mounts].iter().any(|path| is_no_list(context, frame, &path[..]));
    pod.volumes.extend(volumes.into_iter().filter_map(|(path, volume)| volume_of(&volume, path)));
    pod.mounts.extend(mounts.into_iter().filter_map(|(path, mount)| mount_of(&mount, path)));
    let (variables, tpl) = add.env;
    pod.variables =
        list(context, frame, &variables, tpl).into_iter().map(|(path, entry)| variable_of(&entry, path)).collect();
    for path in add.env_from {
        let Some(name) = value(context, frame, path) else { continue };
        pod.has_variables_of = true;
        if path.last().is_some_and(|key| key.ends_with("Secret")) {
            pod.variables_of.push(print(name));
        }
    }
    if let Some(path) = &add.arguments {
        pod.arguments = list(context, frame, path, true);
    }
    let annotations = add.all_annotations.iter().map(|path| &path[..]).chain([&add.annotations[..]]);
    pod.annotations = annotations.filter_map(|path| value(context, frame, path)).cloned().collect();
    pod
}

fn value<'a>(context: &RenderContext<'a>, frame: Frame, path: &[&str]) -> Option<&'a Value> {
    at(context, frame, path).ok().flatten().filter(|value| value.is_truthy())
}

/// Returns the items of the user's list, each with its path.
fn list(context: &RenderContext<'_>, frame: Frame, path: &[&str], tpl: bool) -> Vec<(Path, Value)> {
    let Some(value) = value(context, frame, path) else {
        return Vec::new();
    };
    let read = tpl.then(|| tpl_yaml(value, context, frame, "tpl (toYaml .) $", YamlVersion::V1_1).ok()).flatten();
    let items = read.as_ref().unwrap_or(value).as_list().unwrap_or_default().iter().enumerate();
    items
        .map(|(index, item)| {
            let mut path = Path::of(path);
            path.0.push(Step::Index(index));
            (path, item.clone())
        })
        .collect()
}

/// Returns whether a value other than a list is where a list belongs, such as a placeholder.
fn is_no_list(context: &RenderContext<'_>, frame: Frame, path: &[&str]) -> bool {
    value(context, frame, path).is_some_and(|value| value.as_list().is_none())
}

/// Returns whether a volume or mount is incomplete: its name, folder or sub-path is a placeholder.
fn is_open(item: &Value) -> bool {
    let is_open = |key: &str| match item.get(key).map(|value| &value.kind) {
        Some(Kind::String(text)) => is_placeholder(text),
        Some(Kind::Unknown(_)) => true,
        _ => false,
    };
    let lacks_name = item.get("name").is_none();
    lacks_name || ["name", "mountPath", "subPath"].into_iter().any(is_open) || item.get("subPathExpr").is_some()
}
