//! Why settings are not put into a file.

use crate::diagnostic::Help;
use crate::yaml::Path;
use crate::yaml::edit::EditError;

/// Why settings are not put into a values file. Paths only: values may be secrets.
#[derive(Debug, Clone, thiserror::Error)]
pub enum IntoError {
    /// The text cannot be changed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A value that another tool puts there would be replaced.
    #[error("`{0}` is filled in later, by another tool")]
    Placeholder(Path),
    /// SOPS keeps a checksum of all values, which no change from outside survives.
    #[error("it is encrypted with SOPS, which refuses a file that something else has changed")]
    Encrypted,
}

impl Help for IntoError {
    fn help(&self) -> Option<String> {
        match self {
            Self::Edit(_) => None,
            Self::Placeholder(path) => Some(format!(
                "change it at its source, and use a plain value for this command; {}",
                if path.keys().last().is_some_and(|key| key.to_ascii_lowercase().contains("secret")) {
                    "with `--secrets existing` no secret comes into the values"
                } else {
                    "`-o DIR` in place of `--into` writes the settings to new files"
                }
            )),
            Self::Encrypted => Some(
                "decrypt it first (`sops decrypt --in-place FILE`) and encrypt it afterwards, or put the settings \
                    into a values file that is not encrypted, with `--secrets existing`"
                    .to_owned(),
            ),
        }
    }
}
