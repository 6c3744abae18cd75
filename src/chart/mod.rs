//! What each chart's templates make of values.

use std::fmt;

/// A Helm chart that installs Flyte 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chart {
    /// One process that is admin, propeller, scheduler and catalog.
    FlyteBinary,
    /// A deployment for each component.
    FlyteCore,
}

impl Chart {
    /// The chart's name, as in `flyteorg/<name>`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FlyteBinary => "flyte-binary",
            Self::FlyteCore => "flyte-core",
        }
    }

    /// The name that flyte-binary builds its objects' names from, for a release without overrides: the release's
    /// own where it contains the chart's, else both (`flyte-binary.fullname` in `_helpers.tpl`, v1.16.8).
    pub fn full_name(self, release: &str) -> String {
        let full = if release.contains(self.name()) { release.to_owned() } else { format!("{release}-{}", self.name()) };
        full.chars().take(63).collect::<String>().trim_end_matches('-').to_owned()
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
