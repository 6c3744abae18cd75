//! Answers: what the questions produce, an answers file holds and flags override.

mod check;
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

pub use check::{Checked, Sketch, check};
pub use existing::{FileAnswers, KeptSecret, KeptSecrets};
pub use in_use::{InUse, Keeping};
pub use input::AnswersInput;
pub use model::{Answers, CiPassword, ExistingSecrets, PropellerSecret, SecretNames, SecretTexts, Secrets};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use source::{SecretStore, System, read_secret};
pub use table::{ANSWER_FLAGS, AnswerFlag, Takes, flags_of};
