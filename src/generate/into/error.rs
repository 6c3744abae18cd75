//! Why settings are not put into a file.

use crate::yaml::Path;
use crate::yaml::edit::EditError;

/// Why settings are not put into a values file. Paths only: values may be secrets.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub enum IntoError {
    /// The text cannot be changed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A value that another tool puts there would be replaced.
    #[error("`{0}` is filled in later, by another tool")]
    #[diagnostic(help("change it at its source, or use a plain value for this command; {}", in_other_files(_0)))]
    Placeholder(Path),
    /// SOPS keeps a checksum of all values, which no change from outside survives.
    #[error("it is encrypted with SOPS, which rejects files that other tools modified")]
    #[diagnostic(help(
        "decrypt it first (`sops decrypt --in-place FILE`) and encrypt it afterwards, or write the settings to an \
            unencrypted values file with `--secrets existing`"
    ))]
    Encrypted,
}

fn in_other_files(path: &Path) -> &'static str {
    if path.keys().last().is_some_and(|key| key.to_ascii_lowercase().contains("secret")) {
        "`--secrets existing` keeps secrets out of the values"
    } else {
        "`-o DIR` instead of `--into` writes the settings to new files"
    }
}
