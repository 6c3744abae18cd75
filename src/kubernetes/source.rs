//! Finds the Secrets that processes read their client secrets from.

use super::lookups::{SecretLookup, clients, find, login};
use crate::chart::ProcessName;
use crate::release::Model;

/// A client secret that a process reads, with its Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretOrigin {
    pub process: ProcessName,
    /// The Secret's name and key, regardless of who creates it; `None` if no Secret in the values provides the client
    /// secret.
    pub secret: Option<(String, String)>,
    /// Whether a volume, variable or other object that the user adds to the pod may provide it.
    pub may_be_added: bool,
}

impl SecretOrigin {
    /// Returns the origin of the login client's secret, or `None` if the values configure no login.
    pub fn of_login(model: &Model) -> Option<Self> {
        login(model).map(|lookup| Self::of(model, &lookup))
    }

    /// Returns the origins of the secrets with which flytepropeller, flytescheduler and other services log in.
    pub fn of_services(model: &Model) -> Vec<Self> {
        clients(model).iter().map(|lookup| Self::of(model, lookup)).collect()
    }

    fn of(model: &Model, lookup: &SecretLookup) -> Self {
        Self {
            process: lookup.process,
            secret: find(model, lookup, |name, key| is_made(model, name, key)),
            may_be_added: model
                .process(lookup.process)
                .is_some_and(|process| process.pod.may_add(lookup.file.as_deref(), lookup.variable.as_deref())),
        }
    }

    /// Returns whether the chart creates the Secret with this key.
    pub fn is_made_by_chart(&self, model: &Model) -> bool {
        self.secret.as_ref().is_some_and(|(name, key)| is_made(model, name, key))
    }
}

/// Returns whether the chart creates a Secret of this name with this key.
fn is_made(model: &Model, name: &str, key: &str) -> bool {
    model.secrets.iter().any(|secret| secret.name == name && secret.data.get(key).is_some())
}
