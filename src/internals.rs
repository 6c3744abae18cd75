//! The items that the tests, benchmarks and fuzz targets of this repository use, by module.
//!
//! It is not an interface: names change without notice. The compiler reports as unused whatever neither the command
//! line nor this list needs.

pub mod answers {
    pub use crate::answers::{Answers, AnswersInput, SecretStore};
}
pub mod chart {
    pub use crate::chart::{Chart, OwnChart};
}
#[cfg(feature = "online")]
pub mod check {
    pub use crate::check::PROBES;
}
pub mod cli {
    pub use crate::cli::{CliError, Outcome, init_with, run_arguments};
}
pub mod client {
    pub use crate::client::{Flow, SecretPlace, config};
}
pub mod config {
    pub use crate::config::Config;
}
pub mod diagnose {
    pub use crate::diagnose::{Diagnosis, diagnose, human, json, markdown};
}
pub mod diagnostic {
    pub use crate::diagnostic::{Applicability, Severity};
}
pub mod fix {
    pub use crate::fix::{Exposure, FixableRelease, converge, fixable};
}
pub mod flyte {
    pub use crate::flyte::FlyteVersion;
    pub use crate::flyte::config::section::Section;
    pub use crate::flyte::config::{Admin, Auth, AuthServerType, AuthType, Hash};
    pub use crate::flyte::run::{
        ClaimsVerdict, TokenUrl, caller_url, propeller_scopes, public_url, token_url, verify_claims,
    };
}
pub mod generate {
    pub use crate::generate::{GeneratedFiles, MergedFile, Plane, into, plan};
}
pub mod go {
    pub use crate::go::GoUrl;
}
pub mod idp {
    pub use crate::idp::{IdpKind, Issuer};
}
pub mod lint {
    pub use crate::lint::keys::{KeyFaultKind, faults};
    pub use crate::lint::{ALL, ClientConfig, Completeness, Example, LintRelease, Page, Report, find, run};
}
pub mod output {
    pub use crate::output::Output;
}
pub mod redact {
    pub use crate::redact::{covered, redact};
}
pub mod release {
    pub use crate::release::{Facts, Model, Release, ReleaseInfo, Rendering};
}
pub mod secret {
    pub use crate::secret::{Password, PasswordHash, Secret};
}
pub mod stack {
    pub use crate::stack::on_large_stack;
}
pub mod symptoms {
    pub use crate::symptoms::{ALL, Symptom, SymptomRole};
}
pub mod text {
    pub use crate::text::{LineIndex, Span};
}
pub mod values {
    pub use crate::values::set::SetKind;
    pub use crate::values::{
        FileInput, HelmVersion, Inputs, Layered, Path, Value, coalesce, layer, layer_one, to_json, to_serde, to_yaml,
    };
}
pub mod wizard {
    pub use crate::wizard::{Choice, NonInteractive, Prompt, PromptError, Prompter, Reply, Surroundings};
}
pub mod yaml {
    pub use crate::yaml::edit::{Change, apply, edit};
    pub use crate::yaml::quote;
    pub use crate::yaml::{
        Document, DropReason, Folded, HelmVersion, Hint, MAX_BYTES, NodeId, NodeKind, Path, Resolved, Step, Style,
        YamlFailure, read,
    };
}
