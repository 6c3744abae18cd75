//! What a rule is.

use super::context::Context;
use super::finding::Findings;
use crate::chart::Chart;
use crate::diagnostic::Severity;

/// What a rule needs before it can say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Only the values: it is asked even where auth is off.
    Values,
    /// Auth that is on, or would be with the rest of the values.
    Auth,
}

/// A kind of fault that `lint` finds. Declared with `declare_rule!`, one in each file of
/// `lint/rules/`.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which says the bad thing in kebab case and never changes.
    pub name: &'static str,
    /// The bad thing in one line.
    pub summary: &'static str,
    /// What to do, in one line.
    pub remedy: &'static str,
    /// How bad it is unless a finding says otherwise.
    pub severity: Severity,
    /// The charts in whose values it can be found.
    pub charts: &'static [Chart],
    /// The version of this tool that first had it.
    pub since: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// Rules whose findings on the same part of the values are explained by this one's, and left out.
    pub supersedes: &'static [&'static str],
    /// Its page: what is wrong, why it bites, examples, fix, source.
    pub page: &'static str,
    /// Looks for it.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

/// Both charts.
pub(super) const BOTH: &[Chart] = &[Chart::FlyteBinary, Chart::FlyteCore];
/// flyte-binary alone.
pub(super) const BINARY: &[Chart] = &[Chart::FlyteBinary];
/// flyte-core alone.
pub(super) const CORE: &[Chart] = &[Chart::FlyteCore];

/// Declares the rule of a file: `RULE`, with its page from `<name>.md` beside it.
macro_rules! declare_rule {
    (
        name: $name:literal,
        summary: $summary:literal,
        remedy: $remedy:literal,
        severity: $severity:ident,
        charts: $charts:ident,
        needs: $needs:ident,
        $( supersedes: [$($superseded:literal),* $(,)?], )?
    ) => {
        pub(super) static RULE: $crate::lint::Rule = $crate::lint::Rule {
            name: $name,
            summary: $summary,
            remedy: $remedy,
            severity: $crate::diagnostic::Severity::$severity,
            charts: $crate::lint::rule::$charts,
            since: "0.1.0",
            needs: $crate::lint::Needs::$needs,
            supersedes: &[$($($superseded),*)?],
            page: include_str!(concat!($name, ".md")),
            check,
        };
    };
}
pub(crate) use declare_rule;
