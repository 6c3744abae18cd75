//! `flyte-auth`: Helm values that turn [Flyte](https://flyte.org)'s login on.
//!
//! Data flows one way. Generating: questions → [`answers`] → [`generate`] (a typed plan) → text → file.
//! Checking: files → [`yaml`] → [`values`] → [`chart`] → [`flyte`] (the config each process ends up with) → [`lint`]
//! → a report, or [`fix`].
//! No module reaches back.

pub mod answers;
pub mod chart;
#[cfg(feature = "online")]
pub mod check;
pub mod cli;
pub mod client;
pub mod config;
pub mod deployment;
pub mod diagnostic;
mod file;
pub mod fix;
pub mod flyte;
pub mod generate;
pub mod guide;
pub mod idp;
pub mod kubernetes;
pub mod lint;
#[cfg(feature = "online")]
pub mod online;
pub mod output;
pub mod report;
pub mod secret;
mod shell;
pub mod template;
pub mod values;
pub mod wizard;
pub mod yaml;
