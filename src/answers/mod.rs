//! Answers: the facts about a deployment that the wizard asks for, an answers file contains, and flags override.
//!
//! `raw.rs` has the keys, `table.rs` the flags, `input.rs` reads both, `check/` turns them into `model.rs`, and
//! `existing/` finds answers in a values file.

mod check;
mod dependent;
mod existing;
mod hide;
mod in_use;
mod input;
mod model;
mod problem;
pub mod raw;
mod schema;
mod schema_check;
mod source;
mod table;
mod values_flag;

pub use check::Checked;
pub use dependent::dependent_on;
pub use existing::{FileAnswers, UnusableAnswer};
pub use in_use::{InUse, Keeping};
pub use input::AnswersInput;
pub use model::{Answers, CiPassword, PropellerSecret, SecretNames, SecretPlacement, SecretTexts};
pub use problem::Problem;
pub use schema::schema;
#[cfg(feature = "online")]
pub use source::read_secret;
pub use source::{SecretStore, System};
pub use table::{ANSWER_FLAGS, AnswerFlag, Takes, flags_of};
pub use values_flag::ValuesFlag;
