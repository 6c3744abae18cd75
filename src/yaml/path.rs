//! Paths from the root of the values to a value.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use super::{Document, NodeId};

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key of a map.
    Key(Arc<str>),
    /// An index of a list, from 0.
    Index(usize),
}

impl Step {
    fn from<B: Branch>(&self, branch: B) -> Option<B> {
        match self {
            Self::Key(key) => branch.key(key),
            Self::Index(index) => branch.item(*index),
        }
    }
}

/// Keys and indices from the root. It prints as Helm writes it: `auth.authorizedUris[0]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(pub Vec<Step>);

/// Allows lookups by a slice of steps in maps with path keys. A path hashes and compares as its steps do.
impl Borrow<[Step]> for Path {
    fn borrow(&self) -> &[Step] {
        &self.0
    }
}

impl Path {
    /// Creates a path from keys.
    pub fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|key| Step::Key((*key).into())).collect())
    }

    /// Parses a path of keys with dots between them, such as `auth.userAuth.openId.baseUrl`.
    pub fn dotted(keys: &str) -> Self {
        Self::of(&keys.split('.').collect::<Vec<_>>())
    }

    /// Returns the keys, without the indices.
    pub fn keys(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(&**key),
                Step::Index(_) => None,
            })
            .collect()
    }

    /// Finds the value at this path below `root`.
    pub fn find_in<B: Branch>(&self, root: B) -> Option<B> {
        self.0.iter().try_fold(root, |branch, step| step.from(branch))
    }

    /// Counts the steps that exist below `root`.
    pub fn depth_in<B: Branch>(&self, root: B) -> usize {
        let mut branch = Some(root);
        let follow = |step: &&Step| {
            branch = branch.and_then(|branch| step.from(branch));
            branch.is_some()
        };
        self.0.iter().take_while(follow).count()
    }

    /// Returns the path extended by a key.
    #[must_use]
    pub fn key(&self, key: impl Into<Arc<str>>) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.into()));
        Self(steps)
    }
}

/// A tree of values in which a [`Path`] can be followed.
pub trait Branch: Copy {
    /// Returns the value of a map's key.
    fn key(self, key: &str) -> Option<Self>;

    /// Returns the item of a list.
    fn item(self, index: usize) -> Option<Self>;
}

impl Branch for &serde_json::Value {
    fn key(self, key: &str) -> Option<Self> {
        self.get(key)
    }

    fn item(self, index: usize) -> Option<Self> {
        self.get(index)
    }
}

impl Branch for (&Document, NodeId) {
    fn key(self, key: &str) -> Option<Self> {
        let (document, node) = self;
        Some((document, document.get(node, key)?))
    }

    fn item(self, index: usize) -> Option<Self> {
        let (document, node) = self;
        Some((document, document.items(node).get(index).copied()?))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(out, "[{index}]")?,
                Step::Key(key) => {
                    if number > 0 {
                        out.write_str(".")?;
                    }
                    if key.is_empty() || key.contains(['.', '[', ']', '"', ' ']) {
                        write!(out, "{key:?}")?;
                    } else {
                        out.write_str(key)?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_keys_and_indices() {
        let mut path = Path::of(&["auth", "a.b"]);
        path.0.push(Step::Index(3));
        assert_eq!(path.key("c").to_string(), "auth.\"a.b\"[3].c");
    }
}
