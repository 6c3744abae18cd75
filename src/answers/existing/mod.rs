//! Answers and secrets that a values file already contains.

mod of_model;
mod seen;
mod unusable;

use indexmap::IndexMap;
use serde_json::{Value, json};

use self::of_model::of_model;
use self::seen::SeenKeys;
pub use self::unusable::UnusableAnswer;
use self::unusable::is_read_from;

use super::{AnswersInput, SecretStore, ValuesFlag};
use crate::answers::dependent::DEPENDENT;
use crate::chart::{Chart, OwnValues};
use crate::diagnostic::{Fault, Place};
use crate::idp::{ClientId, IdpKind, Issuer};
use crate::release::Model;
use crate::secret::Secret;
use crate::values::{self, is_placeholder, to_serde};
use crate::yaml::{HelmVersion, read};

/// The secrets in a values file.
#[derive(Debug, Clone, Default)]
pub struct KeptSecrets {
    /// The web client's secret, with its ID if the file has it.
    pub web: Option<KeptSecret>,
    /// The secret of flytepropeller's client at the identity provider, with its ID if the file has it.
    pub propeller: Option<KeptSecret>,
    /// flytepropeller's password at the internal server.
    pub password: Option<Secret>,
    /// The hash of flytepropeller's password.
    pub hash: Option<Secret>,
    /// The hash of the password of CI's client at the internal server.
    pub ci: Option<KeptSecret>,
    /// The name of the separate file that has them; `None` if it is the values file itself.
    pub file: Option<String>,
}

/// A secret in a values file.
#[derive(Debug, Clone)]
pub struct KeptSecret {
    /// The client's ID, if the file has it.
    pub id: Option<String>,
    pub secret: Secret,
}

impl KeptSecret {
    /// Returns whether this is the secret of the client with an ID.
    pub fn is_of(&self, id: Option<&str>) -> bool {
        self.id.is_none() || id.is_none() || self.id.as_deref() == id
    }
}

impl KeptSecrets {
    /// Returns whether there is a secret for the answer to `key`.
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

/// The answers and secrets in a values file.
#[derive(Debug, Clone, Default)]
pub struct FileAnswers {
    /// The answers, by key.
    pub answers: IndexMap<&'static str, Value>,
    pub secrets: KeptSecrets,
    /// The texts that answers are read from, each with its answer, its place, and its fault if it is not an answer.
    texts: Vec<(&'static str, Place, Option<Fault>)>,
}

impl FileAnswers {
    /// Reads the values file `name` for `chart`. Values that Flyte reads take precedence; the rest comes from misplaced
    /// values, documents that Helm ignores, and files in which authentication is disabled or incomplete.
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

impl FileAnswers {
    /// Removes answers that other answers, from flags or a file, contradict.
    pub fn yield_to(&mut self, given: &AnswersInput) {
        let idps = given.answer("idp.type").zip(self.answers.get("idp.type"));
        if idps.is_some_and(|(given, there)| given != there) {
            // These clients are at the file's provider.
            self.secrets.web = None;
            self.secrets.propeller = None;
        }
        for (key, others) in DEPENDENT {
            let is_other = given.answer(key).is_some_and(|answer| self.answers.get(key) != Some(answer));
            if is_other {
                self.answers.retain(|key, _| !others.iter().any(|other| key.starts_with(other)));
            }
        }
        // The parts of an issuer belong together.
        let idp = given.answer("idp").and_then(Value::as_object);
        if idp.is_some_and(|idp| {
            idp.keys().any(|key| matches!(key.as_str(), "issuer" | "org" | "server" | "url" | "realm" | "tenant"))
        }) {
            self.answers.retain(|key, _| !key.starts_with("idp.") || *key == "idp.type");
        }
        self.answers.retain(|key, _| given.answer(key).is_none());
    }

    /// Returns the texts that cannot be answers.
    pub fn unusable(&self) -> Vec<UnusableAnswer> {
        let faulty = self.texts.iter().filter_map(|(key, place, fault)| {
            Some(UnusableAnswer { key, fault: fault.clone()?, place: place.clone() })
        });
        faulty.collect()
    }

    /// Adds the file's answers and secrets to `input` where they are missing. Answers that fail the checks are left
    /// out.
    pub fn complete(mut self, input: &mut AnswersInput, store: &dyn SecretStore) -> Vec<&'static str> {
        self.yield_to(input);
        // Secrets of a separate file stay in one.
        if self.secrets.file.is_some() && input.answer("secrets").is_none() {
            input.overlay("secrets", json!("separate"), ValuesFlag::Into.as_str());
        }
        input.keep(std::mem::take(&mut self.secrets));
        input.set_unusable(self.unusable());
        // If all required answers are given, the others have defaults.
        if !input.find_problems(store).iter().any(|problem| problem.is_missing) {
            return Vec::new();
        }
        let mut trial = input.clone();
        for (key, value) in &self.answers {
            trial.overlay(key, value.clone(), ValuesFlag::Into.as_str());
        }
        let mut wrong = trial.find_problems(store);
        wrong.retain(|problem| !problem.is_missing);
        for (key, _, fault) in &mut self.texts {
            let refused = wrong.iter().find(|problem| is_read_from(&problem.key, key));
            *fault = fault.take().or_else(|| refused.map(|problem| problem.fault.clone()));
        }
        input.set_unusable(self.unusable());
        let mut taken = Vec::new();
        for (key, value) in self.answers {
            if !wrong.iter().any(|wrong| wrong.key.starts_with(key)) {
                input.overlay(key, value, ValuesFlag::Into.as_str());
                taken.push(key);
            }
        }
        taken
    }
}

/// Returns the documents of a text that Helm ignores.
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

/// Returns whether an ID is valid and not a placeholder.
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
