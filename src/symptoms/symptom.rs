//! The declaration of a symptom.

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
    /// Returns how much the role says about a record with several symptoms. Only the highest weight counts there.
    pub(crate) const fn weight(self) -> u8 {
        match self {
            Self::Root => 4,
            Self::Clue => 3,
            Self::Harmless => 2,
            Self::Consequence => 1,
            Self::Generic => 0,
        }
    }

    /// Returns the name in JSON.
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

/// A known error text of Flyte, its clients or an identity provider. Each file of `symptoms/` declares one with
/// `declare_symptom!`. Its page in `docs/symptoms/` contains all texts for users.
#[derive(Debug)]
pub struct Symptom {
    /// The name in kebab case. It never changes.
    pub name: &'static str,
    pub role: SymptomRole,
    /// Whether it only occurs if authentication is enabled.
    pub needs_auth: bool,
    /// The texts that identify it. `<name>` matches text that varies; white space, quotes, letter case and line breaks
    /// are ignored.
    pub patterns: &'static [&'static str],
    /// The first version of flyte-auth with this symptom.
    pub since: &'static str,
    /// The page: example lines, meaning, causes, sources.
    pub page: &'static str,
}

/// Declares the symptom of a file as `SYMPTOM`, with its page from `docs/symptoms/<name>.md`. It needs authentication
/// unless `needs_auth: false` is given.
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
