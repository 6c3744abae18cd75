//! Checks answers: turns what the user wrote into answers that values can be generated from, or reports everything that
//! is wrong. Flags, answers files and the wizard all use it.

mod ci;
mod clients;
mod external_client;
mod idp;
mod secrets;
mod site;

use std::ffi::OsString;
use std::io;

use super::existing::KeptSecrets;
use super::model::{Answers, SecretNames};
use super::problem::{Problem, Problems};
use super::raw::{AuthServer, RawAnswers, SecretSource, SecretsWord};
use super::source::{self, ReadSecret, SecretStore};
use crate::chart::Chart;
use crate::deployment::Deployment;
use crate::diagnostic::Fault;
use crate::idp::{ClientId, IdpKind};
use crate::secret::{Password, Secret};
use site::AnswerSite;

/// Valid answers, with notes.
#[derive(Debug)]
pub struct Checked {
    pub answers: Answers,
    /// Notes for the user.
    pub notes: Vec<String>,
}

/// What is known about a deployment before all answers are given, without its secrets.
#[derive(Debug)]
pub struct Sketch {
    /// The deployment, with placeholders for missing answers.
    pub deployment: Deployment,
    /// Where its secrets are stored.
    pub secrets: SecretsWord,
    /// The names of the Secrets managed outside the chart, if secrets are stored there.
    pub secret_names: Option<SecretNames>,
    /// The keys that must be answered before values can be generated.
    pub open: Vec<String>,
    /// Notes for the user.
    pub notes: Vec<String>,
}

/// The state of a check: the answers as written, the problems so far, and the notes.
struct Check<'a> {
    raw: &'a RawAnswers,
    store: &'a dyn SecretStore,
    /// Secrets of the values file that the answers go into.
    kept: &'a KeptSecrets,
    /// Whether answers that are only known after the setup of the identity provider may be missing.
    gaps: bool,
    problems: Problems,
    notes: Vec<String>,
    /// Whether nothing is generated: no password, and no hash, which takes time.
    dry_run: bool,
}

/// Finds the problems of possibly incomplete answers without generating anything.
pub(super) fn find_problems(
    raw: &RawAnswers,
    known: Vec<Problem>,
    store: &dyn SecretStore,
    kept: &KeptSecrets,
) -> Vec<Problem> {
    let mut check = Check::new(raw, known, store, kept);
    check.dry_run = true;
    let _ = check.answers();
    check.problems.into_list()
}

/// Checks answers. `known` are the problems that reading them has found; their keys get no second problem.
pub fn check(
    raw: &RawAnswers,
    known: Vec<Problem>,
    store: &dyn SecretStore,
    kept: &KeptSecrets,
) -> Result<Checked, Vec<Problem>> {
    let mut check = Check::new(raw, known, store, kept);
    let answers = check.answers();
    match answers {
        Some(answers) if check.problems.is_empty() => Ok(Checked { answers, notes: check.notes }),
        _ => Err(check.problems.into_list()),
    }
}

impl<'a> Check<'a> {
    fn new(raw: &'a RawAnswers, known: Vec<Problem>, store: &'a dyn SecretStore, kept: &'a KeptSecrets) -> Self {
        Self { raw, store, kept, gaps: false, problems: Problems::with(known), notes: Vec::new(), dry_run: false }
    }
}

/// Checks the given answers, with placeholders for missing IDs and issuers. Secrets are not read.
pub(super) fn sketch(raw: &RawAnswers, known: Vec<Problem>, kept: &KeptSecrets) -> Result<Sketch, Vec<Problem>> {
    let mut check = Check::new(raw, known, &NoStore, kept);
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
            open: find_problems(raw, Vec::new(), &NoStore, kept)
                .into_iter()
                .filter(|problem| problem.is_missing)
                .map(|problem| problem.key)
                .collect(),
            notes: check.notes,
        }),
        _ => Err(check.problems.into_list()),
    }
}

/// A store without secrets.
struct NoStore;

impl SecretStore for NoStore {
    fn env(&self, _name: &str) -> Option<OsString> {
        None
    }

    fn file(&self, _path: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A part of the answers cannot be read, and its problem is reported.
struct Reported;

impl Check<'_> {
    fn answers(&mut self) -> Option<Answers> {
        // Every part is checked before the first `?`, so that all problems are reported together.
        let site = self.site();
        let deployment = self.deployment(site.as_ref());
        let secrets = self.secrets(site.as_ref(), self.raw.auth_server);
        Some(Answers { deployment: deployment?, secrets: secrets? })
    }

    fn deployment(&mut self, site: Option<&AnswerSite>) -> Option<Deployment> {
        let server = self.auth_server();
        let idp = self.idp(server);
        let web = self.web_client();
        let clients = self.clients(site, idp.as_ref(), web.as_ref(), server);
        let login = idp.as_ref().zip(web).map(|(idp, web)| self.login(idp, web));
        if let (Some(site), Some(idp)) = (site, &idp) {
            self.is_not_flyte(&site.url, idp);
        }
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

    /// Returns the authorization server; `None` if there is no answer, which is a problem.
    fn auth_server(&mut self) -> Option<AuthServer> {
        if self.raw.auth_server.is_none() {
            self.problems.missing(
                "authServer",
                "`internal`: flyteadmin issues tokens, works with every provider; `external`: the identity provider \
                    does",
            );
        }
        self.raw.auth_server
    }

    /// Returns where secrets are stored; by default in the values file.
    fn secrets_word(&self) -> SecretsWord {
        self.raw.secrets.unwrap_or(SecretsWord::Inline)
    }

    /// Reads a hash or another text of one line for `key`.
    fn secret(&mut self, key: &str, source: &SecretSource) -> Option<Secret> {
        let read = source::read(source, self.store);
        self.taken(key, read).map(|read| read.secret)
    }

    /// Reads a password that the user chose for `key`.
    fn passphrase(&mut self, key: &str, source: &SecretSource) -> Option<Password> {
        let read = source::read_passphrase(source, self.store);
        let secret = self.taken(key, read)?.secret;
        let password = Password::new(secret).map_err(|error| Fault::new(error.to_string()).help(error.help()));
        self.problems.take(key, password)
    }

    /// Reads the secret of the client with an ID at the identity provider for `key`.
    fn client_secret(&mut self, key: &str, source: &SecretSource, id: Option<&str>) -> Option<Secret> {
        let read = source::read(source, self.store);
        let read = self.taken(key, read)?;
        let text = read.secret.expose();
        let other = read.client_id.as_deref().filter(|other| id.is_some_and(|id| id != *other));
        let fault = if other.is_some() {
            Some(
                Fault::new("the downloaded file is for a client with another ID")
                    .help("omit the ID, which is then read from the file, or use this client's file"),
            )
        } else if id == Some(text) {
            Some(Fault::new("this is the client's ID, not its secret").help("copy the client secret"))
        } else {
            self.idp_kind().secret_fault(text)
        };
        if let Some(fault) = fault {
            self.problems.add(key, fault);
            return None;
        }
        Some(read.secret)
    }

    fn taken(&mut self, key: &str, read: Result<ReadSecret, Fault>) -> Option<ReadSecret> {
        let read = self.problems.take(key, read)?;
        if read.trimmed {
            self.notes.push(format!("`{key}`: the trailing newline of the secret is dropped, as Flyte does"));
        }
        Some(read)
    }

    /// Parses a client's ID at the identity provider.
    fn client_id(&mut self, key: &str, id: &str) -> Option<ClientId> {
        let parsed = self.idp_kind().client_id_fault(id).map_or_else(|| ClientId::parse(id), Err);
        self.problems.take(key, parsed)
    }

    /// Returns the kind of the identity provider; the general one if it is unknown.
    fn idp_kind(&self) -> IdpKind {
        self.raw.idp.as_ref().and_then(|idp| idp.kind).unwrap_or(IdpKind::Oidc)
    }
}

/// Returns the fault of an answer that only applies to the other chart.
fn not_for(chart: Chart, key: &str) -> Fault {
    Fault::new(format!("`{key}` does not apply to {chart}")).help("leave it out")
}
