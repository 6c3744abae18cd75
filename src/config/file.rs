//! Finds and reads `.flyte-auth.toml`.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Config;
use crate::diagnostic::{Diagnostic, Fault, Place, SourceText, near};
use crate::file::read_text;
use crate::text::{Span, visible_path};

/// The name of the file.
pub const NAME: &str = ".flyte-auth.toml";

/// Settings with the file that they come from.
#[derive(Debug, Clone, Default)]
pub struct LoadedConfig {
    pub config: Config,
    /// The file's directory, to which its paths are relative; empty for the current directory or without a file.
    pub folder: PathBuf,
    /// The file, if there is one.
    pub path: Option<PathBuf>,
}

/// The reasons why settings cannot be loaded.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ConfigError {
    #[error("cannot read `{}`", visible_path(path))]
    Read { path: PathBuf, source: io::Error },
    /// A path in the file leads out of its directory.
    #[error("`{}` in `{}` is outside its directory", visible_path(path), visible_path(file))]
    #[diagnostic(help(
        "a configuration that is found automatically can only use files in its directory; pass `--config {}` to allow \
            others",
        visible_path(file)
    ))]
    Outside { file: PathBuf, path: PathBuf },
    /// The file contains an unknown or invalid setting.
    #[error("the settings cannot be used")]
    Wrong(Box<Diagnostic>),
}

impl LoadedConfig {
    /// Returns the nearest file at or above a directory, by a path as short as the directory's.
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
        // If the directory is a link, its parents are not those in its path.
        let is_same = near.canonicalize().is_ok_and(|near| near == file);
        Some(if is_same { near } else { file })
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read_text(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let config =
            toml::from_str(&text).map_err(|error| ConfigError::Wrong(Box::new(diagnostic(path, text, &error))))?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { config, folder, path: Some(path.to_owned()) })
    }

    /// Checks that all paths in the file stay in its directory, following links: a file that comes with a repository
    /// must not cause reading or writing other files.
    pub fn stay_inside(&self) -> Result<(), ConfigError> {
        let Some(file) = &self.path else { return Ok(()) };
        let releases = self.config.release.iter();
        let of_releases = releases.flat_map(|release| release.files.iter().chain(&release.chart_dir));
        match self.config.baseline.iter().chain(of_releases).find(|path| !is_inside(&self.folder, path)) {
            Some(path) => Err(ConfigError::Outside { file: file.clone(), path: path.clone() }),
            None => Ok(()),
        }
    }
}

/// Returns whether a path relative to a directory stays in it. For a path that doesn't exist, its components and its
/// existing ancestors decide.
fn is_inside(folder: &Path, path: &Path) -> bool {
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let whole = folder.join(path);
    // Writing to a dangling link would create its target.
    let exists = whole.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(folder);
    let real = exists.canonicalize().ok().zip(folder.canonicalize().ok());
    let is_real_inside = real.is_some_and(|(real, folder)| real.starts_with(folder));
    is_real_inside && (is_plain || whole.canonicalize().is_ok())
}

/// Converts a parse error, with its place.
fn diagnostic(path: &Path, text: String, error: &toml::de::Error) -> Diagnostic {
    let mut fault = Fault::new(error.message().trim().replace('\n', ", "));
    if let Some(suggestion) = suggested_key(error.message()) {
        fault = fault.help(format!("did you mean `{suggestion}`?"));
    }
    let source = Arc::new(SourceText { name: visible_path(path), text });
    let place = match error.span() {
        Some(range) => Place::Text { source, span: Span::new(range.start, range.end) },
        None => Place::File(source),
    };
    Diagnostic::new(fault, place)
}

/// Returns the name most similar to an unknown one from serde's message: "unknown field `x`, expected one of `y`, `z`".
fn suggested_key(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.contains("unknown ").then(|| quoted.next())??;
    near(unknown, quoted)
}
