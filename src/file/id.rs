//! Compares the identity of files.

use std::fs::Metadata;
use std::path::Path;

/// Returns whether two metadata are of one file. Always `true` on systems without file numbers.
pub(super) fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        true
    }
}

/// Returns whether two paths lead to the same file, following links. A path that doesn't exist equals nothing.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let same_path = match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => return false,
    };
    // Hard links are one file, too.
    let same_file = cfg!(unix)
        && match (one.metadata(), other.metadata()) {
            (Ok(one), Ok(other)) => is_same_file(&one, &other),
            _ => false,
        };
    same_path || same_file
}
