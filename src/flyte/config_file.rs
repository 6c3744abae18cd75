//! The files that a process reads its configuration from.

use crate::values::Value;

/// A file in the folder that a process reads its config from.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigFile {
    /// Its name, which decides the order: later names win.
    pub name: &'static str,
    /// What it holds. In sections that authentication does not depend on numbers may be as in the values, not as the
    /// process reads them.
    pub content: Value,
}

impl ConfigFile {
    /// Whether a key at the top of a config file, in whatever case, names a section that authentication depends on.
    pub fn is_section(key: &str) -> bool {
        ["auth", "admin", "server"].contains(&&*key.to_lowercase())
    }
}
