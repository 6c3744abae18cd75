//! The flags that take answers from a values file.

/// A flag that takes answers from a values file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValuesFlag {
    /// The file is updated.
    Into,
    /// The file gives defaults.
    From,
}

impl ValuesFlag {
    /// Both flags.
    pub(super) const ALL: [Self; 2] = [Self::Into, Self::From];

    /// Returns the flag as typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Into => "--into",
            Self::From => "--from",
        }
    }
}
