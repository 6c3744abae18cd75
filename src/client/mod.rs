//! Client configuration: flytectl, pyflyte and CI for a deployment.
//!
//! | file | holds |
//! | --- | --- |
//! | `flow` | the flows, and where each works |
//! | `config` | `config.yaml` of flytectl and pyflyte |
//! | `ci` | the same as environment variables, for CI |
//! | `read` | how these tools read a config file |

mod ci;
mod config;
mod flow;
pub mod read;

pub use ci::{CiFormat, ci};
pub use config::config;
pub use flow::{ClientError, Flow, SecretPlace};
