//! `lint`: findings, fixes, reports and settings.

mod cases;
mod client_config;
mod command;
mod findings;
mod fixes;
#[cfg(unix)]
mod links;
mod not_checked;
mod published_guide;
mod reports;
mod secret_sources;
mod settings;
