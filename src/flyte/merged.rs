//! Merges a process's config files like viper.
//!
//! Source: `flytestdlib/config/viper/collection.go` at v1.16.8 and viper 1.21's `mergeMaps`.

use std::sync::Arc;

use super::config;
use super::config::field::Field as _;
use crate::flyte::{ConfigFile, Override};
use crate::values::{Dropped, Entry, Kind, LossReason, Map, Origin, Path, Step, Value, is_placeholder};

/// The sections that affect authentication, with keys in lower case, before they are decoded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MergedConfig {
    /// `auth`
    pub auth: Option<Value>,
    /// `admin`
    pub admin: Option<Value>,
    /// `server.security`
    pub security: Option<Value>,
    /// `secrets`: where flyteadmin looks for its secrets. This section is not decoded.
    pub secrets: Option<Value>,
}

impl MergedConfig {
    /// Applies settings from arguments and variables, in order; records the values that they override.
    #[must_use]
    pub fn with_overrides(mut self, overrides: &[Override], dropped: &mut Vec<Dropped>) -> Self {
        for over in overrides {
            let lower: Vec<String> = over.config.keys().iter().map(|key| key.to_lowercase()).collect();
            let keys: Vec<&str> = lower.iter().map(String::as_str).collect();
            let (section, rest) = match keys.as_slice() {
                ["auth", rest @ ..] => (&mut self.auth, rest),
                ["admin", rest @ ..] => (&mut self.admin, rest),
                ["server", "security", rest @ ..] => (&mut self.security, rest),
                _ => continue,
            };
            let below = section.take().unwrap_or_else(|| Value::map(Map::default(), over.value.origin.clone()));
            if let Some(covered) = below.at(rest) {
                dropped.push(Dropped {
                    path: over.config.clone(),
                    origin: covered.origin.clone(),
                    reason: LossReason::Overridden { by: over.value.origin.clone() },
                });
            }
            *section = Some(below.with_at(rest, over.value.clone()));
        }
        self
    }

    /// Sets `useAuth` to true; a new value has the given origin.
    #[must_use]
    pub fn with_auth_on(self, origin: &Origin) -> Self {
        const USE_AUTH: &str = "useauth";
        let is_on = |value: &Value| bool::read(value).is_ok_and(|on| on);
        let mut map = self.security.as_ref().and_then(Value::as_map).cloned().unwrap_or_default();
        if map.get(USE_AUTH).is_some_and(|entry| is_on(&entry.value)) {
            return self;
        }
        map.insert(USE_AUTH.into(), Entry::new(Value::new(Kind::Bool(true), origin.clone())));
        let around = self.security.as_ref().map_or_else(|| origin.clone(), |security| security.origin.clone());
        Self { security: Some(Value::map(map, around)), ..self }
    }

    /// Replaces placeholders by unknown values.
    #[must_use]
    pub fn without_placeholders(self) -> Self {
        let mask = |value: Option<Value>| value.map(|value| masked(&value));
        Self {
            auth: mask(self.auth),
            admin: mask(self.admin),
            security: mask(self.security),
            secrets: mask(self.secrets),
        }
    }
}

fn masked(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::String(text) if is_placeholder(text) => Kind::Unknown(Arc::clone(text)),
        Kind::List(items) => Kind::List(items.iter().map(masked).collect::<Vec<_>>().into()),
        Kind::Map(map) => Kind::Map(Arc::new(
            map.iter()
                .map(|(key, entry)| {
                    let entry = Entry { key_origin: entry.key_origin.clone(), value: masked(&entry.value) };
                    (Arc::clone(key), entry)
                })
                .collect(),
        )),
        kind => kind.clone(),
    };
    Value::new(kind, value.origin.clone())
}

/// Merges `files`, which are sorted by name; a later one takes precedence. Records the values that a later file
/// overrides.
pub fn merge_files(files: &[ConfigFile], dropped: &mut Vec<Dropped>) -> MergedConfig {
    let mut root: Option<Value> = None;
    for file in files {
        misplaced(&file.content, dropped);
        let content = lower_case(&relevant(&file.content));
        match &mut root {
            None if content.as_map().is_some() => root = Some(content),
            Some(root) if content.as_map().is_some() => {
                merge(root, content, &mut Path::default(), dropped);
            }
            // viper ignores a file that is not a map.
            _ => {}
        }
    }
    let find = |path: &[&str]| root.as_ref().and_then(|root| root.at(path)).cloned();
    MergedConfig {
        auth: find(&["auth"]),
        admin: find(&["admin"]),
        security: find(&["server", "security"]),
        secrets: find(&["secrets"]),
    }
}

/// Records the keys at the top of a file, and in `server`, that Flyte only reads in another section. Unknown keys are
/// not recorded: other sections are not checked here.
fn misplaced(content: &Value, dropped: &mut Vec<Dropped>) {
    let Kind::Map(map) = &content.kind else {
        return;
    };
    let server = map
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("server"))
        .and_then(|(key, entry)| Some((Path::default().key(Arc::clone(key)), entry.value.as_map()?)));
    for (path, map) in std::iter::once((Path::default(), &**map)).chain(server) {
        for (key, entry) in map {
            let below_server = !path.0.is_empty() && key.eq_ignore_ascii_case("security");
            if !below_server && config::belongs_to_a_section(key) {
                dropped.push(Dropped {
                    path: path.key(Arc::clone(key)),
                    origin: entry.key_origin.clone(),
                    reason: LossReason::UnreadByFlyte,
                });
            }
        }
    }
}

/// Returns the sections that are needed; the others are not merged.
fn relevant(content: &Value) -> Value {
    let Kind::Map(map) = &content.kind else {
        return content.clone();
    };
    let map = map
        .iter()
        .filter(|(key, _)| ConfigFile::is_section(key) || key.eq_ignore_ascii_case("secrets"))
        .map(|(key, entry)| (Arc::clone(key), entry.clone()))
        .collect();
    Value::map(map, content.origin.clone())
}

/// Converts the keys of maps to lower case, except in maps inside lists, which flytestdlib restores.
fn lower_case(value: &Value) -> Value {
    let Kind::Map(map) = &value.kind else {
        return value.clone();
    };
    let map: Map = map
        .iter()
        .map(|(key, entry)| {
            let lowered = if key.chars().any(char::is_uppercase) { key.to_lowercase().into() } else { Arc::clone(key) };
            let entry = Entry { key_origin: entry.key_origin.clone(), value: lower_case(&entry.value) };
            (lowered, entry)
        })
        .collect();
    Value::map(map, value.origin.clone())
}

fn merge(target: &mut Value, source: Value, path: &mut Path, dropped: &mut Vec<Dropped>) {
    match (&mut target.kind, source.kind) {
        (Kind::Map(below), Kind::Map(above)) => {
            let below = Arc::make_mut(below);
            for (key, entry) in Arc::unwrap_or_clone(above) {
                if let Some(present) = below.get_mut(&key) {
                    path.0.push(Step::Key(key));
                    merge(&mut present.value, entry.value, path, dropped);
                    path.0.pop();
                } else {
                    below.insert(key, entry);
                }
            }
        }
        // viper logs an error and keeps the map.
        (Kind::Map(_), _) => dropped.push(Dropped {
            path: path.clone(),
            origin: source.origin,
            reason: LossReason::Overridden { by: target.origin.clone() },
        }),
        (_, kind) => {
            let by = source.origin.clone();
            let list = matches!((&target.kind, &kind), (Kind::List(_), Kind::List(_)));
            dropped.push(Dropped {
                path: path.clone(),
                origin: target.origin.clone(),
                reason: if list { LossReason::ListReplaced { by } } else { LossReason::Overridden { by } },
            });
            *target = Value::new(kind, source.origin);
        }
    }
}
