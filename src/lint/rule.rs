//! What a rule is.

use super::client_context::ClientContext;
use super::context::Context;
use super::finding::Findings;
use super::target::LintTarget;
use super::unchecked::Unchecked;
use crate::chart::Chart;
use crate::diagnostic::Severity;

/// What a rule needs before it can say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Only the values: it is asked even where auth is off.
    Values,
    /// Auth that is on, or would be with the rest of the values.
    Auth,
    /// A process or an upgrade that what is wrong stops: it counts even where auth is off.
    Start,
}

/// The life of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Its name and its meaning stay.
    Stable {
        /// The version of this tool that first has it.
        since: &'static str,
    },
}

impl Status {
    /// The version of this tool that first has the rule.
    pub const fn since(self) -> &'static str {
        match self {
            Self::Stable { since } => since,
        }
    }
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
    /// The names that it had before: they still work wherever a rule is named.
    pub aliases: &'static [&'static str],
    /// How far it can be relied on.
    pub status: Status,
    /// Rules whose findings on the same part of the values are explained by this one's, and left out.
    pub supersedes: &'static [&'static str],
    /// Its page: what is wrong, why it bites, examples, fix, source.
    pub page: &'static str,
    /// What it looks at, and how.
    pub looks_at: LooksAt,
}

/// The kind of file that a rule looks at, and how it looks for what is wrong there.
#[derive(Debug, Clone, Copy)]
pub enum LooksAt {
    /// The values of a release.
    Values {
        /// The charts in whose values it can be found.
        charts: &'static [Chart],
        needs: Needs,
        /// Looks for it.
        check: fn(&Context<'_>, &mut Findings<'_>),
    },
    /// A configuration of flytectl and pyflyte.
    ClientConfig(fn(&ClientContext<'_>, &mut Findings<'_>)),
    /// A file that is not checked.
    Unchecked(fn(&Unchecked<'_>, &mut Findings<'_>)),
    /// Either: what is wrong has nothing to do with what the file is for.
    AnyFile(fn(LintTarget<'_>, &mut Findings<'_>)),
}

impl Rule {
    /// The kinds of files that it looks at, in words: charts, and `client config`.
    pub fn kinds(&self) -> Vec<&'static str> {
        let charts = |charts: &[Chart]| charts.iter().map(|chart| chart.name()).collect();
        match self.looks_at {
            LooksAt::Values { charts: of, .. } => charts(of),
            LooksAt::ClientConfig(_) => vec![CLIENT_CONFIG],
            LooksAt::Unchecked(_) => vec!["any file"],
            LooksAt::AnyFile(_) => [charts(BOTH), vec![CLIENT_CONFIG]].concat(),
        }
    }

    /// Whether it is about what auth needs, so that it is silent where auth is off.
    pub(super) const fn needs_auth(&self) -> bool {
        matches!(self.looks_at, LooksAt::Values { needs: Needs::Auth, .. })
    }

    /// Whether what it finds stops a process or an upgrade.
    pub(super) const fn stops(&self) -> bool {
        matches!(self.looks_at, LooksAt::Values { needs: Needs::Start, .. })
    }
}

/// What a configuration of flytectl and pyflyte is called.
const CLIENT_CONFIG: &str = "client config";

/// Both charts.
pub(super) const BOTH: &[Chart] = &Chart::ALL;
/// flyte-binary alone.
pub(super) const BINARY: &[Chart] = &[Chart::FlyteBinary];
/// flyte-core alone.
pub(super) const CORE: &[Chart] = &[Chart::FlyteCore];

/// Declares the rule of a file: `RULE`, with its page `docs/rules/<name>.md`. One about values has `charts` and
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
        $( supersedes: [$($superseded:literal),* $(,)?], )?
    ) => {
        $crate::lint::declare_rule! { @of
            $crate::lint::LooksAt::Values {
                charts: $crate::lint::rule::$charts,
                needs: $crate::lint::Needs::$needs,
                check,
            },
            $name, [$($($alias),*)?], $summary, $remedy, $severity, [$($($superseded),*)?]
        }
    };
    (
        name: $name:literal,
        $( aliases: [$($alias:literal),* $(,)?], )?
        summary: $summary:literal,
        remedy: $remedy:literal,
        severity: $severity:ident,
        looks_at: $kind:ident,
        $( supersedes: [$($superseded:literal),* $(,)?], )?
    ) => {
        $crate::lint::declare_rule! { @of
            $crate::lint::LooksAt::$kind(check),
            $name, [$($($alias),*)?], $summary, $remedy, $severity, [$($($superseded),*)?]
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
