//! Additional output files of a run: reports and baselines. They are put in place when they are complete, and never
//! replace an input or another program's file.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use crate::cli::CliError;
use crate::file::{FileError, TempFile, is_same, renew};

/// How many bytes of a file are read to detect whether flyte-auth wrote it.
const HEAD: u64 = 64 * 1024;

/// The restrictions on an output file.
pub(super) struct Rules<'a> {
    /// The files that the run reads, which must not be replaced.
    pub inputs: &'a [PathBuf],
    /// Whether files of other programs may be replaced.
    pub force: bool,
}

/// An open output.
pub(super) struct OutputFile {
    path: PathBuf,
    sink: OutputSink,
}

enum OutputSink {
    /// A new file, which may replace another.
    File { new: BufWriter<TempFile>, exists: bool },
    /// A pipe or a device, for example `/dev/stdout`.
    Device(File),
}

impl OutputFile {
    /// Opens the output at `path`. `is_ours` decides by a file's first bytes whether flyte-auth wrote it.
    pub(super) fn open(path: &Path, rules: &Rules<'_>, is_ours: impl FnOnce(&[u8]) -> bool) -> Result<Self, CliError> {
        let error = |source| CliError::write(path, source);
        let exists = match path.metadata() {
            Ok(metadata) if metadata.is_dir() => return Err(error(io::ErrorKind::IsADirectory.into())),
            Ok(metadata) if !metadata.is_file() => {
                let device = OpenOptions::new().write(true).open(path).map_err(error)?;
                return Ok(Self { path: path.to_owned(), sink: OutputSink::Device(device) });
            }
            Ok(_) => {
                if rules.inputs.iter().any(|input| is_same(input, path)) {
                    return Err(FileError::IsInput(path.to_owned()).into());
                }
                if !rules.force {
                    let head = head(path).map_err(|source| CliError::read(path, source))?;
                    if !head.is_empty() && !is_ours(&head) {
                        return Err(CliError::OutputExists(path.to_owned()));
                    }
                }
                true
            }
            Err(_) => false,
        };
        let new = TempFile::beside(&target(path), false).map_err(error)?;
        Ok(Self { path: path.to_owned(), sink: OutputSink::File { new: BufWriter::new(new), exists } })
    }

    /// Completes the output and puts it in place.
    pub(super) fn finish(self) -> Result<(), CliError> {
        let path = self.path;
        let error = |source| CliError::write(&path, source);
        match self.sink {
            OutputSink::Device(mut device) => device.flush().map_err(error),
            OutputSink::File { new, exists } => {
                let new = new.into_inner().map_err(|refused| error(refused.into_error()))?;
                if exists { Ok(renew(&path, new)?) } else { new.create(&path).map_err(error) }
            }
        }
    }

    pub(super) fn write(&mut self, text: &str) -> Result<(), CliError> {
        let written = match &mut self.sink {
            OutputSink::Device(device) => device.write_all(text.as_bytes()),
            OutputSink::File { new, .. } => new.write_all(text.as_bytes()),
        };
        written.map_err(|source| CliError::write(&self.path, source))
    }
}

/// Returns the file that a path leads to, so that a link is kept and its target is replaced.
fn target(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}
