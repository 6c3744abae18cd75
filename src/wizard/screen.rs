//! The size of the terminal.

/// The maximum width of text, for readability.
const MAX_WIDTH: usize = 100;
/// The width if the terminal doesn't report one.
const DEFAULT_WIDTH: usize = 80;

/// Returns the width for text in columns.
pub(super) fn screen_width() -> usize {
    terminal_columns().min(MAX_WIDTH)
}

/// Returns the width of the terminal in columns.
pub(super) fn terminal_columns() -> usize {
    crate::output::columns_of(std::io::stderr()).unwrap_or(DEFAULT_WIDTH)
}
