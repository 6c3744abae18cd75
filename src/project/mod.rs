//! The values files of a project as releases: finding, configuring and checking them.
//!
//! The data flow: [`LintRequest`] → [`plan`] → [`LintJob`]s → [`LintJob::run`] → [`JobOutcome`].
//!
//! | file | holds |
//! | --- | --- |
//! | `request` | the parameters: files or directories, the release, overrides of settings |
//! | `settings` | the settings of a file: the nearest `.flyte-auth.toml` with overrides, and the baseline |
//! | `walk` | the files of a directory |
//! | `plan` | the releases to check |
//! | `job`, `kind` | reading and checking one release; files that are something else |
//! | `parallel` | running all jobs on all cores |
//! | `layers`, `secrets_beside` | files that are layers of one release by their names |
//! | `error` | the reasons why a release cannot be checked |

mod error;
mod job;
mod kind;
mod layers;
mod parallel;
mod plan;
mod request;
mod secrets_beside;
mod settings;
mod walk;

pub use self::error::ProjectError;
pub use self::job::{CheckedRelease, JobOutcome, LintJob};
pub use self::kind::ContentKind;
pub use self::layers::{Layers, group};
pub use self::parallel::each;
pub use self::plan::plan;
pub use self::request::{ConfigChoice, LintRequest, Overrides};
pub use self::secrets_beside::{flags_of_files, not_passed, secrets_beside};
pub use self::walk::walk;
