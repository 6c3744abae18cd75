//! The lookup of secrets by name in flyteadmin.

use super::MergedConfig;
use crate::values::{Kind, Value};

/// The folder in which Flyte looks for secrets (`secretmanager.Config`, `flytepropeller`, v1.16.8), and in which both
/// charts mount them.
pub const SECRETS_FOLDER: &str = "/etc/secrets";

/// The file with a client's secret by default (`clientSecretLocation` in `flyteidl/clients/go/admin/config.go` and in
/// flyte-core's `values.yaml`, v1.16.8).
pub const CLIENT_SECRET_FILE: &str = "/etc/secrets/client_secret";

/// The section `secrets` of flyteadmin's configuration (`flytepropeller/pkg/controller/nodes/task/secretmanager`,
/// v1.16.8): a variable with the prefix `env-prefix` takes precedence over a file below `secrets-prefix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretManager {
    folder: Option<String>,
    prefix: Option<String>,
}

impl SecretManager {
    /// Reads the section from a process's files, over the defaults.
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

    /// Returns the file of a secret; `None` if the folder is unknown.
    pub fn file(&self, name: &str) -> Option<String> {
        Some(format!("{}/{name}", self.folder.as_ref()?))
    }

    /// Returns the variable that takes precedence over the file; `None` if its prefix is unknown.
    pub fn variable(&self, name: &str) -> Option<String> {
        Some(format!("{}{name}", self.prefix.as_ref()?))
    }

    /// Returns whether it looks for files in the folder in which both charts mount their Secrets.
    pub fn looks_where_charts_mount(&self) -> bool {
        self.folder.as_deref() == Some(SECRETS_FOLDER)
    }
}
