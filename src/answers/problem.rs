//! Problems with answers, by key.

use crate::diagnostic::Fault;

/// A problem with the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The question's key, such as `idp.issuer`, or `audience.0` for an item of a list.
    pub key: String,
    pub fault: Fault,
    /// The key that was probably meant by an unknown one.
    pub suggestion: Option<String>,
    /// Whether the key is wrong, not its value.
    pub at_key: bool,
    /// Whether the only problem is that there is no answer.
    pub is_missing: bool,
}

impl Problem {
    /// Creates a problem with the answer to `key`.
    pub fn new(key: impl Into<String>, fault: Fault) -> Self {
        Self { key: key.into(), fault, suggestion: None, at_key: false, is_missing: false }
    }
}

/// Collects the problems of a set of answers, at most one for each key.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Starts with known problems.
    pub fn with(list: Vec<Problem>) -> Self {
        Self { list }
    }

    /// Adds a problem, unless its key or one above it already has one.
    pub fn add(&mut self, key: &str, fault: Fault) {
        if !self.has(key) {
            self.list.push(Problem::new(key, fault));
        }
    }

    /// Returns the value of a parsed answer; a fault becomes a problem.
    pub fn take<T>(&mut self, key: &str, parsed: Result<T, Fault>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(key, fault);
                None
            }
        }
    }

    /// Reports that `key` must be answered.
    pub fn missing(&mut self, key: &str, help: &str) {
        // A key with a problem below it, or a misspelled one, does have an answer.
        let answered = self.list.iter().any(|problem| {
            problem.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'))
                || problem.suggestion.as_deref().is_some_and(|suggestion| under(key, suggestion))
        });
        if !answered && !self.has(key) {
            let fault = Fault::new(format!("`{key}` is missing")).help(help);
            self.list.push(Problem { is_missing: true, ..Problem::new(key, fault) });
        }
    }

    /// Returns whether `key`, or one above it, has a problem.
    pub fn has(&self, key: &str) -> bool {
        self.list.iter().any(|problem| under(key, &problem.key))
    }

    /// Returns whether the answers have no problem.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the problems in the order in which they were found.
    pub fn into_list(self) -> Vec<Problem> {
        self.list
    }
}

/// Returns whether `key` is `outer` or below it.
fn under(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
