//! Checks values and client configurations with rules.
//!
//! [`LintRelease::of`] builds the model of a set of values, [`ClientConfig::of`] that of a file of flytectl and
//! pyflyte. [`run`] runs every rule on it and returns a [`Report`]. Begin with `engine.rs`; the rules are in `rules/`,
//! unknown and misplaced keys in `keys/`, ignore comments in `ignores/`.

mod baseline;
mod client_config;
mod client_context;
mod context;
mod engine;
mod finding;
mod fingerprint;
mod fixes;
mod ignores;
pub mod keys;
mod moved;
mod page;
mod place;
mod policy;
mod release;
mod rule;
mod rules;
mod scope;
mod superseded;
mod target;
mod unchecked;

pub use baseline::Baseline;
pub use client_config::ClientConfig;
pub use client_context::ClientContext;
pub use context::Context;
pub use engine::{FindingSummary, Report, run, run_with};
pub use finding::{Finding, Findings, ValueRef};
pub use page::{Example, Page};
pub use policy::{Level, Policy};
pub use release::LintRelease;
pub(crate) use rule::declare_rule;
pub use rule::{LooksAt, Needs, Rule, Status};
pub use rules::ALL;
pub use scope::{Completeness, LayerReason, Scope};
pub use target::{LintTarget, TargetKind};
pub use unchecked::{Unchecked, WhyUnchecked};

/// Returns the URL of a rule's page.
pub fn url(rule: &str) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("{repository}/blob/main/docs/rules/{rule}.md")
}

/// Suggests the rule that `name` probably means: the most similar name, or the only one that contains it.
pub fn suggest(name: &str) -> Option<&'static str> {
    let alike = ALL
        .iter()
        .map(|rule| (strsim::jaro_winkler(rule.name, name), rule.name))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name);
    alike.or_else(|| {
        let mut with_it = ALL.iter().filter(|rule| rule.name.contains(name));
        match (with_it.next(), with_it.next()) {
            (Some(rule), None) => Some(rule.name),
            _ => None,
        }
    })
}

/// Finds a rule by its name or one of its former names.
pub fn find(name: &str) -> Option<&'static Rule> {
    let named = |rule: &&Rule| rule.name == name || rule.aliases.contains(&name);
    ALL.iter().copied().find(named)
}
