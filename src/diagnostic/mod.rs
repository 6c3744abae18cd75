//! Diagnostics: problems with their places, corrections and fixes, and their rendering for a terminal.

mod fault;
mod finding;
mod fix;
mod input_faults;
mod near;
mod render;
mod severity;

pub use fault::Fault;
pub use finding::{Diagnostic, Label, Place, SourceText, Suppression};
pub use fix::{Applicability, Edit, Fix};
pub use input_faults::InputFaults;
pub use near::near;
pub use render::{TerminalLook, render, render_on_terminal};
pub use severity::Severity;
