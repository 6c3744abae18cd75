//! The input of a lint run.

use super::client_config::ClientConfig;
use super::release::LintRelease;
use super::scope::Scope;
use super::unchecked::Unchecked;
use crate::values::{HelmVersion, Layered};

/// A release or a client configuration. Rules about one never see the other.
#[derive(Debug, Clone, Copy)]
pub enum LintTarget<'a> {
    Release(&'a LintRelease<'a>),
    /// A configuration of flytectl and pyflyte.
    ClientConfig(&'a ClientConfig<'a>),
    /// A file that is skipped, which is reported.
    Unchecked(&'a Unchecked<'a>),
}

/// The kind of a lint target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    Values,
    /// A configuration of flytectl and pyflyte.
    ClientConfig,
    /// A file with values that are not checked.
    Unchecked,
}

impl<'a> LintTarget<'a> {
    pub const fn kind(self) -> TargetKind {
        match self {
            Self::Release(_) => TargetKind::Values,
            Self::ClientConfig(_) => TargetKind::ClientConfig,
            Self::Unchecked(_) => TargetKind::Unchecked,
        }
    }

    /// Returns the files and their content.
    pub const fn layered(self) -> &'a Layered {
        match self {
            Self::Release(release) => release.layered(),
            Self::ClientConfig(config) => config.layered,
            Self::Unchecked(file) => file.layered,
        }
    }

    /// Returns the Helm version whose rules apply to the files.
    pub const fn helm(self) -> HelmVersion {
        match self {
            Self::Release(release) => release.helm(),
            Self::ClientConfig(_) => ClientConfig::READ_AS,
            Self::Unchecked(_) => Unchecked::READ_AS,
        }
    }

    /// Returns the scope. A client configuration is always complete.
    pub(super) const fn scope(self) -> Scope {
        match self {
            Self::Release(release) => release.scope,
            Self::ClientConfig(_) | Self::Unchecked(_) => Scope::On,
        }
    }
}

impl<'a> From<&'a LintRelease<'a>> for LintTarget<'a> {
    fn from(release: &'a LintRelease<'a>) -> Self {
        Self::Release(release)
    }
}

impl<'a> From<&'a Unchecked<'a>> for LintTarget<'a> {
    fn from(file: &'a Unchecked<'a>) -> Self {
        Self::Unchecked(file)
    }
}

impl<'a> From<&'a ClientConfig<'a>> for LintTarget<'a> {
    fn from(config: &'a ClientConfig<'a>) -> Self {
        Self::ClientConfig(config)
    }
}
