//! The size of the terminal.

/// The widest that is written: longer lines are hard to read.
const WIDEST: usize = 100;
/// Where the terminal does not say.
const USUAL: usize = 80;

/// How many columns the terminal has to write in.
pub(super) fn screen_width() -> usize {
    terminal_columns().min(WIDEST)
}

/// How many columns the terminal has.
pub(super) fn terminal_columns() -> usize {
    crate::output::columns_of(std::io::stderr()).unwrap_or(USUAL)
}
