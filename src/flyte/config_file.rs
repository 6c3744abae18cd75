//! The files that a process reads its configuration from.

use crate::values::Value;

/// A file in the folder from which a process reads its configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigFile {
    /// The name, which decides the order: files with later names take precedence.
    pub name: &'static str,
    /// The content. In sections that do not affect authentication, numbers may be as in the values instead of as the
    /// process reads them.
    pub content: Value,
}

impl ConfigFile {
    /// Returns whether a top-level key of a config file, in any letter case, names a section that affects
    /// authentication.
    pub fn is_section(key: &str) -> bool {
        ["auth", "admin", "server"].contains(&&*key.to_lowercase())
    }
}
