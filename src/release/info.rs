//! Information about a release apart from its values.

use crate::chart::{Chart, OwnChart};
use crate::flyte::FlyteVersion;
use crate::values::HelmVersion;

/// The name of a release, and what it is installed with.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseInfo<'a> {
    /// The name of the Helm release.
    pub name: &'a str,
    pub namespace: &'a str,
    /// The chart; if it is not given, it is detected from the values.
    pub chart: Option<Chart>,
    /// The user's own chart.
    pub own_chart: Option<&'a OwnChart>,
    pub flyte: FlyteVersion,
    pub helm: HelmVersion,
}

impl<'a> ReleaseInfo<'a> {
    /// Creates a release with this chart as Flyte publishes it, installed by Helm 3.
    pub const fn new(name: &'a str, namespace: &'a str, chart: Option<Chart>, flyte: FlyteVersion) -> Self {
        Self { name, namespace, chart, own_chart: None, flyte, helm: HelmVersion::V3 }
    }
}

/// The version of Flyte that a release runs: the `stated` one, else that of the user's own chart, else the newest.
pub fn flyte_version(stated: Option<FlyteVersion>, own_chart: Option<&OwnChart>) -> FlyteVersion {
    stated.or_else(|| own_chart?.version).unwrap_or(FlyteVersion::NEWEST)
}
