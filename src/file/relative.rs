//! Relative paths.

use std::path::{Path, PathBuf};

/// Returns the path of a file relative to `folder`, where an empty one is the working directory. The path begins with
/// `..` if the file isn't below `folder`. Links to directories are followed. Returns `None` if the file's directory or
/// `folder` doesn't exist.
pub(crate) fn path_from(folder: &Path, file: &Path) -> Option<PathBuf> {
    let real = |path: &Path| if path == Path::new("") { Path::new(".") } else { path }.canonicalize().ok();
    let (folder, parent, name) = (real(folder)?, real(file.parent()?)?, file.file_name()?);
    let (up, below) =
        folder.ancestors().enumerate().find_map(|(up, above)| Some((up, parent.strip_prefix(above).ok()?)))?;
    Some(std::iter::repeat_n(Path::new(".."), up).collect::<PathBuf>().join(below).join(name))
}
