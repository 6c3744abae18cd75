//! Decodes the sections of a process.

use super::section::{Reader, Section};
use super::{Admin, Auth, Security};
use crate::flyte::MergedConfig;
use crate::values::{Dropped, Origin, Path, Value};

/// A value that keeps the process from starting.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct DecodeError {
    pub path: Path,
    pub origin: Origin,
    /// The value as the process sees it.
    pub value: Value,
    pub message: String,
}

/// Problems that decoding finds.
#[derive(Debug, Default)]
pub struct DecodeIssues {
    pub(super) errors: Vec<DecodeError>,
    pub(super) unread: Vec<Dropped>,
    /// Whether another layer may set missing values, so that defaults are unknown.
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

/// The decoded configuration of a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// `auth`.
    pub auth: Auth,
    /// `admin`.
    pub admin: Admin,
    /// `server.security`
    pub security: Security,
    /// Values that keep the process from starting.
    pub errors: Vec<DecodeError>,
    /// Keys that nothing reads.
    pub unread: Vec<Dropped>,
}

/// Decodes like flytestdlib: case-insensitive keys, weak typing, defaults for missing values.
pub fn decode(merged: &MergedConfig) -> Decoded {
    decode_with(merged, DecodeIssues::default())
}

/// Decodes one layer: its missing values are unknown.
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
