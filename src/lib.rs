//! `flyte-auth`: Helm values that enable [Flyte](https://flyte.org)'s authentication.
//!
//! The library has one entrance, [`main`]. [`internals`] lets tests, benchmarks and fuzz targets in.
//!
//! Data flows one way. Generating: questions → [`answers`] → [`generate`] (a typed plan) → text → file.
//! Checking: files → [`yaml`] → [`values`] → [`chart`] → [`flyte`] → [`release`] (the configuration that each process
//! ends up with) → [`lint`] → [`report`], or [`fix`].
//!
//! The modules below are listed from the top floor to the ground floor, one paragraph a floor. A module imports from
//! lower floors only, and within its own floor never in a circle; `tests/it/arrows.rs` checks it.

pub mod internals;

mod cli;

mod config;
mod diagnose;
mod fix;
mod project;
mod report;
mod wizard;

#[cfg(feature = "online")]
mod check;
mod generate;
mod lint;
#[cfg(feature = "online")]
mod online;
mod symptoms;

mod answers;
mod client;
mod guide;
mod kubernetes;
mod values_file;

mod deployment;

mod release;

mod chart;
mod idp;

mod flyte;

mod redact;
mod secret;
mod template;
mod values;

mod diagnostic;
mod file;
mod go;
mod interrupt;
mod output;
mod shell;
mod stack;
mod text;
mod yaml;

pub use cli::main;
