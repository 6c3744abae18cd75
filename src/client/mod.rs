//! The other side of the login: configuration of flytectl, pyflyte and CI for a deployment.
//!
//! | file | holds |
//! | --- | --- |
//! | `flow` | how a client gets its token, and where that works |
//! | `config` | `config.yaml` of flytectl and pyflyte |
//! | `ci` | the same as environment variables, for CI |
//! | `read` | what these tools make of a file that someone wrote |

mod ci;
mod config;
mod flow;
pub mod read;

pub use ci::{CiFormat, ci};
pub use config::config;
pub use flow::{ClientError, Flow, SecretPlace};
