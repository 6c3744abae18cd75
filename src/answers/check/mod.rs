//! From what a person wrote to answers that can be generated, or everything that is wrong with them. Flags, answers
//! files and the questions all come through here.

mod ci;
mod clients;
mod idp;
mod secrets;
mod site;

use std::ffi::OsString;
use std::io;

use super::model::{Answers, SecretNames};
use super::problem::{Problem, Problems};
use super::raw::{RawAnswers, SecretSource, SecretsWord, ServerWord};
use super::source::{self, SecretStore};
use crate::chart::Chart;
use crate::deployment::Deployment;
use crate::secret::Secret;
use site::Site;

/// Answers that can be generated, and what to tell about them.
#[derive(Debug)]
pub struct Checked {
    /// The answers.
    pub answers: Answers,
    /// What a person should know though nothing is wrong.
    pub notes: Vec<String>,
}

/// What is known of a deployment before all answers are there, without its secrets.
#[derive(Debug)]
pub struct Sketch {
    /// The deployment; what was not answered are placeholders.
    pub deployment: Deployment,
    /// Where its secrets go.
    pub secrets: SecretsWord,
    /// The names of the Secrets made elsewhere, where they go there.
    pub secret_names: Option<SecretNames>,
    /// The keys that are still to be answered before values can be generated.
    pub open: Vec<String>,
    /// What a person should know though nothing is wrong.
    pub notes: Vec<String>,
}

/// The state of a check: the answers as written, what is wrong so far, and what to tell.
struct Check<'a> {
    raw: &'a RawAnswers,
    store: &'a dyn SecretStore,
    /// Whether what is not known before the identity provider is set up may be missing.
    gaps: bool,
    problems: Problems,
    notes: Vec<String>,
    /// Whether nothing is to be made: no password, no hash, which takes its time.
    judging: bool,
}

/// What is wrong with answers that may be some of those that are needed; nothing is made of them.
pub(super) fn judge(raw: &RawAnswers, known: Vec<Problem>, store: &dyn SecretStore) -> Vec<Problem> {
    let mut check = Check::new(raw, known, store);
    check.judging = true;
    let _ = check.answers();
    check.problems.into_list()
}

/// Checks answers. `known` are the problems that reading them found already: their keys get no second one.
pub fn check(raw: &RawAnswers, known: Vec<Problem>, store: &dyn SecretStore) -> Result<Checked, Vec<Problem>> {
    let mut check = Check::new(raw, known, store);
    let answers = check.answers();
    match answers {
        Some(answers) if check.problems.is_empty() => Ok(Checked { answers, notes: check.notes }),
        _ => Err(check.problems.into_list()),
    }
}

impl<'a> Check<'a> {
    fn new(raw: &'a RawAnswers, known: Vec<Problem>, store: &'a dyn SecretStore) -> Self {
        Self { raw, store, gaps: false, problems: Problems::with(known), notes: Vec::new(), judging: false }
    }
}

/// Checks the answers that are there and puts placeholders in place of the ids and issuers that are not. Secrets are
/// not read.
pub(super) fn sketch(raw: &RawAnswers, known: Vec<Problem>) -> Result<Sketch, Vec<Problem>> {
    let mut check = Check::new(raw, known, &NoStore);
    check.gaps = true;
    let site = check.site();
    let deployment = check.deployment(site.as_ref());
    let secrets = check.secrets_word();
    let secret_names = site.filter(|_| secrets == SecretsWord::Existing).and_then(|site| check.secret_names(&site));
    match deployment {
        Some(deployment) if check.problems.is_empty() => Ok(Sketch {
            deployment,
            secrets,
            secret_names,
            open: judge(raw, Vec::new(), &NoStore)
                .into_iter()
                .filter(|problem| problem.is_missing)
                .map(|problem| problem.key)
                .collect(),
            notes: check.notes,
        }),
        _ => Err(check.problems.into_list()),
    }
}

/// No secrets at all.
struct NoStore;

impl SecretStore for NoStore {
    fn env(&self, _name: &str) -> Option<OsString> {
        None
    }

    fn file(&self, _path: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

impl Check<'_> {
    fn answers(&mut self) -> Option<Answers> {
        // Every part is checked before the first `?`, so that all problems come at once.
        let site = self.site();
        let deployment = self.deployment(site.as_ref());
        let external = self.raw.auth_server.map(|server| server == ServerWord::External);
        let secrets = self.secrets(site.as_ref(), external);
        Some(Answers { deployment: deployment?, secrets: secrets? })
    }

    fn deployment(&mut self, site: Option<&Site>) -> Option<Deployment> {
        let external = self.external_wanted();
        let idp = self.idp(external);
        let web = self.web_client();
        let clients = self.clients(site, idp.as_ref(), web.as_ref(), external);
        let login = idp.as_ref().zip(web).map(|(idp, web)| self.login(idp, web));
        let (site, idp, clients) = (site?, idp?, clients?);
        Some(Deployment {
            chart: site.chart,
            version: site.version,
            url: site.url.clone(),
            release: site.release.clone(),
            namespace: site.namespace.clone(),
            pods: site.chart.server(site.release.as_str()),
            topology: site.topology.clone(),
            idp: idp.kind,
            login: login?,
            server: clients.server,
            flytectl: clients.flytectl,
            propeller: clients.propeller,
            ci: clients.ci,
        })
    }

    /// Whether the external server is wanted; `None` when nobody said.
    fn external_wanted(&mut self) -> Option<bool> {
        if self.raw.auth_server.is_none() {
            self.problems.missing(
                "authServer",
                "`internal`: flyteadmin issues tokens, works with every provider; `external`: the identity provider \
                    does",
            );
        }
        self.raw.auth_server.map(|server| server == ServerWord::External)
    }

    /// Where the secrets go; the values file, when nobody said.
    fn secrets_word(&self) -> SecretsWord {
        self.raw.secrets.unwrap_or(SecretsWord::Inline)
    }

    /// Reads a secret for `key`.
    fn secret(&mut self, key: &str, source: &SecretSource) -> Option<Secret> {
        let read = source::read_secret(source, self.store);
        let (secret, trimmed) = self.problems.take(key, read)?;
        if trimmed {
            self.notes.push(format!("`{key}`: the line end after the secret was left out, as Flyte does too"));
        }
        Some(secret)
    }
}

/// Says that an answer is for another chart.
fn not_for(chart: Chart, key: &str) -> crate::diagnostic::Fault {
    crate::diagnostic::Fault::new(format!("`{key}` means nothing for {chart}")).help("leave it out")
}
