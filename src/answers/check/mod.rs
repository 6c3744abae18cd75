//! From what a person wrote to answers that can be generated, or everything that is wrong with them. Flags, answers
//! files and the questions all come through here.

mod clients;
mod deployment;
mod idp;
mod secrets;

use super::model::Answers;
use super::problem::{Problem, Problems};
use super::raw::{RawAnswers, SecretSource, SecretsWord, ServerWord};
use super::source::{self, SecretStore};
use crate::chart::Chart;
use crate::secret::Secret;

/// Answers that can be generated, and what to tell about them.
#[derive(Debug)]
pub struct Checked {
    /// The answers.
    pub answers: Answers,
    /// What a person should know though nothing is wrong.
    pub notes: Vec<String>,
}

/// The state of a check: the answers as written, what is wrong so far, and what to tell.
struct Check<'a> {
    raw: &'a RawAnswers,
    store: &'a dyn SecretStore,
    problems: Problems,
    notes: Vec<String>,
    /// Whether nothing is to be made: no password, no hash, which takes its time.
    judging: bool,
}

/// What is wrong with answers that may be some of those that are needed; nothing is made of them.
pub(super) fn judge(
    raw: &RawAnswers,
    known: Vec<Problem>,
    store: &dyn SecretStore,
) -> Vec<Problem> {
    let mut check = Check::new(raw, known, store);
    check.judging = true;
    let _ = check.answers();
    check.problems.into_list()
}

/// Checks answers. `known` are the problems that reading them found already: their keys get no second one.
pub fn check(
    raw: &RawAnswers,
    known: Vec<Problem>,
    store: &dyn SecretStore,
) -> Result<Checked, Vec<Problem>> {
    let mut check = Check::new(raw, known, store);
    let answers = check.answers();
    match answers {
        Some(answers) if check.problems.is_empty() => Ok(Checked {
            answers,
            notes: check.notes,
        }),
        _ => Err(check.problems.into_list()),
    }
}

impl<'a> Check<'a> {
    fn new(raw: &'a RawAnswers, known: Vec<Problem>, store: &'a dyn SecretStore) -> Self {
        Self {
            raw,
            store,
            problems: Problems::with(known),
            notes: Vec::new(),
            judging: false,
        }
    }
}

impl Check<'_> {
    fn answers(&mut self) -> Option<Answers> {
        // Every part is checked before the first `?`, so that all problems come at once.
        let deployment = self.deployment();
        let external = self.external_wanted();
        let idp = self.idp(external);
        let login_client = self.web_client();
        let server = self.server(
            deployment.as_ref(),
            idp.as_ref(),
            login_client.as_ref(),
            external,
        );
        let secrets = self.secrets(deployment.as_ref(), external);
        let (deployment, idp) = (deployment?, idp?);
        Some(Answers {
            chart: deployment.chart,
            version: deployment.version,
            url: deployment.url,
            release: deployment.release,
            namespace: deployment.namespace,
            topology: deployment.topology,
            login: self.login(&idp, login_client?),
            idp: idp.kind,
            server: server?,
            secrets: secrets?,
        })
    }

    /// Whether the external server is wanted; `None` when nobody said.
    fn external_wanted(&mut self) -> Option<bool> {
        if self.raw.auth_server.is_none() {
            self.problems.missing(
                "authServer",
                "`internal`: flyteadmin issues tokens, works with every provider; `external`: the identity provider does",
            );
        }
        self.raw
            .auth_server
            .map(|server| server == ServerWord::External)
    }

    /// Where the secrets go; the values file, when nobody said.
    fn secrets_word(&self) -> SecretsWord {
        self.raw.secrets.unwrap_or(SecretsWord::Inline)
    }

    /// Reads a secret for `key`.
    fn secret(&mut self, key: &str, source: &SecretSource) -> Option<Secret> {
        let read = source::read(source, self.store);
        let (secret, trimmed) = self.problems.take(key, read)?;
        if trimmed {
            self.notes.push(format!(
                "`{key}`: the line end after the secret was left out, as Flyte does too"
            ));
        }
        Some(secret)
    }
}

/// Says that an answer is for another chart.
fn not_for(chart: Chart, key: &str) -> crate::diagnostic::Fault {
    crate::diagnostic::Fault::new(format!("`{key}` means nothing for {chart}")).help("leave it out")
}
