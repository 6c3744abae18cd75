//! What is said of a release besides its values.

use crate::chart::{Chart, OwnChart};
use crate::flyte::FlyteVersion;
use crate::values::HelmVersion;

/// How a release is called, and what it is installed with.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseInfo<'a> {
    /// The Helm release.
    pub name: &'a str,
    pub namespace: &'a str,
    /// The chart; found from the values when it is not given.
    pub chart: Option<Chart>,
    /// The user's own chart.
    pub own_chart: Option<&'a OwnChart>,
    pub flyte: FlyteVersion,
    pub helm: HelmVersion,
}

impl<'a> ReleaseInfo<'a> {
    /// A release with this chart as Flyte publishes it, installed by Helm 3.
    pub const fn new(name: &'a str, namespace: &'a str, chart: Option<Chart>, flyte: FlyteVersion) -> Self {
        Self { name, namespace, chart, own_chart: None, flyte, helm: HelmVersion::V3 }
    }
}
