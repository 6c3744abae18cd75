//! The integration tests: one program, so that they are linked once. A module for each subject; `common` holds what they
//! share.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stderr,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::too_many_lines,
    reason = "what fails here is a failed test"
)]

mod agreement;
mod arrows;
mod as_helm;
mod baseline;
mod canaries;
mod cases;
mod certainty;
#[cfg(feature = "online")]
mod check;
mod ci_client;
mod client;
mod client_config;
mod common;
mod diagnose;
mod edit_properties;
mod examples;
#[cfg(unix)]
mod file_safety;
mod fixes;
mod generate_into;
mod generated_files;
mod guide;
mod hash;
mod helm_values;
mod init;
mod keycloak;
#[cfg(unix)]
mod kills;
mod leaks;
mod limits;
mod links;
mod lint;
mod lint_generated;
mod lint_properties;
mod lint_settings;
mod mutation;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod not_checked;
mod pipeline;
mod published_guide;
mod readme;
mod refusals;
mod reports;
mod round_trip;
mod rules;
mod schemas;
mod second_reader;
mod second_run;
mod secret_sources;
mod secrets;
mod separate_secrets;
mod show;
mod unusable_answers;
mod values_properties;
mod vectors;
mod yaml_cases;
mod yaml_helm;
mod yaml_limits;
mod yaml_oracle;
mod yaml_properties;
