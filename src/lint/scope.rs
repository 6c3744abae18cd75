//! What values can be blamed for: all of a release, one of its layers, or a release without authentication.

use crate::chart::Chart;
use crate::release::{AuthEffect, AuthState};
use crate::values::Value;

/// What the user said about how much of a release the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completeness {
    /// Nothing: it is found out.
    #[default]
    FindOut,
    /// They are part of a release: `--partial`.
    Partial,
    /// They are all of it: `--complete`.
    Complete,
}

/// How values are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Authentication is enabled, or meant to be: everything that is wrong or missing counts.
    On,
    /// Authentication is disabled: nothing is an error but what keeps a process from starting all the same.
    Off,
    /// The values are a layer that says something about authentication and does not decide about it: they are checked for
    /// what they say, not for what they leave out.
    Fragment,
}

/// What decides about the scope.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'a> {
    /// Whether authentication is enabled.
    pub auth: &'a AuthState,
    /// Whether the values are those of a subchart, so that other layers of the umbrella chart are not at hand.
    pub is_nested: bool,
    /// Whether Helm ignores documents of a file, in which the rest of a release may be.
    pub ignores_documents: bool,
    /// Whether the values say anything about authentication, also where nothing reads it.
    pub speaks_of_auth: bool,
    /// What the user said.
    pub said: Completeness,
}

impl Scope {
    /// The scope of the values, and for a layer why they are one, in words.
    pub(super) fn of(signs: Signs<'_>) -> (Self, Option<&'static str>) {
        let Signs { auth, is_nested, ignores_documents, speaks_of_auth, said } = signs;
        let is_decided = matches!(auth.effect, AuthEffect::On | AuthEffect::Unknown);
        if auth.effect == AuthEffect::Off && auth.wanted.is_none() {
            return (Self::Off, None);
        }
        let why = if said == Completeness::Partial {
            "as `--partial` says"
        } else if said == Completeness::Complete {
            let is_meant = is_decided || auth.wanted.is_some() || speaks_of_auth || auth.effect == AuthEffect::NoServer;
            return (if is_meant { Self::On } else { Self::Off }, None);
        } else if ignores_documents && (is_decided || speaks_of_auth) {
            "because Helm 3 ignores the other documents"
        } else if is_decided || auth.wanted.is_some() {
            if !is_nested {
                return (Self::On, None);
            }
            "because other values of the umbrella chart are not at hand"
        } else if auth.effect == AuthEffect::NoServer {
            "because a data plane has no flyteadmin"
        } else if speaks_of_auth {
            "because auth is neither turned on nor off here"
        } else {
            return (Self::Off, None);
        };
        (Self::Fragment, Some(why))
    }
}

/// The blocks of a chart's values that hold nothing but settings of authentication.
pub(super) const fn auth_blocks(chart: Chart) -> &'static [&'static [&'static str]] {
    match chart {
        Chart::FlyteBinary => &[&["configuration", "auth"], &["configuration", "inline", "auth"]],
        Chart::FlyteCore => &[&["configmap", "adminServer", "auth"], &["secrets", "adminOauthClientCredentials"]],
    }
}

/// Whether the values hold anything that only a login needs.
pub(super) fn speaks_of_auth(chart: Chart, user: &Value) -> bool {
    let blocks = auth_blocks(chart).iter().filter_map(|path| user.at(path));
    blocks.filter(|value| value.is_truthy()).any(says_more_than_off)
}

/// Whether a block holds more than `enabled: false` and what is deleted.
fn says_more_than_off(value: &Value) -> bool {
    value.as_map().is_none_or(|map| {
        map.iter().any(|(key, entry)| entry.value.is_truthy() || (&**key != "enabled" && !entry.value.is_null()))
    })
}
