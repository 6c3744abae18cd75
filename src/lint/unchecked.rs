//! A file that `lint` was given and skips.

use crate::chart::{DeploymentManifest, Sign};
use crate::values::{HelmVersion, Layered};

/// A file whose values are not checked, although they are for Flyte.
#[derive(Debug)]
pub struct Unchecked<'a> {
    /// The text, and the part of it that could be read.
    pub layered: &'a Layered,
    pub because: WhyUnchecked,
    /// Whether the command line names it, in which case the exit code is 2; otherwise it was found in a directory.
    pub was_named: bool,
}

/// The reason why a file is not checked.
#[derive(Debug)]
pub enum WhyUnchecked {
    /// The file is a manifest of a deployment tool.
    Manifests(Vec<DeploymentManifest>),
    /// The file does not show which chart its values are for.
    NoChart(Sign),
    /// Helm cannot read the file, which has a key of Flyte.
    Unreadable {
        key: &'static str,
        /// Helm's message.
        error: String,
    },
}

impl Unchecked<'_> {
    /// The Helm version whose rules apply to the file.
    pub const READ_AS: HelmVersion = HelmVersion::V3;
}
