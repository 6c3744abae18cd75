//! `flyte-auth`: Helm values that enable [Flyte](https://flyte.org)'s authentication.
//!
//! Data flows one way. Generating: questions → [`answers`] → [`generate`] (a typed plan) → text → file.
//! Checking: files → [`yaml`] → [`values`] → [`chart`] → [`flyte`] → [`release`] (the configuration that each process
//! ends up with) → [`lint`] → [`report`], or [`fix`].
//!
//! The modules below are listed from the top floor to the ground floor, one paragraph a floor. A module imports from
//! lower floors only, and within its own floor never in a circle; `tests/it/arrows.rs` checks it.

pub mod cli;

pub mod config;
pub mod diagnose;
pub mod fix;
pub mod report;
pub mod wizard;

#[cfg(feature = "online")]
pub mod check;
pub mod generate;
pub mod lint;
#[cfg(feature = "online")]
pub mod online;
pub mod symptoms;

pub mod answers;
pub mod client;
pub mod guide;
pub mod kubernetes;

pub mod deployment;

pub mod release;

pub mod chart;
pub mod idp;

pub mod flyte;

pub mod redact;
pub mod secret;
pub mod template;
pub mod values;

pub mod diagnostic;
mod file;
pub mod go;
mod interrupt;
pub mod output;
mod shell;
mod stack;
pub mod text;
pub mod yaml;
