//! Decoding the sections of a process.

use super::section::{Reader, Section};
use super::{Admin, Auth, Security};
use crate::flyte::MergedConfig;
use crate::values::{Dropped, Origin, Path, Value};

/// A value that keeps the process from starting.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct DecodeError {
    /// Which value.
    pub path: Path,
    pub origin: Origin,
    /// What is there, as it reached the process.
    pub value: Value,
    pub message: String,
}

/// What decoding finds on its way.
#[derive(Debug, Default)]
pub struct DecodeIssues {
    pub(super) errors: Vec<DecodeError>,
    pub(super) unread: Vec<Dropped>,
    /// Whether what no one set may be set in another layer, so that no default is known.
    pub(super) defaults_are_open: bool,
}

impl DecodeIssues {
    pub(super) fn fail(&mut self, path: &Path, value: &Value, message: impl Into<String>) {
        self.errors.push(DecodeError {
            path: path.clone(),
            origin: value.origin.clone(),
            value: value.clone(),
            message: message.into(),
        });
    }
}

/// The config that a process has after decoding.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// `auth`: how the API authenticates.
    pub auth: Auth,
    /// `admin`: how a client calls the API.
    pub admin: Admin,
    /// `server.security`
    pub security: Security,
    /// Values that keep the process from starting.
    pub errors: Vec<DecodeError>,
    /// Keys that nothing reads.
    pub unread: Vec<Dropped>,
}

/// Decodes as flytestdlib does: keys in any case, weak typing, defaults below.
pub fn decode(merged: &MergedConfig) -> Decoded {
    decode_with(merged, DecodeIssues::default())
}

/// The same of one layer: what it does not set itself is not known.
pub fn decode_layer(merged: &MergedConfig) -> Decoded {
    decode_with(merged, DecodeIssues { defaults_are_open: true, ..DecodeIssues::default() })
}

fn decode_with(merged: &MergedConfig, mut sink: DecodeIssues) -> Decoded {
    let auth = section("auth", merged.auth.as_ref(), &mut sink);
    let admin = section("admin", merged.admin.as_ref(), &mut sink);
    let security = Reader::section_at(merged.security.as_ref(), Path::of(&["server", "security"]), &mut sink);
    Decoded { auth, admin, security, errors: sink.errors, unread: sink.unread }
}

fn section<S: Section>(key: &str, value: Option<&Value>, sink: &mut DecodeIssues) -> S {
    Reader::section_at(value, Path::of(&[key]), sink)
}
