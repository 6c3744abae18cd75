//! Values that were written and lost, and why.

use super::{Origin, Path};

/// A value that was written and is not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Dropped {
    /// The path at which it would be.
    pub path: Path,
    pub origin: Origin,
    pub reason: LossReason,
}

/// The reason why a value is lost.
#[derive(Debug, Clone, PartialEq)]
pub enum LossReason {
    /// A later layer sets another value.
    Overridden { by: Origin },
    /// A later `null` deletes it.
    Deleted { by: Origin },
    /// It is an item of a list that a later layer replaces: lists are not merged.
    ListReplaced {
        /// The list that replaces it.
        by: Origin,
    },
    /// A later entry in the same map has the same key.
    DuplicateKey {
        /// The later key.
        by: Origin,
    },
    /// It is in a document that Helm does not read: Helm 3 only reads the first one.
    IgnoredDocument,
    /// It is after the end of the document for Helm: on a line indented less than the first key, or after a closed
    /// root.
    AfterEnd,
    /// No template of the chart reads this key.
    UnreadByChart,
    /// The chart copies it into the configuration, and no Flyte process reads this key.
    UnreadByFlyte,
}

impl LossReason {
    /// Returns the origin of the value that takes precedence, if there is one.
    pub const fn by(&self) -> Option<&Origin> {
        match self {
            Self::Overridden { by } | Self::Deleted { by } | Self::ListReplaced { by } | Self::DuplicateKey { by } => {
                Some(by)
            }
            Self::IgnoredDocument | Self::AfterEnd | Self::UnreadByChart | Self::UnreadByFlyte => None,
        }
    }

    /// Returns a short kebab-case name for JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Overridden { .. } => "overridden",
            Self::Deleted { .. } => "deleted",
            Self::ListReplaced { .. } => "list-replaced",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::IgnoredDocument => "ignored-document",
            Self::AfterEnd => "after-end",
            Self::UnreadByChart => "unread-by-chart",
            Self::UnreadByFlyte => "unread-by-flyte",
        }
    }
}
