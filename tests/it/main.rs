//! The integration tests: one program, so that they are linked once. `common` has what they share.
//!
//! `cargo test --test it -- NAME` runs the tests of a module, for example `cargo test --test it -- lint::fixes`.
//!
//! | module | what it tests |
//! |---|---|
//! | `arrows` | every import in `src/` points down, and CONTRIBUTING lists the same floors |
//! | `check` | `check` against stand-ins for the identity provider and flyteadmin |
//! | `ci_client` | a separate client for CI, in `generate`, `client` and `guide` |
//! | `client` | `client`: the configuration of flytectl and pyflyte |
//! | `diagnose` | `diagnose`: known errors in logs, and their causes |
//! | `facts` | facts that only one place in `src/` states |
//! | `file_safety` | inputs and unrelated files are not lost, even if a run is killed |
//! | `generate` | `generate`, and `generate --into` |
//! | `generated_files` | schemas and indexes in the repository are current |
//! | `guide` | `guide`, `next`, and the Terraform code and Keycloak realm of `guide --emit` |
//! | `hash` | `hash`, and `hash --into` |
//! | `helm` | values are read, merged and rendered as Helm does it |
//! | `init` | `init`: questions, answers and files; `init::terminal` in a real terminal |
//! | `keycloak` | a model of Keycloak, which `guide` uses |
//! | `limits` | large, deep and endless input |
//! | `lint` | `lint`: findings, `--fix`, reports, settings, and client configurations |
//! | `mutation` | `lint` reports the changes that break a login, and only those |
//! | `names` | file names cannot inject lines into the output |
//! | `pipeline` | every command handles any bytes |
//! | `readme` | README and `docs/` show the current output |
//! | `rules` | the examples in the rule pages |
//! | `schemas` | the JSON Schemas of values |
//! | `secrecy` | no output shows a secret: misplaced, random and unusual ones |
//! | `secrets` | `secrets`: the Kubernetes Secrets that a release expects |
//! | `separate_secrets` | errors and notes name a secrets file that was not passed |
//! | `show` | `show`: the effective configuration and the origin of each value |
//! | `values_properties` | random layers and flags do not cause a panic |
//! | `yaml` | the YAML reader and its edits |
//!
//! Input is in the other folders of `tests/`:
//!
//! | folder | content | module |
//! |---|---|---|
//! | `cases` | small inputs of `lint` with their expected findings | `lint::cases` |
//! | `corpus` | inputs that found bugs | `pipeline` |
//! | `diagnose` | log lines with their symptom | `diagnose::symptoms` |
//! | `flyte2` | values of Flyte 2 | `lint::not_checked` |
//! | `mutants` | values whose fixes were wrong once | `mutation::fixes` |
//! | `published_guide` | values with the faults of Flyte's published guide | `lint::published_guide` |
//! | `refusals` | answers that cannot work | `generate::rejected` |
//! | `schemas` | the schema of SARIF | `lint::reports` |
//! | `vectors` | values, and what Helm renders from them | `helm::vectors`, `schemas` |
//!
//! File snapshots are in a `snapshots` folder beside the module; `FLYTE_AUTH_UPDATE=1` and `INSTA_UPDATE=always` renew what
//! a failed test names.
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

mod arrows;
#[cfg(feature = "online")]
mod check;
mod ci_client;
mod client;
mod common;
mod diagnose;
mod facts;
#[cfg(unix)]
mod file_safety;
mod generate;
mod generated_files;
mod guide;
mod hash;
mod helm;
mod init;
mod keycloak;
mod limits;
mod lint;
mod mutation;
#[cfg(unix)]
mod names;
mod pipeline;
mod readme;
mod rules;
mod schemas;
mod secrecy;
mod secrets;
mod separate_secrets;
mod show;
mod values_properties;
mod yaml;
