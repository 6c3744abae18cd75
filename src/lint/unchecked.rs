//! A file that was given to `lint`, and is not checked.

use crate::chart::{DeploymentManifest, Sign};
use crate::values::{HelmVersion, Layered};

/// A file whose values are not checked, although they are for Flyte.
#[derive(Debug)]
pub struct Unchecked<'a> {
    /// Its text, and what could be read of it.
    pub layered: &'a Layered,
    pub because: WhyUnchecked,
    /// Whether it was named on the command line, and not found in a directory: then the exit code is 2.
    pub was_named: bool,
}

/// Why a file is not checked.
#[derive(Debug)]
pub enum WhyUnchecked {
    /// It is a file of a deployment tool.
    Manifests(Vec<DeploymentManifest>),
    /// It does not show which chart its values are for.
    NoChart(Sign),
    /// Helm cannot read it; it has a key of Flyte.
    Unreadable {
        key: &'static str,
        /// What Helm says.
        error: String,
    },
}

impl Unchecked<'_> {
    /// As whom such a file is read.
    pub const READ_AS: HelmVersion = HelmVersion::V3;
}
