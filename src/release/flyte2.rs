//! Detects values for Flyte 2, whose chart flyte-binary has other keys and no authentication of its own.
//!
//! Sources: `charts/flyte-binary/values.yaml` at v2.0.43; flyte#7507, flyte#7546, flyte#7559.

use super::Release;
use crate::chart::Chart;
use crate::flyte::FlyteVersion;
use crate::values::Value;

/// A sign that values are for Flyte 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flyte2Sign {
    /// The given version.
    Version(FlyteVersion),
    /// An image, at this path.
    Image(&'static [&'static str]),
    /// A key that only the chart of Flyte 2 has.
    Key(&'static [&'static str]),
}

/// The path of flyte-binary's image.
const IMAGE: &[&str] = &["deployment", "image"];
/// The path of the image in other charts, which users also write for flyte-binary.
const ROOT_IMAGE: &[&str] = &["image"];

impl Flyte2Sign {
    /// Finds the first sign in the values of a release.
    pub fn of(release: &Release<'_>) -> Option<Self> {
        Self::find(&release.user, release.chart, release.info.flyte)
    }

    /// Finds the most certain sign in values.
    pub fn find(user: &Value, chart: Chart, version: FlyteVersion) -> Option<Self> {
        if version.is_flyte_2() {
            return Some(Self::Version(version));
        }
        if chart != Chart::FlyteBinary {
            return None;
        }
        for path in [IMAGE, ROOT_IMAGE] {
            if user.at(path).is_some_and(|image| is_flyte_2(image, path == IMAGE)) {
                return Some(Self::Image(path));
            }
        }
        Chart::flyte_2_key(user).map(Self::Key)
    }
}

/// Returns whether an image, as text or as a map of repository and tag, is one of Flyte 2: by its name, or by the tag
/// of the official image. Without a repository it is the official one if the chart reads it.
fn is_flyte_2(image: &Value, is_read: bool) -> bool {
    let text = |key: &str| image.get(key).and_then(Value::as_str).unwrap_or_default();
    let whole =
        image.as_str().map(|text| text.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).unwrap_or((text, "")));
    let (repository, tag) = whole.unwrap_or((text("repository"), text("tag")));
    let name = repository.rsplit('/').next().unwrap_or_default();
    let major = tag.strip_prefix('v').unwrap_or(tag).split('.').next().and_then(|major| major.parse::<u32>().ok());
    let is_named = name.starts_with("flyte-binary-v2") || (name.contains("flyte") && name.ends_with("-v2"));
    let is_official = (is_read && repository.is_empty()) || repository.ends_with("flyteorg/flyte-binary");
    (is_named && major.is_none_or(|major| major >= 2)) || (is_official && major.is_some_and(|major| major >= 2))
}
