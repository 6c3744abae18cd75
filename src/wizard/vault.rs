//! Holds typed secrets between the prompt and the check of the answers, and nowhere else.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;

use crate::answers::SecretStore;
use crate::secret::Secret;

/// A secret store whose environment includes the typed secrets, each under the variable that the answers file and the
/// equivalent command name: everything else sees a typed secret as a variable that is set.
pub struct TypedSecrets<'a> {
    typed: HashMap<&'static str, Secret>,
    outside: &'a dyn SecretStore,
}

impl<'a> TypedSecrets<'a> {
    /// Creates a store on top of the real environment.
    pub fn new(outside: &'a dyn SecretStore) -> Self {
        Self { typed: HashMap::new(), outside }
    }

    /// Keeps a typed secret as the value of `variable`.
    pub(super) fn keep(&mut self, variable: &'static str, secret: Secret) {
        self.typed.insert(variable, secret);
    }

    pub(super) fn forget(&mut self, variable: &str) {
        self.typed.remove(variable);
    }

    /// Returns whether `variable` was typed, rather than really set.
    pub(super) fn is_typed(&self, variable: &str) -> bool {
        self.typed.contains_key(variable)
    }

    /// Returns whether the real environment has a variable.
    pub(super) fn is_set(&self, variable: &str) -> bool {
        self.outside.env(variable).is_some()
    }
}

impl SecretStore for TypedSecrets<'_> {
    fn env(&self, name: &str) -> Option<OsString> {
        match self.typed.get(name) {
            Some(secret) => Some(secret.expose().into()),
            None => self.outside.env(name),
        }
    }

    fn file(&self, path: &str) -> io::Result<Vec<u8>> {
        self.outside.file(path)
    }
}
