//! What a symptom is.

/// How a symptom relates to the failure that it belongs to, the strongest relation first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymptomRole {
    /// The text names what fails.
    Root,
    /// The text names the step that fails, but not why. A root in the same input explains it.
    Clue,
    /// The text wraps or repeats the error of another line. A root or a clue in the same input explains it.
    Consequence,
    /// The text is common to many failures.
    Generic,
    /// The line also appears in working deployments.
    Harmless,
}

impl SymptomRole {
    /// How much it says of a record that has several symptoms: those that say less are left out there.
    pub(crate) const fn weight(self) -> u8 {
        match self {
            Self::Root => 4,
            Self::Clue => 3,
            Self::Harmless => 2,
            Self::Consequence => 1,
            Self::Generic => 0,
        }
    }

    /// The name in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Clue => "clue",
            Self::Consequence => "consequence",
            Self::Generic => "generic",
            Self::Harmless => "harmless",
        }
    }
}

/// A known error text of Flyte, its clients or an identity provider. Declared with `declare_symptom!`, one in each file
/// of `symptoms/`; its page in `docs/symptoms/` holds everything that a person reads.
#[derive(Debug)]
pub struct Symptom {
    /// The name, in kebab case. It never changes.
    pub name: &'static str,
    /// How it relates to the failure.
    pub role: SymptomRole,
    /// Whether it only occurs where authentication is enabled.
    pub needs_auth: bool,
    /// The texts that identify it. `<name>` stands for text that varies; whitespace, quotes, letter case and line
    /// breaks do not count.
    pub patterns: &'static [&'static str],
    /// The version of flyte-auth that first had it.
    pub since: &'static str,
    /// The page: example lines, meaning, causes, sources.
    pub page: &'static str,
}

/// Declares the symptom of a file: `SYMPTOM`, with its page from `docs/symptoms/<name>.md`. It needs authentication
/// unless it says `needs_auth: false`.
macro_rules! declare_symptom {
    (@needs_auth) => { true };
    (@needs_auth $needs_auth:literal) => { $needs_auth };
    (
        name: $name:literal,
        role: $role:ident,
        $(needs_auth: $needs_auth:literal,)?
        patterns: [$($pattern:literal),+ $(,)?] $(,)?
    ) => {
        pub(super) static SYMPTOM: $crate::symptoms::Symptom = $crate::symptoms::Symptom {
            name: $name,
            role: $crate::symptoms::SymptomRole::$role,
            needs_auth: $crate::symptoms::declare_symptom!(@needs_auth $($needs_auth)?),
            patterns: &[$($pattern),+],
            since: "0.1.0",
            page: include_str!(concat!("../../docs/symptoms/", $name, ".md")),
        };
    };
}
pub(crate) use declare_symptom;
