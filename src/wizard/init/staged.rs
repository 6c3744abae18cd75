//! The answers as a file, for `--save-answers`.

use std::io;
use std::path::Path;

use super::InitError;
use super::proposal::Proposal;
use crate::file::{FileError, TempFile};
use crate::wizard::{Wizard, answers_file};

/// The answers on the disk, not under their name yet.
pub(super) struct Staged<'a> {
    file: TempFile,
    path: &'a Path,
    force: bool,
}

/// Puts the answers on the disk, next to where they are to be; the folder is made if it is not there.
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

/// Whether two paths are the same but for `./`.
fn is_same(one: &Path, other: &Path) -> bool {
    let plain = |path: &Path| path.strip_prefix("./").unwrap_or(path).to_owned();
    plain(one) == plain(other)
}

impl Staged<'_> {
    /// Gives the file its name.
    pub(super) fn place(self) -> Result<(), InitError> {
        let placed = if self.force { self.file.replace(self.path) } else { self.file.create(self.path) };
        placed.map_err(|error| FileError::write(self.path, error).into())
    }
}
