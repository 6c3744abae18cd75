//! Finding and reading `.flyte-auth.toml`.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Config;
use crate::diagnostic::{Diagnostic, Fault, Place, SourceText, near};
use crate::file::read_text;
use crate::text::Span;

/// The name of the file.
pub const NAME: &str = ".flyte-auth.toml";

/// Settings and the file that they come from.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    /// The settings.
    pub config: Config,
    /// The folder of the file, which paths in it start from; empty for the current one, or without a file.
    pub folder: PathBuf,
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It says something that is none of the settings.
    #[error("the settings cannot be used")]
    Wrong(Box<Diagnostic>),
}

impl ConfigFile {
    /// The nearest file at or above a folder, by a path that is as short as the folder's.
    pub fn find(folder: &Path) -> Option<PathBuf> {
        let here = if folder == Path::new("") { Path::new(".") } else { folder };
        let whole = here.canonicalize().ok()?;
        let (up, file) =
            whole.ancestors().map(|above| above.join(NAME)).enumerate().find(|(_, file)| file.is_file())?;
        let mut near: PathBuf = here.components().filter(|part| *part != Component::CurDir).collect();
        for _ in 0..up {
            if near.file_name().is_none() || !near.pop() {
                near.push("..");
            }
        }
        let near = near.join(NAME);
        // A folder that is a link lies elsewhere than its path says.
        let is_same = near.canonicalize().is_ok_and(|near| near == file);
        Some(if is_same { near } else { file })
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read_text(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let config =
            toml::from_str(&text).map_err(|error| ConfigError::Wrong(Box::new(diagnostic(path, text, &error))))?;
        Ok(Self { config, folder: path.parent().map(Path::to_owned).unwrap_or_default() })
    }
}

/// The error at its place.
fn diagnostic(path: &Path, text: String, error: &toml::de::Error) -> Diagnostic {
    let mut fault = Fault::new(error.message().trim().replace('\n', ", "));
    if let Some(meant) = meant(error.message()) {
        fault = fault.help(format!("did you mean `{meant}`?"));
    }
    let source = Arc::new(SourceText { name: path.display().to_string(), text });
    let place = match error.span() {
        Some(range) => Place::Text { source, span: Span::new(range.start, range.end) },
        None => Place::File(source),
    };
    Diagnostic::new(fault, place)
}

/// The name nearest to one that serde does not know: "unknown field `x`, expected one of `y`, `z`".
fn meant(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.contains("unknown ").then(|| quoted.next())??;
    near(unknown, quoted)
}
