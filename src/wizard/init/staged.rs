//! Writes the answers to a file for `--save-answers`.

use std::io;
use std::path::Path;

use super::InitError;
use super::proposal::Proposal;
use crate::file::{FileError, TempFile};
use crate::wizard::{Wizard, answers_file};

/// An answers file that is complete on the disk, but not yet under its name.
pub(super) struct Staged<'a> {
    file: TempFile,
    path: &'a Path,
    force: bool,
}

/// Writes the answers to a temporary file next to their target, whose directory is created if necessary.
pub(super) fn stage_answers<'a>(
    wizard: &Wizard<'_, '_>,
    proposal: &Proposal,
    path: &'a Path,
    force: bool,
) -> Result<Staged<'a>, InitError> {
    let error = |source| InitError::from(FileError::write(path, source));
    if proposal.paths.iter().any(|other| is_same(other, path)) {
        return Err(InitError::AnswersAreValues(path.to_owned()));
    }
    if path.is_dir() {
        return Err(error(io::ErrorKind::IsADirectory.into()));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(InitError::AnswersExist(path.to_owned()));
    }
    let input = wizard.state.input();
    let text = answers_file(input.answers(), &wizard.state.typed_variables());
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(error)?;
    let file = TempFile::complete(path, text.as_bytes(), false).map_err(error)?;
    Ok(Staged { file, path, force })
}

/// Returns whether two paths are the same apart from a leading `./`.
fn is_same(one: &Path, other: &Path) -> bool {
    let plain = |path: &Path| path.strip_prefix("./").unwrap_or(path).to_owned();
    plain(one) == plain(other)
}

impl Staged<'_> {
    /// Renames the file to its target.
    pub(super) fn place(self) -> Result<(), InitError> {
        let placed = if self.force { self.file.replace(self.path) } else { self.file.create(self.path) };
        placed.map_err(|error| FileError::write(self.path, error).into())
    }
}
