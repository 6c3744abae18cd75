//! Where secrets are read from: environment variables and files, never arguments.

use std::ffi::OsString;
use std::io;

use crate::diagnostic::Fault;
use crate::file;
use crate::secret::{Secret, SecretText};
use crate::text::visible;

use super::hide;
use super::in_use::InUse;
use super::raw::SecretSource;

/// The outside world as far as secrets come from it.
pub trait SecretStore {
    /// The value of an environment variable.
    fn env(&self, name: &str) -> Option<OsString>;
    /// The bytes of a file.
    fn file(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The passwords and hashes that are in use already.
    fn in_use(&self) -> Option<&InUse> {
        None
    }
}

/// How long the file of a secret may be.
const MAX_BYTES: usize = 64 * 1024;

/// This process's environment and files.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl SecretStore for System {
    fn env(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn file(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = file::read(path.as_ref())?;
        if bytes.len() > MAX_BYTES {
            return Err(io::Error::other("it is longer than any secret, 64 KiB"));
        }
        Ok(bytes)
    }
}

/// Reads the secret that `source` names; the flag says whether a line end was taken away. `key` is only for messages.
pub fn read_secret(source: &SecretSource, store: &dyn SecretStore) -> Result<(Secret, bool), Fault> {
    let (place, text) = match (&source.env, &source.file) {
        (Some(name), None) => {
            // Not shown: it may be the secret itself.
            if !hide::is_variable(name) {
                return Err(Fault::new("this is not the name of an environment variable")
                    .help("name the variable that holds the secret, not the secret"));
            }
            let name = name.strip_prefix('$').unwrap_or(name);
            let Some(value) = store.env(name) else {
                return Err(Fault::new(format!("the environment variable `{}` is not set", visible(name)))
                    .help(format!("set it without showing it: `read -rs {0} && export {0}`", visible(name))));
            };
            (format!("the environment variable `{}`", visible(name)), Secret::parse_bytes(value.as_encoded_bytes()))
        }
        (None, Some(path)) => {
            let shown = visible(path);
            let bytes = store.file(path).map_err(|error| {
                let why = match error.kind() {
                    io::ErrorKind::NotFound => "does not exist".to_owned(),
                    io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
                    io::ErrorKind::IsADirectory => "is a folder".to_owned(),
                    _ => format!("cannot be read: {error}"),
                };
                Fault::new(format!("the file `{shown}` {why}"))
                    .help("put the secret into it, alone on one line; the path is taken from the working directory")
            })?;
            (format!("the file `{shown}`"), Secret::parse_bytes(&bytes))
        }
        _ => {
            return Err(
                Fault::new("a secret is read from exactly one place").help("write `{env: NAME}` or `{file: PATH}`")
            );
        }
    };
    match text {
        Ok(SecretText { secret, trimmed }) => Ok((secret, trimmed)),
        Err(error) => Err(Fault::new(format!("{place}: {error}")).help(error.help())),
    }
}
