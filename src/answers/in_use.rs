//! The passwords and hashes of the values file that settings are merged into. Those that fit the answers are kept, so
//! that the same answers change nothing a second time.

use std::ffi::OsString;
use std::io;

use super::source::SecretStore;
use crate::secret::{Password, PasswordHash};

/// The passwords and hashes in a values file.
#[derive(Debug, Default)]
pub struct InUse {
    /// Texts that may be flytepropeller's password.
    pub passwords: Vec<Password>,
    /// The hashes of any password.
    pub hashes: Vec<PasswordHash>,
    /// The hashes of static clients, by client ID.
    pub clients: Vec<(String, PasswordHash)>,
    /// CI's password, if an earlier run generated it.
    pub ci: Option<Password>,
}

impl InUse {
    /// Returns the hash of a password that is in use.
    pub(super) fn hash_of(&self, password: &Password) -> Option<PasswordHash> {
        self.hashes.iter().find(|hash| hash.verify(password).is_ok_and(|fits| fits)).cloned()
    }

    /// Returns CI's password with its hash.
    pub(super) fn ci_pair(&self) -> Option<(Password, PasswordHash)> {
        let password = self.ci.as_ref()?;
        Some((password.clone(), self.hash_of(password)?))
    }

    /// Returns the hash of a static client.
    pub(super) fn client(&self, id: &str) -> Option<PasswordHash> {
        self.clients.iter().find(|(client, _)| client == id).map(|(_, hash)| hash.clone())
    }

    /// Returns a password with its hash.
    pub(super) fn pair(&self) -> Option<(Password, PasswordHash)> {
        self.passwords.iter().find_map(|password| Some((password.clone(), self.hash_of(password)?)))
    }
}

/// A store of secrets, together with those in use.
pub struct Keeping<'a> {
    /// The source of secrets.
    pub store: &'a dyn SecretStore,
    pub in_use: InUse,
}

impl SecretStore for Keeping<'_> {
    fn env(&self, name: &str) -> Option<OsString> {
        self.store.env(name)
    }

    fn file(&self, path: &str) -> io::Result<Vec<u8>> {
        self.store.file(path)
    }

    fn in_use(&self) -> Option<&InUse> {
        Some(&self.in_use)
    }
}
