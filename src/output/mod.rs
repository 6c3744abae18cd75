//! The only place that prints. Results go to stdout, messages for the user to stderr.

mod hyperlinks;
mod uncolored;

use std::io::{self, Write};
use std::time::{Duration, Instant};

pub use hyperlinks::shows_hyperlinks;
pub use uncolored::Uncolored;

/// The outputs of a command: its result, and its messages for the user.
pub struct Output<'a> {
    result: &'a mut dyn Write,
    message: &'a mut dyn Write,
    progress: Progress,
    columns: Columns,
    has_links: bool,
}

/// The widths of the outputs that are terminals, in columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    pub result: Option<usize>,
    pub message: Option<usize>,
}

/// Returns the width of a terminal in columns, or `None` for anything else.
#[cfg(unix)]
pub fn columns_of(stream: impl std::os::fd::AsFd) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0)).filter(|columns| *columns > 0)
}

/// Returns the width of a terminal in columns, or `None` for anything else.
#[cfg(windows)]
pub fn columns_of(stream: impl std::os::windows::io::AsHandle) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0)).filter(|columns| *columns > 0)
}

/// The progress line of a long run, which is shown only on a terminal.
#[derive(Debug, Default)]
struct Progress {
    is_watched: bool,
    since: Option<Instant>,
    shown: Option<Instant>,
}

/// The duration after which progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// The interval of progress updates.
const STEP: Duration = Duration::from_millis(100);

impl<'a> Output<'a> {
    /// Creates outputs that write results to `result` and messages to `message`.
    pub fn new(result: &'a mut dyn Write, message: &'a mut dyn Write) -> Self {
        Self { result, message, progress: Progress::default(), columns: Columns::default(), has_links: false }
    }

    /// Sets the terminals' widths.
    pub fn set_columns(&mut self, columns: Columns) {
        self.columns = columns;
    }

    /// Returns the terminals' widths.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// Sets whether the result may contain hyperlinks (OSC 8).
    pub fn set_links(&mut self, has_links: bool) {
        self.has_links = has_links;
    }

    /// Returns whether the result may contain hyperlinks (OSC 8).
    pub fn has_links(&self) -> bool {
        self.has_links
    }

    /// Sets whether a user watches, so that progress is shown.
    pub fn show_progress(&mut self, is_watched: bool) {
        self.progress.is_watched = is_watched;
    }

    /// Updates the progress line, if the run takes long.
    pub fn progress(&mut self, done: usize, all: usize) -> io::Result<()> {
        if !self.progress.is_watched {
            return Ok(());
        }
        let now = Instant::now();
        let since = *self.progress.since.get_or_insert(now);
        let shown = self.progress.shown;
        let is_due = shown.map_or(now - since >= PATIENCE, |shown| now - shown >= STEP);
        if is_due {
            self.progress.shown = Some(now);
            write!(self.message, "\r\x1b[K{done} of {all}")?;
            self.message.flush()?;
        }
        Ok(())
    }

    /// Removes the progress line.
    pub fn end_progress(&mut self) -> io::Result<()> {
        if self.progress.shown.take().is_some() {
            write!(self.message, "\r\x1b[K")?;
            self.message.flush()?;
        }
        Ok(())
    }

    /// Writes a part of the result unchanged.
    pub fn result(&mut self, text: &str) -> io::Result<()> {
        if !text.is_empty() {
            self.end_progress()?;
        }
        self.result.write_all(text.as_bytes())
    }

    /// Writes a part of the result that isn't text.
    pub fn result_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.result.write_all(bytes)
    }

    /// Writes a part of a message unchanged.
    pub fn message(&mut self, text: &str) -> io::Result<()> {
        self.message.write_all(text.as_bytes())
    }

    /// Writes a message with a line end.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.end_progress()?;
        writeln!(self.message, "{text}")
    }

    /// Flushes both outputs.
    pub fn flush(&mut self) -> io::Result<()> {
        self.result.flush()?;
        self.message.flush()
    }
}

/// Returns whether standard output is discarded: it is the null device, which also replaces a closed one.
pub fn stdout_is_discarded() -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd as _;
        use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
        let stdout = io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
        let metadata = stdout.and_then(|stdout| stdout.metadata());
        let null = std::fs::metadata("/dev/null");
        metadata.is_ok_and(|stdout| {
            stdout.file_type().is_char_device() && null.is_ok_and(|null| null.rdev() == stdout.rdev())
        })
    }
    #[cfg(not(unix))]
    false
}
