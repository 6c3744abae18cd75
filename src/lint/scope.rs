//! How values are checked: as a whole release, as one of its layers, or as a release without authentication.

use crate::chart::{AuthSetting, Chart};
use crate::release::{AuthEffect, AuthState};
use crate::values::Value;

/// How much of a release the values are, as the user states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completeness {
    /// Not stated: it is detected.
    #[default]
    Detect,
    /// The values are part of a release: `--partial`.
    Partial,
    /// The values are the whole release: `--complete`.
    Complete,
}

/// How values are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Authentication is enabled or intended: every problem and every missing setting counts.
    On,
    /// Authentication is disabled: only problems that keep a process from starting are errors.
    Off,
    /// The values are a layer: what they set is checked, what they leave out is not.
    Layer,
}

/// Why values are checked as one layer of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerReason {
    /// `--partial`, or `part = true` in the settings.
    Requested,
    /// Helm 3 reads only the first document of a file.
    IgnoredDocuments,
    /// The values are those of a subchart, and the umbrella chart may have other values.
    Subchart,
    /// The release has no flyteadmin.
    DataPlane,
    /// The values have settings for authentication, and neither enable nor disable it.
    Undecided,
}

impl LayerReason {
    /// Returns the reason as a clause.
    pub const fn clause(self) -> &'static str {
        match self {
            Self::Requested => "as requested",
            Self::IgnoredDocuments => "Helm 3 ignores the other documents",
            Self::Subchart => "the umbrella chart may have other values",
            Self::DataPlane => "a data plane has no flyteadmin",
            Self::Undecided => "authentication is neither enabled nor disabled here",
        }
    }
}

/// The facts that decide the scope.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'a> {
    /// Whether authentication is enabled.
    pub auth: &'a AuthState,
    /// Whether the values are those of a subchart and lack a part of the login, which other layers of the umbrella
    /// chart may have.
    pub is_part_of_nested: bool,
    /// Whether Helm ignores documents of a file, which may hold the rest of the release.
    pub ignores_documents: bool,
    /// Whether the values have any auth settings, even misplaced ones.
    pub mentions_auth: bool,
    /// The user's statement.
    pub completeness: Completeness,
}

impl Scope {
    /// Decides the scope; for a layer, also the reason.
    pub(super) fn of(signs: Signs<'_>) -> (Self, Option<LayerReason>) {
        let Signs { auth, is_part_of_nested, ignores_documents, mentions_auth, completeness } = signs;
        let is_decided = matches!(auth.effect, AuthEffect::On | AuthEffect::Unknown);
        if auth.effect == AuthEffect::Off && auth.ineffective.is_none() {
            return (Self::Off, None);
        }
        let why = if completeness == Completeness::Partial {
            LayerReason::Requested
        } else if completeness == Completeness::Complete {
            let is_intended =
                is_decided || auth.ineffective.is_some() || mentions_auth || auth.effect == AuthEffect::NoServer;
            return (if is_intended { Self::On } else { Self::Off }, None);
        } else if ignores_documents && (is_decided || mentions_auth) {
            LayerReason::IgnoredDocuments
        } else if is_decided || auth.ineffective.is_some() {
            if !is_part_of_nested {
                return (Self::On, None);
            }
            LayerReason::Subchart
        } else if auth.effect == AuthEffect::NoServer {
            LayerReason::DataPlane
        } else if mentions_auth {
            LayerReason::Undecided
        } else {
            return (Self::Off, None);
        };
        (Self::Layer, Some(why))
    }
}

/// Returns whether the values have the keys of a complete login except the switch: issuer, client and public URL.
pub(super) fn has_whole_login(chart: Chart, user: &Value) -> bool {
    let settings = [AuthSetting::Issuer, AuthSetting::LoginClientId, AuthSetting::AuthorizedUris];
    settings.into_iter().all(|setting| user.at(chart.place(setting)).is_some())
}

/// Returns whether the values hold settings that only a login needs.
pub(super) fn mentions_auth(chart: Chart, user: &Value) -> bool {
    let blocks = chart.auth_blocks().into_iter().filter_map(|path| user.at(path));
    blocks.filter(|value| value.is_truthy()).any(has_more_than_switch)
}

/// Returns whether a block holds more than `enabled: false` and nulls.
fn has_more_than_switch(value: &Value) -> bool {
    value.as_map().is_none_or(|map| {
        map.iter().any(|(key, entry)| entry.value.is_truthy() || (&**key != "enabled" && !entry.value.is_null()))
    })
}
