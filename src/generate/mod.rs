//! Generates values from answers: a typed plan, its text, the check that Helm reads it back, and the files.
//!
//! Begin with `plan.rs`; `values/` has the planned content, `into/` merges it into an existing file.

mod file_kind;
mod into;
mod manifest;
mod next_steps;
mod plan;
mod target_file;
mod values;
mod verify;
mod write;

use crate::template::RenderError;

pub use file_kind::FileKind;
pub use into::{IntoError, MergeError, MergeIntoFile, MergedFile, into, lost_clients, open_to_others, refuse_stdin};
pub use next_steps::{for_umbrella, in_folder, other_values, secret_notes, steps_of, upgrade};
pub use plan::{GeneratedFiles, Plane, PlannedFile, plan};
pub use target_file::{
    answers_in, complete_from, deployment_before, in_use, ingress_controller, is_for_umbrella, reads_nothing,
};
pub use verify::RoundTripError;
pub use write::{WriteError, write, write_files};

/// Valid answers could not be turned into values: always a bug of flyte-auth.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum GenerateError {
    /// A template could not be rendered.
    #[error("cannot render the template of `{file}`")]
    #[diagnostic(help("this is a bug in flyte-auth: please report it with your answers, without secrets"))]
    Render { file: &'static str, source: RenderError },
    /// The rendered text differs from the plan.
    #[error("the text generated for `{file}` does not have the planned content; nothing was written")]
    #[diagnostic(help("this is a bug in flyte-auth: please report it with your answers, without secrets"))]
    Verify { file: &'static str, source: RoundTripError },
}
