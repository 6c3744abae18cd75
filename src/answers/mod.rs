//! Answers: what the questions produce, an answers file holds and flags override.

mod check;
mod hide;
mod input;
mod model;
mod name;
mod problem;
pub mod raw;
mod schema;
mod schema_check;
mod source;

pub use check::{Checked, check};
pub use input::AnswersInput;
pub use model::{
    Answers, ExistingSecrets, ExternalServer, Login, PropellerSecret, SecretNames, SecretTexts,
    Secrets, Server, Topology,
};
pub use name::{Endpoint, KubernetesName};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use source::{SecretStore, System};
