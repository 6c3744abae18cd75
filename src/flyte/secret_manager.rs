//! Where flyteadmin looks for a secret that it knows by a name.

use super::MergedConfig;
use crate::values::{Kind, Value};

/// The folder where Flyte looks for secrets (`secretmanager.Config`, `flytepropeller`, v1.16.8), and where both charts
/// mount them.
pub const SECRETS_FOLDER: &str = "/etc/secrets";

/// Section `secrets` of flyteadmin's config (`flytepropeller/pkg/controller/nodes/task/secretmanager`, v1.16.8): a variable
/// that begins with `env-prefix` wins over a file below `secrets-prefix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretManager {
    folder: Option<String>,
    prefix: Option<String>,
}

impl SecretManager {
    /// What a process's files say of it, over the defaults.
    pub fn of(merged: &MergedConfig) -> Self {
        let read = |key: &str, default: &str| {
            let value = merged.secrets.as_ref().and_then(|section| section.at(&[key]));
            match value.map(|value: &Value| &value.kind) {
                None | Some(Kind::Null) => Some(default.to_owned()),
                Some(Kind::String(text)) => Some(text.trim_end_matches('/').to_owned()),
                Some(_) => None,
            }
        };
        Self { folder: read("secrets-prefix", SECRETS_FOLDER), prefix: read("env-prefix", "FLYTE_SECRET_") }
    }

    /// The file that a secret is looked for in; `None` where the folder is not known.
    pub fn file(&self, name: &str) -> Option<String> {
        Some(format!("{}/{name}", self.folder.as_ref()?))
    }

    /// The variable that wins over the file; `None` where its prefix is not known.
    pub fn variable(&self, name: &str) -> Option<String> {
        Some(format!("{}{name}", self.prefix.as_ref()?))
    }

    /// Whether files are looked for where both charts mount their Secrets.
    pub fn looks_where_charts_mount(&self) -> bool {
        self.folder.as_deref() == Some(SECRETS_FOLDER)
    }
}
