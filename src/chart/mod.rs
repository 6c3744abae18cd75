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
        let full = if release.contains(self.name()) {
            release.to_owned()
        } else {
            format!("{release}-{}", self.name())
        };
        let cut: String = full.chars().take(63).collect();
        cut.strip_suffix('-').unwrap_or(&cut).to_owned()
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The Secret that flyte-core mounts for flytepropeller unless told otherwise
/// (`secrets.adminOauthClientCredentials.secretName` in `values.yaml`, v1.16.8).
pub const DEFAULT_PROPELLER_SECRET: &str = "flyte-secret-auth";

/// `text` so that Helm's `tpl` gives it back: flyte-core runs all its configmaps and client secrets through that,
/// flyte-binary `inline` and `authorizedUris` (v1.16.8). Quotes of YAML do not keep `{{` from being run.
pub fn escape_tpl(text: &str) -> String {
    // A raw string of Go's templates: no quote that a YAML quoting style would escape, no space to fold a line at.
    text.replace("{{", "{{`{{`}}")
}
