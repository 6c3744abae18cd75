//! Whether values are for Flyte 2, whose chart flyte-binary has other keys and no authentication of its own.
//!
//! Sources: `charts/flyte-binary/values.yaml` at v2.0.43; flyte#7507, flyte#7546, flyte#7559.

use super::Release;
use crate::chart::Chart;
use crate::flyte::FlyteVersion;
use crate::values::Value;

/// What shows that values are for Flyte 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flyte2Sign {
    /// The version that was given.
    Version(FlyteVersion),
    /// An image, at this path.
    Image(&'static [&'static str]),
    /// A key that only the chart of Flyte 2 has.
    Key(&'static [&'static str]),
}

/// Where flyte-binary's image is set.
const IMAGE: &[&str] = &["deployment", "image", "repository"];
const TAG: &[&str] = &["deployment", "image", "tag"];

impl Flyte2Sign {
    /// The first sign in the values of a release.
    pub fn of(release: &Release<'_>) -> Option<Self> {
        Self::find(&release.user, release.chart, release.info.flyte)
    }

    /// The first sign in values, the most certain one first.
    pub fn find(user: &Value, chart: Chart, version: FlyteVersion) -> Option<Self> {
        if version.is_flyte_2() {
            return Some(Self::Version(version));
        }
        if chart != Chart::FlyteBinary {
            return None;
        }
        let text = |path: &[&str]| user.at(path).and_then(Value::as_str).unwrap_or_default();
        let (image, tag) = (text(IMAGE), text(TAG));
        if image.rsplit('/').next().is_some_and(|name| name.starts_with("flyte-binary-v2")) {
            return Some(Self::Image(IMAGE));
        }
        // Without a repository it is the chart's, which is the official one.
        let is_official = image.is_empty() || image.ends_with("flyteorg/flyte-binary");
        if is_official && (tag.starts_with("v2.") || tag == "v2") {
            return Some(Self::Image(TAG));
        }
        Chart::flyte_2_key(user).map(Self::Key)
    }
}
