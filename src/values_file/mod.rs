//! Reads values files, and refuses other kinds of files.
//!
//! | file | holds |
//! | --- | --- |
//! | `not_values` | the other kinds of files: manifests, `Chart.yaml`, client configs, answers |
//! | `error` | the reasons why a file cannot be used |

mod error;
mod not_values;

use std::path::Path;
use std::sync::Arc;

use crate::file::{self, FileError};
use crate::text::visible_path;
use crate::values::{FileInput, Layered, layer_one};

pub use self::error::{EditFileError, ValuesFileError};
pub use self::not_values::NotValues;

/// A values file that was read.
#[derive(Debug)]
pub struct ValuesFile {
    /// The path as it is shown; `<stdin>` for standard input.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The content as the only layer of a release.
    pub layered: Layered,
}

impl ValuesFile {
    /// Reads the values file at `path`; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, if Helm cannot read it as values, or if it is another kind of file.
    pub fn read(path: &Path) -> Result<Self, ValuesFileError> {
        let (name, bytes) = file::read_input(path)?;
        let layered = layer_one(&name, &bytes)?;
        NotValues::refuse(&layered)?;
        Ok(Self { name, bytes, layered })
    }
}

/// Reads a values file as a layer; `-` is standard input.
///
/// # Errors
///
/// If the file cannot be read.
pub fn input(path: &Path) -> Result<FileInput, FileError> {
    let bytes = match path.to_str() {
        Some(name) => file::read_named(name),
        None => file::read(path),
    };
    let bytes = bytes.map_err(|source| FileError::read(path, source))?;
    // A name that is not UTF-8 is shown with its bytes as escapes.
    let name = path.to_str().map_or_else(|| visible_path(path).into(), Arc::from);
    Ok(FileInput { name, bytes: Arc::from(bytes) })
}
