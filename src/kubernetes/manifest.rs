//! Renders Secrets as manifests to fill in.

use serde::Serialize;

use super::SecretToMake;
use crate::template::{self, RenderError};

#[derive(Serialize)]
struct Manifest<'a> {
    secrets: Vec<ManifestSecret<'a>>,
}

#[derive(Serialize)]
struct ManifestSecret<'a> {
    name: &'a str,
    namespace: &'a str,
    remark: &'a str,
    entries: Vec<ManifestEntry<'a>>,
}

#[derive(Serialize)]
struct ManifestEntry<'a> {
    key: &'a str,
    placeholder: String,
}

/// Renders the Secrets as one text, with placeholders between `<` and `>`.
pub fn manifest(secrets: &[SecretToMake]) -> Result<String, RenderError> {
    let mut all = Vec::new();
    for secret in secrets {
        let entries = secret
            .entries
            .iter()
            .map(|entry| ManifestEntry { key: entry.key.as_str(), placeholder: format!("<{}>", entry.content) });
        all.push(ManifestSecret {
            name: secret.name.as_str(),
            namespace: secret.namespace.as_str(),
            remark: &secret.remark,
            entries: entries.collect(),
        });
    }
    template::yaml("secrets-manifest", &Manifest { secrets: all })
}
