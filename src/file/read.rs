//! Reads files within limits.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::FileError;

/// The maximum size of a file that is read, in bytes. Values files that users write are a thousandth of it.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The reasons why a readable file is refused.
#[derive(Debug, thiserror::Error)]
enum UnreadableFile {
    #[error("the file is larger than {} MiB", MAX_BYTES >> 20)]
    TooLarge,
    #[error("it is not a regular file")]
    NotAFile,
}

/// Reads a whole regular file of at most [`MAX_BYTES`]. Other files, such as pipes, may be endless or block.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = check(path)?;
    read_from(File::open(path)?, size)
}

/// Checks a file's kind and size before it is opened. Returns the size.
pub(crate) fn check(path: &Path) -> io::Result<usize> {
    let kind = fs::metadata(path)?;
    // Opening a directory fails with the system's own error.
    if !kind.is_file() && !kind.is_dir() && !is_handed_over(path) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, UnreadableFile::NotAFile));
    }
    let size = usize::try_from(kind.len()).unwrap_or(usize::MAX);
    if size <= MAX_BYTES {
        Ok(size)
    } else {
        Err(io::Error::new(io::ErrorKind::FileTooLarge, UnreadableFile::TooLarge))
    }
}

/// Reads standard input within the limits of [`read`].
pub(crate) fn read_stdin() -> io::Result<Vec<u8>> {
    read_from(io::stdin().lock(), 0)
}

/// The name of standard input in messages.
pub(crate) const STDIN: &str = "<stdin>";

/// Returns whether an argument means standard input. Helm ignores spaces around the `-` (`readFile`, `pkg/cli/values`,
/// v3.17).
pub(crate) fn is_stdin(argument: impl AsRef<Path>) -> bool {
    argument.as_ref().to_str().is_some_and(|argument| argument.trim() == "-")
}

/// Returns the name of an argument's file in messages.
pub(crate) fn shown_name(argument: &str) -> &str {
    if is_stdin(argument) { STDIN } else { argument }
}

/// Reads the file that an argument names; `-` is standard input.
pub(crate) fn read_named(name: &str) -> io::Result<Vec<u8>> {
    if is_stdin(name) { read_stdin() } else { read(name.as_ref()) }
}

/// Reads the file at `path`, or standard input for `-`. Returns its name in messages and its bytes.
pub(crate) fn read_input(path: &Path) -> Result<(String, Vec<u8>), FileError> {
    let bytes = if is_stdin(path) { read_stdin() } else { read(path) };
    let name = path.display().to_string();
    let name = shown_name(&name).to_owned();
    bytes.map(|bytes| (name, bytes)).map_err(|source| FileError::read(path, source))
}

/// Reads a whole text file.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

/// Reads the rest of a file of about `size` bytes.
pub(crate) fn read_from(file: impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, UnreadableFile::TooLarge));
    }
    Ok(bytes)
}

/// Returns whether the caller of this program passes data under this name: `<(command)` of a shell, a standard stream
/// or the null device.
fn is_handed_over(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path == Path::new("/dev/stdin") || path == Path::new("/dev/null")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_up_to_the_limit() {
        assert_eq!(read_from(io::repeat(b'a').take(MAX_BYTES as u64), 0).map(|bytes| bytes.len()).unwrap(), MAX_BYTES);
        let error = read_from(io::repeat(b'a'), 0).unwrap_err();
        assert_eq!(error.to_string(), "the file is larger than 8 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn reads_regular_files_only() {
        assert_eq!(read(Path::new("/dev/zero")).unwrap_err().to_string(), "it is not a regular file");
        assert_eq!(read(Path::new("/dev/null")).unwrap(), b"");
    }
}
