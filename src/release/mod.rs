//! A release: values and a chart, and the resulting configuration of each process.
//!
//! Begin with `read.rs`, which goes from values to a [`Release`]; `model.rs` renders and decodes it.

mod auth_state;
mod facts;
mod flyte2;
mod info;
mod model;
mod read;
mod written;

pub use auth_state::{AuthEffect, AuthState, Decision, auth_switch, is_on};
pub use facts::Facts;
pub use flyte2::Flyte2Sign;
pub use info::{ReleaseInfo, flyte_version};
pub use model::{Model, ProcessModel};
pub use read::{Release, Rendering};
