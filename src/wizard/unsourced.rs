//! Secrets that no one has to give: the values file has them, or they are generated.

use super::question::Question;
use super::state::WizardState;

/// What becomes of a secret that has no source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unsourced {
    /// The one in this values file stays.
    Kept(String),
    /// A password is generated.
    Generated,
}

impl WizardState<'_> {
    /// What becomes of the secret for a question if no one gives one: it is kept from the values file, or generated.
    pub(super) fn without_source(&self, question: &Question) -> Option<Unsourced> {
        let is_password = question.key == "clients.ci.secret";
        if self.given.kept().has(question.key) && self.keeps_client(question.key) {
            let file = self.given.kept().file.as_ref().or(self.found_in.as_ref());
            return Some(Unsourced::Kept(file.cloned().unwrap_or_default()));
        }
        is_password.then_some(Unsourced::Generated)
    }

    /// Whether the secret in the values file is that of the client which is answered.
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

    /// Whether a secret is a password of flyteadmin's, which may have blanks in it.
    pub(super) fn is_password(&self, question: &Question) -> bool {
        question.key == "clients.ci.secret" || question.key == "clients.propeller.secret" && !self.is_external()
    }

    /// Whether the values file has the secret for `key`.
    pub(super) fn keeps(&self, key: &str) -> bool {
        self.given.kept().has(key)
    }
}
