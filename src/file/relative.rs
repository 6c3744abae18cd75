//! A file's path as seen from a directory.

use std::path::{Path, PathBuf};

/// The path of a file from `folder`, where an empty one is the working directory: it begins with `..` where the file is
/// not below it. Links to directories are followed. `None` where the file's directory, or `folder`, does not exist.
pub(crate) fn path_from(folder: &Path, file: &Path) -> Option<PathBuf> {
    let real = |path: &Path| if path == Path::new("") { Path::new(".") } else { path }.canonicalize().ok();
    let (folder, parent, name) = (real(folder)?, real(file.parent()?)?, file.file_name()?);
    let (up, below) =
        folder.ancestors().enumerate().find_map(|(up, above)| Some((up, parent.strip_prefix(above).ok()?)))?;
    Some(std::iter::repeat_n(Path::new(".."), up).collect::<PathBuf>().join(below).join(name))
}
