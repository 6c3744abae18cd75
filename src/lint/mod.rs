//! What is wrong with values and with client configs: rules, which are questions to a model, and the engine that asks
//! them.
//!
//! [`LintRelease::of`] makes the model of a set of values, [`ClientConfig::of`] that of a file of flytectl and pyflyte,
//! [`run`] asks every rule about it, [`Report`] holds what they found.

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
pub(crate) use place::source_name;
pub use policy::{Level, Policy};
pub use release::LintRelease;
pub(crate) use rule::declare_rule;
pub use rule::{LooksAt, Needs, Rule, Status};
pub use rules::ALL;
pub use scope::{Completeness, LayerReason, Scope};
pub use target::{LintTarget, TargetKind};
pub use unchecked::{Unchecked, WhyUnchecked};

/// Where the page of a rule is on the web.
pub fn url(rule: &str) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("{repository}/blob/main/docs/rules/{rule}.md")
}

/// The name of the rule that someone may have meant: one that looks alike, or the only one that has the word in it.
pub fn meant(name: &str) -> Option<&'static str> {
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

/// The rule of this name, or that had it before.
pub fn find(name: &str) -> Option<&'static Rule> {
    let named = |rule: &&Rule| rule.name == name || rule.aliases.contains(&name);
    ALL.iter().copied().find(named)
}
