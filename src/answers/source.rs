//! The sources of secrets: environment variables and files, never arguments.

use std::ffi::OsString;
use std::io;

use crate::diagnostic::Fault;
use crate::file;
use crate::idp::DownloadedClient;
use crate::redact::is_name;
use crate::secret::{Secret, SecretError, SecretText};
use crate::text::visible;

use super::hide;
use super::in_use::InUse;
use super::raw::SecretSource;

/// Access to the environment and files that secrets are read from.
pub trait SecretStore {
    /// Returns the value of an environment variable.
    fn env(&self, name: &str) -> Option<OsString>;
    /// Returns the bytes of a file.
    fn file(&self, path: &str) -> io::Result<Vec<u8>>;
    /// Returns the passwords and hashes that are already in use.
    fn in_use(&self) -> Option<&InUse> {
        None
    }
}

/// The maximum size of a secret's file.
const MAX_BYTES: usize = 64 * 1024;

/// The environment and files of this process.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl SecretStore for System {
    fn env(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn file(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = file::read(path.as_ref())?;
        if bytes.len() > MAX_BYTES {
            return Err(io::Error::other("it is larger than 64 KiB"));
        }
        Ok(bytes)
    }
}

/// A secret, as read from its source.
pub(super) struct ReadSecret {
    pub secret: Secret,
    /// Whether one trailing line break was removed.
    pub trimmed: bool,
    /// The ID of the client, if the source is the file that Google's console offers for download.
    pub client_id: Option<String>,
}

/// Reads the secret of a client, which `check` sends to the provider.
#[cfg(feature = "online")]
pub fn read_secret(source: &SecretSource, store: &dyn SecretStore) -> Result<Secret, Fault> {
    read(source, store).map(|read| read.secret)
}

/// Reads the secret of a client: one line of visible characters, or Google's `client_secret_….json`.
pub(super) fn read(source: &SecretSource, store: &dyn SecretStore) -> Result<ReadSecret, Fault> {
    read_as(source, store, Secret::parse_bytes)
}

/// Reads a password that the user chose, which may contain spaces.
pub(super) fn read_passphrase(source: &SecretSource, store: &dyn SecretStore) -> Result<ReadSecret, Fault> {
    read_as(source, store, Secret::parse_passphrase)
}

fn read_as(
    source: &SecretSource,
    store: &dyn SecretStore,
    parse: fn(&[u8]) -> Result<SecretText, SecretError>,
) -> Result<ReadSecret, Fault> {
    let (place, text) = match source {
        SecretSource::Env(name) => {
            // Not shown, because it may be the secret itself.
            if !hide::is_variable(name) {
                return Err(Fault::new("this is not the name of an environment variable")
                    .help("write the name of the variable that holds the secret, not the secret"));
            }
            let name = name.strip_prefix('$').unwrap_or(name);
            // The user may have given the secret itself in place of its variable.
            let shown = is_name(name);
            let variable = if shown {
                format!("the environment variable `{}`", visible(name))
            } else {
                "the environment variable".to_owned()
            };
            let Some(value) = store.env(name) else {
                let help = if shown {
                    format!("set it with hidden input: `read -rs {name} && export {name}`")
                } else {
                    "write the name of the variable that holds the secret, not the secret".to_owned()
                };
                return Err(Fault::new(format!("{variable} is not set")).help(help));
            };
            (variable, parse(value.as_encoded_bytes()))
        }
        SecretSource::File(path) => {
            let shown = if is_name(path) { format!("the file `{}`", visible(path)) } else { "this file".to_owned() };
            let bytes = store.file(path).map_err(|error| {
                let why = match error.kind() {
                    io::ErrorKind::NotFound => "does not exist".to_owned(),
                    io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
                    io::ErrorKind::IsADirectory => "is a directory".to_owned(),
                    _ => format!("cannot be read: {error}"),
                };
                Fault::new(format!("{shown} {why}")).help(
                    "the file must contain only the secret, on one line; a relative path starts at the working \
                        directory",
                )
            })?;
            if let Some(client) = DownloadedClient::parse(&bytes) {
                let client = client?;
                return Ok(ReadSecret { secret: client.secret, trimmed: false, client_id: Some(client.id) });
            }
            (shown, parse(&bytes))
        }
    };
    match text {
        Ok(SecretText { secret, trimmed }) => Ok(ReadSecret { secret, trimmed, client_id: None }),
        Err(error) => Err(Fault::new(format!("{place}: {error}")).help(error.help())),
    }
}
