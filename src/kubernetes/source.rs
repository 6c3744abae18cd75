//! Where processes have their client secrets from, as far as values say.

use super::wanted::{SecretLookup, clients, find, login};
use crate::chart::ProcessName;
use crate::release::Model;

/// A client secret that a process reads, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretOrigin {
    pub process: ProcessName,
    /// The Secret and its key, regardless of who creates it; `None` where no Secret that the values name has it.
    pub secret: Option<(String, String)>,
    /// Whether something that the user adds to the pod may give it, a Secret or not.
    pub may_be_added: bool,
}

impl SecretOrigin {
    /// The secret of the client that users log in with; `None` where no one logs in.
    pub fn of_login(model: &Model) -> Option<Self> {
        login(model).map(|wanted| Self::of(model, &wanted))
    }

    /// The secrets with which processes log in as services: flytepropeller's and flytescheduler's.
    pub fn of_services(model: &Model) -> Vec<Self> {
        clients(model).iter().map(|wanted| Self::of(model, wanted)).collect()
    }

    fn of(model: &Model, wanted: &SecretLookup) -> Self {
        Self {
            process: wanted.process,
            secret: find(model, wanted, |name, key| is_made(model, name, key)),
            may_be_added: model
                .process(wanted.process)
                .is_some_and(|process| process.pod.may_add(wanted.file.as_deref(), wanted.variable.as_deref())),
        }
    }

    /// Whether the chart makes the Secret, with this key.
    pub fn is_made_by_chart(&self, model: &Model) -> bool {
        self.secret.as_ref().is_some_and(|(name, key)| is_made(model, name, key))
    }
}

/// Whether the chart makes a Secret of this name, with this key.
fn is_made(model: &Model, name: &str, key: &str) -> bool {
    model.secrets.iter().any(|secret| secret.name == name && secret.data.get(key).is_some())
}
