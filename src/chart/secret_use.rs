//! Which Secrets a process takes something from, and how it sees them. Whether the chart makes them is another question.

use super::ProcessName;
use super::additions::Additions;
use super::template::{Context, Frame, at, tpl_yaml};
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Kind, Value};
use crate::yaml::YamlVersion;

/// A Secret that a process takes something from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretUse {
    /// Which process.
    pub process: ProcessName,
    /// The Secret's name as the chart writes it.
    pub name: String,
    /// How the process sees it.
    pub exposure: Exposure,
}

/// How a process sees what a Secret holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exposure {
    /// Its keys are files in a folder.
    Files(Mount),
    /// One key is a variable.
    Variable {
        /// The variable.
        variable: String,
        /// The key.
        key: String,
    },
    /// Every key is a variable of its name.
    Variables,
}

/// Keys of a Secret, and what their files are called.
type Items = Vec<(String, String)>;

/// A mounted Secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mount {
    /// Where it is mounted, without a slash at the end.
    pub folder: String,
    /// The file or folder of it that is mounted there, if not all of it.
    pub sub_path: Option<String>,
    /// The keys that are mounted and what their files are called, where somebody said.
    pub items: Option<Items>,
}

impl Mount {
    /// All keys, in a folder.
    pub fn at(folder: &str) -> Self {
        Self { folder: folder.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// The key whose file this path is.
    pub fn key_of(&self, path: &str) -> Option<String> {
        let below = path.strip_prefix(&self.folder)?;
        let relative = match (below.strip_prefix('/'), &self.sub_path) {
            (Some(rest), None) => rest.to_owned(),
            (Some(rest), Some(sub)) => format!("{sub}/{rest}"),
            (None, Some(sub)) if below.is_empty() => sub.clone(),
            _ => return None,
        };
        match &self.items {
            Some(items) => items.iter().find(|(_, file)| *file == relative).map(|(key, _)| key.clone()),
            None => (!relative.is_empty() && !relative.contains('/')).then_some(relative),
        }
    }
}

impl SecretUse {
    pub(super) fn mounted(process: ProcessName, name: impl Into<String>) -> Self {
        Self { process, name: name.into(), exposure: Exposure::Files(Mount::at(SECRETS_FOLDER)) }
    }
}

/// The Secrets in a user's own volumes and variables. What does not render is left to those who render it.
pub(super) fn additions(context: &Context<'_>, frame: Frame, add: &Additions) -> Vec<SecretUse> {
    let list = |path: &[&str], tpl: bool| -> Vec<Value> {
        let Some(value) = at(context, frame, path).ok().flatten() else {
            return Vec::new();
        };
        let read = (tpl && value.is_truthy())
            .then(|| tpl_yaml(value, context, frame, "tpl (toYaml .) $", YamlVersion::V1_1).ok())
            .flatten();
        let value = read.as_ref().unwrap_or(value);
        value.as_list().unwrap_or_default().to_vec()
    };
    let mounted = mounted_secrets(&list(&add.volumes, true), &list(&add.mounts, true));
    let mut uses: Vec<SecretUse> = mounted
        .into_iter()
        .map(|(name, mount)| SecretUse { process: add.process, name, exposure: Exposure::Files(mount) })
        .collect();
    let (path, tpl) = add.env;
    for variable in list(&path, tpl) {
        let reference = |key| text(&variable, &["valueFrom", "secretKeyRef", key]);
        if let (Some(name), Some(secret), Some(key)) = (text(&variable, &["name"]), reference("name"), reference("key"))
        {
            uses.push(SecretUse {
                process: add.process,
                name: secret.to_owned(),
                exposure: Exposure::Variable { variable: name.to_owned(), key: key.to_owned() },
            });
        }
    }
    uses
}

/// The names of the Secrets in volumes, each with where the mounts put it.
pub fn mounted_secrets(volumes: &[Value], mounts: &[Value]) -> Vec<(String, Mount)> {
    let mut all = Vec::new();
    for volume in volumes {
        let Some(name) = text(volume, &["name"]) else {
            continue;
        };
        for (secret, items) in secrets_of(volume) {
            for mount in mounts.iter().filter(|mount| text(mount, &["name"]) == Some(name)) {
                let Some(folder) = text(mount, &["mountPath"]) else {
                    continue;
                };
                let mount = Mount {
                    sub_path: text(mount, &["subPath"]).map(str::to_owned),
                    items: items.clone(),
                    ..Mount::at(folder)
                };
                all.push((secret.clone(), mount));
            }
        }
    }
    all
}

/// The Secrets of a volume, alone or projected, with their `items`.
fn secrets_of(volume: &Value) -> Vec<(String, Option<Items>)> {
    let alone =
        volume.get("secret").and_then(|secret| Some((text(secret, &["secretName"])?.to_owned(), items(secret))));
    let sources = volume.at(&["projected", "sources"]).and_then(Value::as_list);
    let projected = sources.unwrap_or_default().iter().filter_map(|source| {
        let secret = source.get("secret")?;
        Some((text(secret, &["name"])?.to_owned(), items(secret)))
    });
    alone.into_iter().chain(projected).collect()
}

fn items(secret: &Value) -> Option<Items> {
    let items = secret.get("items")?.as_list()?;
    let pair = |item| Some((text(item, &["key"])?.to_owned(), text(item, &["path"])?.to_owned()));
    Some(items.iter().filter_map(pair).collect())
}

/// The text at a path, also one that is filled in later.
fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    match &value.at(path)?.kind {
        Kind::String(text) | Kind::Unknown(text) => Some(text),
        _ => None,
    }
}
