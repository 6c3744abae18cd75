//! The files of a deployment: their purpose, name and release.

use std::ffi::OsStr;
use std::path::Path;

use super::plan::Plane;
use crate::answers::raw::SecretsWord;

/// The purpose of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The values of the release with flyteadmin.
    Values,
    /// The values of a release with only flytepropeller.
    DataPlane,
    /// The secrets for `Values`.
    Secrets,
    /// The secrets for `DataPlane`.
    DataPlaneSecrets,
    /// The template of Secrets that are managed outside the chart.
    Manifest,
    /// The password that was generated for CI.
    CiPassword,
}

impl FileKind {
    /// Returns the file name.
    pub const fn name(self, split: bool) -> &'static str {
        match self {
            Self::Values if split => "values-controlplane.yaml",
            Self::Values => "values.yaml",
            Self::DataPlane => "values-dataplane.yaml",
            Self::Secrets => "values-secrets.yaml",
            Self::DataPlaneSecrets => "values-dataplane-secrets.yaml",
            Self::Manifest => "secrets-manifest.yaml",
            Self::CiPassword => "ci-secret.txt",
        }
    }

    /// The release that it is values of; `None` for other files.
    pub const fn plane(self) -> Option<Plane> {
        match self {
            Self::Values | Self::Secrets => Some(Plane::Control),
            Self::DataPlane | Self::DataPlaneSecrets => Some(Plane::Data),
            Self::Manifest | Self::CiPassword => None,
        }
    }

    /// Returns whether it contains secrets.
    pub fn has_secrets(self, secrets: SecretsWord) -> bool {
        match self {
            Self::Values | Self::DataPlane => secrets == SecretsWord::Inline,
            other => other.is_for_secrets(),
        }
    }

    /// Returns whether this file of `generate` belongs to the values file at `path`, by the names that `generate` gives
    /// them.
    pub fn is_separate_of(self, path: &Path) -> bool {
        let of: &[Self] = match self {
            Self::Secrets => &[Self::Values],
            Self::DataPlane | Self::DataPlaneSecrets => &[Self::Values, Self::DataPlane],
            Self::Values | Self::Manifest | Self::CiPassword => &[],
        };
        let mut names = of.iter().flat_map(|kind| [kind.name(false), kind.name(true)]);
        let name = path.file_name().and_then(OsStr::to_str);
        name.is_some_and(|name| names.any(|known| known == name))
    }

    /// Returns whether it is only for secrets.
    pub const fn is_for_secrets(self) -> bool {
        !matches!(self, Self::Values | Self::DataPlane)
    }
}

/// Returns the files of a deployment in one cluster or several.
pub(super) fn file_kinds(split: bool, secrets: SecretsWord) -> Vec<FileKind> {
    let mut kinds = vec![FileKind::Values];
    if split {
        kinds.push(FileKind::DataPlane);
    }
    match secrets {
        SecretsWord::Inline => {}
        SecretsWord::Separate => {
            kinds.push(FileKind::Secrets);
            if split {
                kinds.push(FileKind::DataPlaneSecrets);
            }
        }
        SecretsWord::Existing => kinds.push(FileKind::Manifest),
    }
    kinds
}
