//! The size of the terminal.

/// The maximum width of text, for readability.
const WIDEST: usize = 100;
/// The width if the terminal doesn't report one.
const USUAL: usize = 80;

/// Returns the width for text in columns.
pub(super) fn screen_width() -> usize {
    terminal_columns().min(WIDEST)
}

/// Returns the width of the terminal in columns.
pub(super) fn terminal_columns() -> usize {
    crate::output::columns_of(std::io::stderr()).unwrap_or(USUAL)
}
