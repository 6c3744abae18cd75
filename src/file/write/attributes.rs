//! A file's mode, owner and extended attributes, which replacing its content keeps.

use std::fs::{File, Metadata};
use std::io;

/// Gives `new` the mode, owner and extended attributes (such as access control lists) of `old`. Returns whether it then
/// has all of them.
pub(super) fn keep(old: &File, before: &Metadata, new: &File) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let made = new.metadata()?;
        if (before.uid(), before.gid()) != (made.uid(), made.gid()) {
            // Only root may give files away.
            let _ = fchown(new, Some(before.uid()), Some(before.gid()));
        }
    }
    // After the owner, because changing that clears some bits of the mode.
    new.set_permissions(before.permissions())?;
    let has_all = extended(old, new);
    let after = new.metadata()?;
    Ok(has_all && owner_and_mode(before) == owner_and_mode(&after))
}

/// Returns whether a file has other hard links, which would keep the old content after a rename.
pub(super) fn has_other_names(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        metadata.nlink() > 1
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

#[cfg(unix)]
fn owner_and_mode(metadata: &Metadata) -> (u32, u32, u32) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.uid(), metadata.gid(), metadata.mode())
}

#[cfg(not(unix))]
fn owner_and_mode(_: &Metadata) {}

/// Copies the extended attributes that `new` doesn't have yet. Returns whether it has all of them.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn extended(old: &File, new: &File) -> bool {
    use rustix::fs::{XattrFlags, fsetxattr};
    // Without a list, the file system has no such attributes.
    let Some(names) = names(old) else { return true };
    names.into_iter().all(|name| {
        let Some(value) = value(old, &name) else { return false };
        value_is(new, &name, &value) || fsetxattr(new, &name, &value, XattrFlags::empty()).is_ok()
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn names(file: &File) -> Option<Vec<Vec<u8>>> {
    let mut list = vec![0; rustix::fs::flistxattr_query(file).ok()?];
    let length = if list.is_empty() { 0 } else { rustix::fs::flistxattr(file, list.as_mut_slice()).ok()? };
    let names = list.get(..length)?.split(|byte| *byte == 0);
    Some(names.filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn value(file: &File, name: &[u8]) -> Option<Vec<u8>> {
    let mut value = vec![0; rustix::fs::fgetxattr_query(file, name).ok()?];
    if !value.is_empty() {
        let length = rustix::fs::fgetxattr(file, name, value.as_mut_slice()).ok()?;
        value.truncate(length);
    }
    Some(value)
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn value_is(file: &File, name: &[u8], expected: &[u8]) -> bool {
    value(file, name).is_some_and(|value| value == expected)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
const fn extended(_: &File, _: &File) -> bool {
    true
}
