//! What is wrong with answers, by key.

use crate::diagnostic::Fault;

/// What is wrong with the answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The question's key, `idp.issuer`; items of lists are `audience.0`.
    pub key: String,
    pub fault: Fault,
    /// The key that an unknown one was probably meant to be.
    pub meant: Option<String>,
    /// Whether it is the key that is wrong, and not its value.
    pub at_key: bool,
    /// Whether nothing is wrong but that there is no answer.
    pub is_missing: bool,
}

impl Problem {
    /// What is wrong with the answer to `key`.
    pub fn new(key: impl Into<String>, fault: Fault) -> Self {
        Self { key: key.into(), fault, meant: None, at_key: false, is_missing: false }
    }
}

/// The problems of a set of answers, collected; a key that has one already gets no second one.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Starts with problems that are known already.
    pub fn with(list: Vec<Problem>) -> Self {
        Self { list }
    }

    /// Adds a problem, unless its key, or one that the key lies under, has one.
    pub fn add(&mut self, key: &str, fault: Fault) {
        if !self.has(key) {
            self.list.push(Problem::new(key, fault));
        }
    }

    /// The value of a parsed answer; a fault becomes a problem.
    pub fn take<T>(&mut self, key: &str, parsed: Result<T, Fault>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(key, fault);
                None
            }
        }
    }

    /// Says that `key` must be answered.
    pub fn missing(&mut self, key: &str, help: &str) {
        // A key with a problem below it, or misspelt, was answered, only wrongly.
        let answered = self.list.iter().any(|problem| {
            problem.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'))
                || problem.meant.as_deref().is_some_and(|meant| under(key, meant))
        });
        if !answered && !self.has(key) {
            let fault = Fault::new(format!("`{key}` is missing")).help(help);
            self.list.push(Problem { is_missing: true, ..Problem::new(key, fault) });
        }
    }

    /// Whether `key`, or one that it lies under, has a problem.
    pub fn has(&self, key: &str) -> bool {
        self.list.iter().any(|problem| under(key, &problem.key))
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The problems in the order they were found.
    pub fn into_list(self) -> Vec<Problem> {
        self.list
    }
}

/// Whether `key` is `outer` or lies under it.
fn under(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
