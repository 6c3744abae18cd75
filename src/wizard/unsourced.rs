//! Secrets that need no source, because the values file contains them or they are generated.

use super::question::Question;
use super::state::WizardState;

/// The fate of a secret without a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unsourced {
    /// The secret in this values file is kept.
    Kept(String),
    /// A password is generated.
    Generated,
}

impl WizardState<'_> {
    /// Returns what happens to a question's secret if none is given.
    pub(super) fn without_source(&self, question: &Question) -> Option<Unsourced> {
        let is_password = question.key == "clients.ci.secret";
        if self.given.kept().has(question.key) && self.keeps_client(question.key) {
            let file = self.given.kept().file.as_ref().or(self.found_in.as_ref());
            return Some(Unsourced::Kept(file.cloned().unwrap_or_default()));
        }
        is_password.then_some(Unsourced::Generated)
    }

    /// Returns whether the secret in the values file belongs to the client in the answers.
    fn keeps_client(&self, key: &str) -> bool {
        let kept = self.given.kept();
        let (kept, id) = match key {
            "clients.web.secret" => (&kept.web, self.text("clients.web.id")),
            "clients.propeller.secret" if self.is_external() => (&kept.propeller, self.text("clients.propeller.id")),
            "clients.propeller.secret" => return kept.password.is_some(),
            "clients.ci.secret" => (&kept.ci, self.text("clients.ci.id")),
            _ => return true,
        };
        kept.as_ref().is_some_and(|kept| kept.is_of(id))
    }

    /// Returns whether a secret is a password of flyteadmin, which may contain spaces.
    pub(super) fn is_password(&self, question: &Question) -> bool {
        question.key == "clients.ci.secret" || question.key == "clients.propeller.secret" && !self.is_external()
    }

    /// Returns whether the values file contains the secret for `key`.
    pub(super) fn keeps(&self, key: &str) -> bool {
        self.given.kept().has(key)
    }
}
