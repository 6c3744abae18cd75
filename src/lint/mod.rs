//! What is wrong with values: rules, which are questions to the effective model, and the engine that asks them.
//!
//! [`Release::of`] makes the model of a set of values, [`run`] asks every rule, [`Report`] holds what they found.

mod context;
mod engine;
mod finding;
pub mod keys;
mod mend;
mod page;
mod place;
mod release;
mod rule;
mod rules;
mod scope;

pub use context::Context;
pub use engine::{Report, run};
pub use finding::{Finding, Findings, Related, Remedy, Site};
pub use page::{Example, Page};
pub use release::{Release, Setup};
pub(crate) use rule::declare_rule;
pub use rule::{Needs, Rule};
pub use rules::ALL;
pub use scope::{Completeness, Scope};

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
