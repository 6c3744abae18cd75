//! What a values file says already: answers and secrets that no one has to give again.

mod of_model;
mod seen;
mod unusable;

use indexmap::IndexMap;
use serde_json::{Value, json};

use self::of_model::of_model;
use self::seen::SeenKeys;
pub use self::unusable::UnusableAnswer;
use self::unusable::is_read_from;

use super::{AnswersInput, SecretStore};
use crate::chart::{Chart, OwnValues};
use crate::diagnostic::{Fault, Place};
use crate::idp::{ClientId, IdpKind, Issuer};
use crate::release::Model;
use crate::secret::Secret;
use crate::values::{self, is_placeholder, to_serde};
use crate::yaml::{HelmVersion, read};

/// The secrets that a values file has.
#[derive(Debug, Clone, Default)]
pub struct KeptSecrets {
    /// The web client's secret, with the ID that it belongs to, where the file has one.
    pub web: Option<KeptSecret>,
    /// The secret of flytepropeller's client at the identity provider, with the ID that it belongs to.
    pub propeller: Option<KeptSecret>,
    /// flytepropeller's password at the internal server.
    pub password: Option<Secret>,
    /// The hash of flytepropeller's password.
    pub hash: Option<Secret>,
    /// The hash of the password of CI's client at the internal server.
    pub ci: Option<KeptSecret>,
}

/// A secret that a values file has.
#[derive(Debug, Clone)]
pub struct KeptSecret {
    /// The client's ID, where the file has it.
    pub id: Option<String>,
    pub secret: Secret,
}

impl KeptSecret {
    /// Whether this is the secret of the client with an ID.
    pub fn is_of(&self, id: Option<&str>) -> bool {
        self.id.is_none() || id.is_none() || self.id.as_deref() == id
    }
}

impl KeptSecrets {
    /// Whether there is a secret for the answer to `key`.
    pub fn has(&self, key: &str) -> bool {
        match key {
            "clients.web.secret" => self.web.is_some(),
            "clients.propeller.secret" => self.propeller.is_some() || self.password.is_some(),
            "clients.propeller.hash" => self.hash.is_some(),
            "clients.ci.secret" => self.ci.is_some(),
            _ => false,
        }
    }
}

/// What a values file says already.
#[derive(Debug, Clone, Default)]
pub struct FileAnswers {
    /// Answers, by key.
    pub answers: IndexMap<&'static str, Value>,
    pub secrets: KeptSecrets,
    /// The texts that answers are read from, each with its answer, its place, and why it is not an answer.
    texts: Vec<(&'static str, Place, Option<Fault>)>,
}

impl FileAnswers {
    /// Reads the values file `name` for `chart`. What Flyte reads comes first; what is in the wrong place, in a document that Helm
    /// ignores, or in a file where authentication is disabled or incomplete, fills the gaps.
    pub fn read(name: &str, text: &[u8], values: &values::Value, chart: Chart, model: Option<&Model>) -> Self {
        let mut found = model.map(of_model).unwrap_or_default();
        let mut seen = SeenKeys::of(chart);
        seen.walk(&to_serde(OwnValues::of(values).values), &mut Vec::new());
        for document in other_documents(text) {
            seen.walk(&document, &mut Vec::new());
        }
        for (key, value) in seen.answers() {
            found.entry(key).or_insert(value);
        }
        let texts = unusable::located(&seen.texts, name, text, values);
        Self { answers: found, secrets: seen.secrets, texts }
    }
}

/// What an answer decides besides itself: with another answer to the first key than the file's, what the file says to the
/// others is not for this deployment.
const DECIDES: [(&str, &[&str]); 6] = [
    ("url", &["audience", "dataPlane."]),
    ("idp.type", &["idp.", "authServer", "clients.", "audience", "offlineAccess"]),
    ("authServer", &["audience", "clients.flytectl.", "clients.propeller.", "clients.ci."]),
    ("chart", &["secretNames."]),
    ("secrets", &["secretNames."]),
    ("sandbox", &["url"]),
];

impl FileAnswers {
    /// Leaves out what other answers, from flags or a file, say differently.
    pub fn yield_to(&mut self, given: &AnswersInput) {
        let idps = given.answer("idp.type").zip(self.answers.get("idp.type"));
        if idps.is_some_and(|(given, there)| given != there) {
            // These clients are at the provider that the file names.
            self.secrets.web = None;
            self.secrets.propeller = None;
        }
        for (key, others) in DECIDES {
            let is_other = given.answer(key).is_some_and(|answer| self.answers.get(key) != Some(answer));
            if is_other {
                self.answers.retain(|key, _| !others.iter().any(|other| key.starts_with(other)));
            }
        }
        // Parts of an issuer go together.
        let idp = given.answer("idp").and_then(Value::as_object);
        if idp.is_some_and(|idp| {
            idp.keys().any(|key| matches!(key.as_str(), "issuer" | "org" | "server" | "url" | "realm" | "tenant"))
        }) {
            self.answers.retain(|key, _| !key.starts_with("idp.") || *key == "idp.type");
        }
        self.answers.retain(|key, _| given.answer(key).is_none());
    }

    /// The texts that cannot be answers.
    pub fn unusable(&self) -> Vec<UnusableAnswer> {
        let faulty = self.texts.iter().filter_map(|(key, place, fault)| {
            Some(UnusableAnswer { key, fault: fault.clone()?, place: place.clone() })
        });
        faulty.collect()
    }

    /// Gives `input` the answers and secrets of the file where it lacks some. Answers that the checks refuse are left out.
    pub fn complete(mut self, input: &mut AnswersInput, store: &dyn SecretStore) -> Vec<&'static str> {
        self.yield_to(input);
        input.keep(std::mem::take(&mut self.secrets));
        input.set_unusable(self.unusable());
        // If all that is needed was given, the rest has its defaults.
        if !input.judge(store).iter().any(|problem| problem.is_missing) {
            return Vec::new();
        }
        let mut trial = input.clone();
        for (key, value) in &self.answers {
            trial.overlay(key, value.clone(), "--into");
        }
        let mut wrong = trial.judge(store);
        wrong.retain(|problem| !problem.is_missing);
        for (key, _, fault) in &mut self.texts {
            let refused = wrong.iter().find(|problem| is_read_from(&problem.key, key));
            *fault = fault.take().or_else(|| refused.map(|problem| problem.fault.clone()));
        }
        input.set_unusable(self.unusable());
        let mut taken = Vec::new();
        for (key, value) in self.answers {
            if !wrong.iter().any(|wrong| wrong.key.starts_with(key)) {
                input.overlay(key, value, "--into");
                taken.push(key);
            }
        }
        taken
    }
}

/// The documents of a text that Helm ignores.
fn other_documents(text: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(text);
    let mut documents = Vec::new();
    let mut document = String::new();
    for line in text.lines() {
        if line.trim_end() == "---" || line.starts_with("--- ") {
            documents.push(std::mem::take(&mut document));
        } else {
            document.push_str(line);
            document.push('\n');
        }
    }
    documents.push(document);
    let documents = documents.into_iter().filter(|text| !text.trim().is_empty()).skip(1);
    documents
        .filter_map(|text| {
            let stream = read(text.as_bytes(), HelmVersion::V3).ok()?;
            let document = stream.documents.first()?;
            Some(document.to_json(document.root()))
        })
        .collect()
}

/// Whether an ID is one: a placeholder is not an answer.
fn is_id(id: &str) -> bool {
    ClientId::parse(id).is_ok() && !is_placeholder(id)
}

fn insert_issuer(found: &mut IndexMap<&'static str, Value>, issuer: &Issuer) {
    let kind = IdpKind::of(issuer);
    found.insert("idp.type", json!(kind.word()));
    if kind.provider().check_issuer(issuer).is_ok() {
        for (key, part) in kind.provider().parts(issuer) {
            found.insert(key, Value::from(part));
        }
    }
}
