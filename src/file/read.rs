//! Files, read within limits.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::FileError;

/// The most bytes that are read of any file: values files that people write are a thousandth of it.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Why a file is not read, though the system would let it be.
#[derive(Debug, thiserror::Error)]
enum UnreadableFile {
    #[error("the file is larger than {} MiB", MAX_BYTES >> 20)]
    TooLarge,
    #[error("it is not a regular file")]
    NotAFile,
}

/// Reads a whole file: a regular one of at most [`MAX_BYTES`]. Others may have no end, or never begin.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = check(path)?;
    read_from(File::open(path)?, size)
}

/// Checks what can be known of a file before it is opened: its kind and its size, which it returns.
pub(crate) fn check(path: &Path) -> io::Result<usize> {
    let kind = fs::metadata(path)?;
    // Opening a folder fails with the system's words.
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

/// Reads standard input, as far as [`read`] reads a file.
pub(crate) fn read_stdin() -> io::Result<Vec<u8>> {
    read_from(io::stdin().lock(), 0)
}

/// The name to show for standard input.
pub(crate) const STDIN: &str = "<stdin>";

/// Whether an argument means standard input. Helm ignores spaces around the `-` (`readFile`, `pkg/cli/values`, v3.17).
pub(crate) fn is_stdin(argument: impl AsRef<Path>) -> bool {
    argument.as_ref().to_str().is_some_and(|argument| argument.trim() == "-")
}

/// The name to show for a file that an argument names.
pub(crate) fn shown_name(argument: &str) -> &str {
    if is_stdin(argument) { STDIN } else { argument }
}

/// Reads a file that an argument names; `-` is standard input.
pub(crate) fn read_named(name: &str) -> io::Result<Vec<u8>> {
    if is_stdin(name) { read_stdin() } else { read(name.as_ref()) }
}

/// Reads the file at `path`, and returns the name to show for it with the bytes; `-` is standard input, `<stdin>`.
pub(crate) fn read_input(path: &Path) -> Result<(String, Vec<u8>), FileError> {
    let bytes = if is_stdin(path) { read_stdin() } else { read(path) };
    let name = path.display().to_string();
    let name = shown_name(&name).to_owned();
    bytes.map(|bytes| (name, bytes)).map_err(|source| FileError::read(path, source))
}

/// Reads a whole file that is text.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

/// Reads what is left of a file of about `size` bytes.
pub(crate) fn read_from(file: impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, UnreadableFile::TooLarge));
    }
    Ok(bytes)
}

/// Whether the one who runs this program hands the bytes over under this name: `<(command)` of a shell, a standard
/// stream, or nothing.
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
