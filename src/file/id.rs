//! Which file a path or an open file is.

use std::fs::Metadata;
use std::path::Path;

/// Whether two metadata are of one file. Where files have no number, no one knows.
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

/// Whether two paths lead to one file, links followed. What does not exist is the same as nothing.
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
