//! Faults in a command's input.

use std::fmt;

use super::Diagnostic;

/// Faults in a command's input.
#[derive(Debug, thiserror::Error)]
pub struct InputFaults {
    pub list: Vec<Diagnostic>,
    /// Whether they kept the command from writing files.
    pub of_writing: bool,
}

impl InputFaults {
    /// Creates the faults that keep a command from writing files.
    pub const fn of_writing(list: Vec<Diagnostic>) -> Self {
        Self { list, of_writing: true }
    }

    /// Creates the faults that keep a command from printing.
    pub const fn of_printing(list: Vec<Diagnostic>) -> Self {
        Self { list, of_writing: false }
    }
}

impl fmt::Display for InputFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.list.len() {
            1 => f.write_str("1 problem found")?,
            many => write!(f, "{many} problems found")?,
        }
        if self.of_writing { f.write_str(", nothing was written") } else { Ok(()) }
    }
}
