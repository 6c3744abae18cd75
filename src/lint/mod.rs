//! What is wrong with values: rules, which are questions to the effective model, and the engine that asks them.
//!
//! [`Release::of`] makes the model of a set of values, [`run`] asks every rule, [`Report`] holds what they found.

mod baseline;
mod context;
mod engine;
mod finding;
mod fingerprint;
mod ignores;
pub mod keys;
mod mend;
mod page;
mod place;
mod policy;
mod release;
mod rule;
mod rules;
mod scope;

pub use baseline::Baseline;
pub use context::Context;
pub use engine::{Report, run, run_with};
pub use finding::{Finding, Findings, Related, Remedy, Site};
pub use page::{Example, Page};
pub(crate) use place::source_name;
pub use policy::{Grade, Policy};
pub use release::{Release, Setup};
pub(crate) use rule::declare_rule;
pub use rule::{Needs, Rule};
pub use rules::ALL;
pub use scope::{Completeness, Scope};

/// Where the page of a rule stands on the web.
pub fn url(rule: &str) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("{repository}/blob/main/docs/rules/{rule}.md")
}

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
