//! Volumes, mounts and variables of a pod.

use super::mount::{Items, Mount};
use crate::values::{Kind, Path, Value};

#[derive(Debug, Clone, PartialEq)]
pub struct PodVolume {
    pub name: String,
    /// The content: one source, or several projected ones.
    pub content: Vec<VolumeContent>,
    /// The path and value that the user wrote; `None` for the chart's own.
    pub written: Option<(Path, Value)>,
}

/// The content of a volume.
#[derive(Debug, Clone, PartialEq)]
pub enum VolumeContent {
    Secret {
        name: String,
        /// The keys that become files, if they are listed.
        items: Option<Items>,
    },
    /// Another source, or an unknown one.
    Other,
}

/// A mount of a pod's main container.
#[derive(Debug, Clone, PartialEq)]
pub struct PodMount {
    pub volume: String,
    /// The mount path as written.
    pub path: String,
    /// The mounted part of the volume, if not all of it is mounted.
    pub sub_path: Option<String>,
    /// The path and value that the user wrote; `None` for the chart's own.
    pub written: Option<(Path, Value)>,
}

/// A variable of a pod's main container.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// The name; `None` if it is a placeholder.
    pub name: Option<String>,
    pub value: VariableValue,
    /// The path in the chart's values.
    pub written: Path,
    /// The entry that the user wrote.
    pub entry: Value,
}

/// The value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum VariableValue {
    /// A text, as the user wrote it.
    Text(Value),
    /// A key of a Secret.
    Secret {
        /// The Secret.
        name: String,
        key: String,
    },
    /// Another source.
    Other,
}

impl Variable {
    /// Returns an unknown value.
    pub(super) fn unknown(&self) -> Value {
        Value::new(Kind::Unknown("from elsewhere".into()), self.entry.origin.clone())
    }
}

/// Returns the Secrets in the user's volumes with their mounts.
pub fn mounted_secrets(volumes: &[Value], mounts: &[Value]) -> Vec<(String, Mount)> {
    let volumes: Vec<PodVolume> = volumes.iter().filter_map(|volume| volume_of(volume, Path::default())).collect();
    let mounts: Vec<PodMount> = mounts.iter().filter_map(|mount| mount_of(mount, Path::default())).collect();
    mounted(&volumes, &mounts)
}

/// Returns the Secrets in volumes with their mounts.
pub(super) fn mounted(volumes: &[PodVolume], mounts: &[PodMount]) -> Vec<(String, Mount)> {
    let mut all = Vec::new();
    for volume in volumes {
        for content in &volume.content {
            let VolumeContent::Secret { name, items } = content else {
                continue;
            };
            for mount in mounts.iter().filter(|mount| mount.volume == volume.name) {
                let mount = Mount { sub_path: mount.sub_path.clone(), items: items.clone(), ..Mount::at(&mount.path) };
                all.push((name.clone(), mount));
            }
        }
    }
    all
}

/// Reads the user's volume; `None` if its name is not a text.
pub(super) fn volume_of(volume: &Value, path: Path) -> Option<PodVolume> {
    let secret = |secret: &Value, key| match text(secret, &[key]) {
        Some(name) => VolumeContent::Secret { name: name.to_owned(), items: items(secret) },
        None => VolumeContent::Other,
    };
    let sources = volume.at(&["projected", "sources"]).and_then(Value::as_list);
    let content = match (volume.get("secret"), sources) {
        (Some(value), None) => vec![secret(value, "secretName")],
        (None, Some(sources)) => sources
            .iter()
            .map(|source| source.get("secret").map_or(VolumeContent::Other, |value| secret(value, "name")))
            .collect(),
        (Some(value), Some(_)) => vec![secret(value, "secretName"), VolumeContent::Other],
        (None, None) => vec![VolumeContent::Other],
    };
    Some(PodVolume { name: text(volume, &["name"])?.to_owned(), content, written: Some((path, volume.clone())) })
}

/// Reads the user's mount; `None` if its volume or its folder is not a text.
pub(super) fn mount_of(mount: &Value, path: Path) -> Option<PodMount> {
    Some(PodMount {
        volume: text(mount, &["name"])?.to_owned(),
        path: text(mount, &["mountPath"])?.to_owned(),
        sub_path: text(mount, &["subPath"]).filter(|sub| !sub.is_empty()).map(str::to_owned),
        written: Some((path, mount.clone())),
    })
}

/// Reads the user's variable.
pub(super) fn variable_of(entry: &Value, written: Path) -> Variable {
    let reference = |key| text(entry, &["valueFrom", "secretKeyRef", key]).map(str::to_owned);
    let value = match (entry.get("value"), reference("name"), reference("key")) {
        (Some(value), _, _) => VariableValue::Text(value.clone()),
        (None, Some(name), Some(key)) => VariableValue::Secret { name, key },
        _ => VariableValue::Other,
    };
    let name = match entry.get("name").map(|name| &name.kind) {
        Some(Kind::String(name)) if !crate::values::is_placeholder(name) => Some(name.to_string()),
        _ => None,
    };
    Variable { name, value, written, entry: entry.clone() }
}

fn items(secret: &Value) -> Option<Items> {
    let items = secret.get("items")?.as_list()?;
    let pair = |item| Some((text(item, &["key"])?.to_owned(), text(item, &["path"])?.to_owned()));
    Some(items.iter().filter_map(pair).collect())
}

/// Returns the text at a path, even if it is a placeholder.
fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    match &value.at(path)?.kind {
        Kind::String(text) | Kind::Unknown(text) => Some(text),
        _ => None,
    }
}
