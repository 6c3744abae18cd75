//! The declaration of a rule.

use super::client_context::ClientContext;
use super::context::Context;
use super::finding::Findings;
use super::target::LintTarget;
use super::unchecked::Unchecked;
use crate::chart::Chart;
use crate::diagnostic::Severity;

/// The conditions under which a rule's findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// None: the rule also runs where authentication is disabled.
    Values,
    /// Authentication is enabled, or would be with the other layers.
    Auth,
    /// None, and the findings stay errors where authentication is disabled: they keep a process from starting or an
    /// upgrade from succeeding.
    Start,
}

/// The stability of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The name and the meaning do not change.
    Stable {
        /// The first version of flyte-auth that has it.
        since: &'static str,
    },
}

impl Status {
    /// Returns the first version of flyte-auth that has the rule.
    pub const fn since(self) -> &'static str {
        match self {
            Self::Stable { since } => since,
        }
    }
}

/// A kind of problem that `lint` finds. Declared with `declare_rule!`, one in each file of `lint/rules/`.
#[derive(Debug)]
pub struct Rule {
    /// The name: the problem in kebab case. It never changes.
    pub name: &'static str,
    /// The problem in one line.
    pub summary: &'static str,
    /// The advice in one line.
    pub remedy: &'static str,
    /// The severity of findings that do not set their own.
    pub severity: Severity,
    /// The former names, which still work wherever a rule is named.
    pub aliases: &'static [&'static str],
    /// The stability of the name.
    pub status: Status,
    /// Rules whose findings on the same part of the values follow from this one's, and are not reported.
    pub supersedes: &'static [&'static Rule],
    /// The page: what is wrong, what happens, examples, fix, source.
    pub page: &'static str,
    /// The kind of file, and the check.
    pub looks_at: LooksAt,
}

/// The kind of file that a rule checks, with its check.
#[derive(Debug, Clone, Copy)]
pub enum LooksAt {
    /// The values of a release.
    Values {
        /// The charts whose values can have the problem.
        charts: &'static [Chart],
        needs: Needs,
        check: fn(&Context<'_>, &mut Findings<'_>),
    },
    /// A configuration of flytectl and pyflyte.
    ClientConfig(fn(&ClientContext<'_>, &mut Findings<'_>)),
    /// A file that is skipped.
    Unchecked(fn(&Unchecked<'_>, &mut Findings<'_>)),
    /// Values or client configurations: the problem does not depend on the file's purpose.
    AnyFile(fn(LintTarget<'_>, &mut Findings<'_>)),
}

impl Rule {
    /// Returns the kinds of files as words: chart names, and `client config`.
    pub fn kinds(&self) -> Vec<&'static str> {
        let charts = |charts: &[Chart]| charts.iter().map(|chart| chart.name()).collect();
        match self.looks_at {
            LooksAt::Values { charts: of, .. } => charts(of),
            LooksAt::ClientConfig(_) => vec![CLIENT_CONFIG],
            LooksAt::Unchecked(_) => vec!["any file"],
            LooksAt::AnyFile(_) => [charts(BOTH), vec![CLIENT_CONFIG]].concat(),
        }
    }

    /// Returns whether the rule only runs where authentication is enabled.
    pub(super) const fn needs_auth(&self) -> bool {
        matches!(self.looks_at, LooksAt::Values { needs: Needs::Auth, .. })
    }

    /// Returns whether the problem keeps a process from starting or an upgrade from succeeding.
    pub(super) const fn stops(&self) -> bool {
        matches!(self.looks_at, LooksAt::Values { needs: Needs::Start, .. })
    }
}

/// The name of a client configuration in lists.
const CLIENT_CONFIG: &str = "client config";

pub(super) const BOTH: &[Chart] = &Chart::ALL;
pub(super) const BINARY: &[Chart] = &[Chart::FlyteBinary];
pub(super) const CORE: &[Chart] = &[Chart::FlyteCore];

/// Declares the rule of a file: `RULE`, with its page `docs/rules/<name>.md`. A rule about values has `charts` and
/// `needs`, any other one `looks_at`.
macro_rules! declare_rule {
    (
        name: $name:literal,
        $( aliases: [$($alias:literal),* $(,)?], )?
        summary: $summary:literal,
        remedy: $remedy:literal,
        severity: $severity:ident,
        charts: $charts:ident,
        needs: $needs:ident,
        $( supersedes: [$($superseded:ident),* $(,)?], )?
    ) => {
        $crate::lint::declare_rule! { @of
            $crate::lint::LooksAt::Values {
                charts: $crate::lint::rule::$charts,
                needs: $crate::lint::Needs::$needs,
                check,
            },
            $name, [$($($alias),*)?], $summary, $remedy, $severity, [$($(&super::$superseded::RULE),*)?]
        }
    };
    (
        name: $name:literal,
        $( aliases: [$($alias:literal),* $(,)?], )?
        summary: $summary:literal,
        remedy: $remedy:literal,
        severity: $severity:ident,
        looks_at: $kind:ident,
        $( supersedes: [$($superseded:ident),* $(,)?], )?
    ) => {
        $crate::lint::declare_rule! { @of
            $crate::lint::LooksAt::$kind(check),
            $name, [$($($alias),*)?], $summary, $remedy, $severity, [$($(&super::$superseded::RULE),*)?]
        }
    };
    (@of $looks_at:expr, $name:literal, $aliases:expr, $summary:literal, $remedy:literal, $severity:ident, $supersedes:expr) => {
        pub(super) static RULE: $crate::lint::Rule = $crate::lint::Rule {
            name: $name,
            summary: $summary,
            remedy: $remedy,
            severity: $crate::diagnostic::Severity::$severity,
            aliases: &$aliases,
            status: $crate::lint::Status::Stable { since: "0.1.0" },
            supersedes: &$supersedes,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $name, ".md")),
            looks_at: $looks_at,
        };
    };
}
pub(crate) use declare_rule;
