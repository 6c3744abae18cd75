//! The answers so far.

use indexmap::IndexMap;
use serde_json::Value;

use super::question::{AnswerForm, OfferValue, Question};
use super::questions::{self, QUESTIONS};
use super::unsourced::Unsourced;
use super::vault::TypedSecrets;
use crate::answers::{AnswersInput, Problem, UnusableAnswer, flags_of};
use crate::idp::IdpKind;
use crate::text::visible;

/// The origin of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerOrigin {
    /// A flag or an answers file.
    Given,
    /// A question of this run or of an earlier one.
    Asked,
    /// The values file that the settings are merged into.
    Found,
}

/// The answers so far, with their origins.
pub struct WizardState<'a> {
    /// The answers of flags and an answers file.
    pub(super) given: AnswersInput,
    /// The answers to questions; null for an omitted answer.
    entered: IndexMap<&'static str, Value>,
    /// Answers that were taken back, to offer them when the question is asked again.
    kept: IndexMap<&'static str, Value>,
    /// The values file of `found`, for messages.
    pub(super) found_in: Option<String>,
    found: IndexMap<&'static str, Value>,
    /// The public URL at the review, and whether there was a review.
    earlier_url: Option<String>,
    has_seen_review: bool,
    /// The typed secrets.
    pub vault: TypedSecrets<'a>,
}

impl<'a> WizardState<'a> {
    /// Creates a state with only the given answers.
    pub fn new(given: AnswersInput, vault: TypedSecrets<'a>) -> Self {
        Self {
            given,
            entered: IndexMap::new(),
            kept: IndexMap::new(),
            found_in: None,
            found: IndexMap::new(),
            earlier_url: None,
            has_seen_review: false,
            vault,
        }
    }

    /// Offers the answers found in values as defaults.
    pub fn offer_found(&mut self, place: String, found: IndexMap<&'static str, Value>) {
        self.found_in = Some(place);
        self.found = found;
        // An Okta issuer without a server is the org server's.
        if self.found.contains_key("idp.org") {
            self.found.entry("idp.server").or_insert(Value::Null);
        }
    }

    /// Takes the answers found in values, so that only missing ones are asked for.
    pub fn take_found(&mut self) {
        for (key, value) in self.found.clone() {
            if let Some(question) = questions::question(key)
                && self.given.answer(key).is_none()
            {
                if question.key == "url" {
                    self.earlier_url = value.as_str().map(str::to_owned);
                }
                self.entered.insert(question.key, value);
            }
        }
    }

    /// Returns whether answers were found in values.
    pub fn has_found(&self) -> bool {
        !self.found.is_empty()
    }

    /// Returns the file in which the default for a question was found.
    pub(super) fn found_in(&self, key: &str) -> Option<&str> {
        let is_found = !self.kept.contains_key(key) && self.found.contains_key(key);
        self.found_in.as_deref().filter(|_| is_found)
    }

    /// Returns the answer to a key, unless it was omitted.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self.entered.get(key) {
            Some(value) => Some(value).filter(|value| !value.is_null()),
            None => self.given.answer(key),
        }
    }

    /// Returns the answer to a key, if it is a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Returns whether the answer to a key is this word.
    pub fn is(&self, key: &str, word: &str) -> bool {
        self.text(key) == Some(word)
    }

    /// Returns whether a key needs no question any more.
    pub fn is_settled(&self, key: &str) -> bool {
        self.entered.contains_key(key) || self.given.answer(key).is_some()
    }

    /// Returns whether a key was answered in the wizard, not by a flag or a file.
    pub(super) fn is_entered(&self, key: &str) -> bool {
        self.entered.contains_key(key)
    }

    /// Returns whether a flag or an answers file answers a key.
    pub(super) fn is_given(&self, key: &str) -> bool {
        self.given.answer(key).is_some()
    }

    /// Answers a question. If the answer changes, dependent answers are dropped.
    pub(super) fn answer(&mut self, question: &'static Question, value: Value) {
        let before = self.kept.shift_remove(question.key);
        let before =
            before.or_else(|| self.get(question.key).cloned()).or_else(|| self.found.get(question.key).cloned());
        if before.is_some_and(|before| before != value) {
            let falls = |key: &str| key != question.key && question.governed().any(|start| key.starts_with(start));
            self.entered.retain(|key, _| !falls(key));
            self.kept.retain(|key, _| !falls(key));
            self.found.retain(|key, _| !falls(key));
        }
        if question.key == "url" && !self.has_seen_review {
            self.earlier_url = value.as_str().map(str::to_owned);
        }
        self.entered.insert(question.key, value);
    }

    /// Marks the review as shown: a URL that changes later changes what may be registered at the identity provider.
    pub fn see_review(&mut self) {
        self.has_seen_review = true;
    }

    /// Returns whether the public URL changed after it had been answered.
    pub fn has_other_url(&self) -> bool {
        self.earlier_url.as_deref().is_some_and(|earlier| self.text("url") != Some(earlier))
    }

    /// Returns whether a flow was chosen.
    pub fn uses(&self, flow: &str) -> bool {
        self.get("~flows").and_then(Value::as_array).is_some_and(|flows| flows.iter().any(|other| other == flow))
    }

    /// Takes an answer of an earlier run unchanged.
    pub fn resume(&mut self, question: &'static Question, value: Value) {
        self.entered.insert(question.key, value);
    }

    /// Drops the answers of this run and of an earlier one.
    pub fn start_anew(&mut self) {
        self.entered.clear();
    }

    /// Takes an answer back. It is offered when the question is asked again.
    pub(super) fn reopen(&mut self, key: &'static str) {
        if let Some(value) = self.entered.shift_remove(key)
            && !value.is_null()
        {
            self.kept.insert(key, value);
        }
    }

    /// Drops an invalid answer, which isn't offered again.
    pub(super) fn discard(&mut self, key: &str) {
        self.entered.shift_remove(key);
    }

    /// Returns the origin of the answer to a key, if it has one.
    pub fn origin(&self, key: &str) -> Option<AnswerOrigin> {
        match (self.entered.get(key), self.given.answer(key)) {
            (Some(answer), _) if self.found.get(key) == Some(answer) => Some(AnswerOrigin::Found),
            (Some(_), _) => Some(AnswerOrigin::Asked),
            // The chart of a values file is set beforehand.
            (None, given) => given.filter(|_| !self.given.is_from_values(key)).map(|_| AnswerOrigin::Given),
        }
    }

    /// Returns the answer to offer as the default.
    pub(super) fn offered(&self, question: &Question) -> Option<Value> {
        let kept = self.kept.get(question.key);
        kept.or_else(|| self.get(question.key))
            .or_else(|| self.found.get(question.key))
            .cloned()
            .or_else(|| self.default(question))
    }

    /// Returns the question's own default. A secret in the values file takes precedence over a variable.
    fn default(&self, question: &Question) -> Option<Value> {
        let unsourced = matches!(question.form, AnswerForm::Secret(_)).then(|| self.without_source(question)).flatten();
        match unsourced {
            Some(Unsourced::Kept(_)) => Some(Value::Null),
            Some(Unsourced::Generated) => (question.default)(self).or(Some(Value::Null)),
            None => (question.default)(self),
        }
    }

    /// Returns all answers of the wizard.
    pub fn entered(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.entered.iter().map(|(key, value)| (*key, value))
    }

    /// Returns the answers as one input to check.
    pub fn input(&self) -> AnswersInput {
        let mut input = self.given.clone();
        for question in QUESTIONS.iter().copied() {
            if !(question.applies)(self) {
                continue;
            }
            match self.entered.get(question.key) {
                Some(Value::Null) => {}
                Some(value) if !questions::is_of_the_wizard(question.key) => {
                    let flag = flags_of(question.key).find(|row| !row.words(value).is_empty());
                    input.overlay(question.key, value.clone(), flag.map_or("", |row| row.flag));
                }
                Some(_) => {}
                None => flags_of(question.key).for_each(|row| input.offer(row.key, row.flag)),
            }
        }
        if let Some(address) = questions::keycloak_address(self) {
            input.overlay("idp.url", Value::from(address), "--keycloak-url");
        }
        if let Some(only) = questions::only_server(self) {
            input.overlay("authServer", Value::from(only), "--auth-server");
        }
        input
    }

    /// Returns the problems of the answers so far, except missing answers.
    pub fn problems(&self) -> Vec<Problem> {
        let mut input = self.input();
        if let Some((key, value)) = questions::provisional(self) {
            input.overlay(key, Value::from(value), "");
        }
        let mut problems = input.find_problems(&self.vault);
        problems.retain(|problem| !problem.is_missing);
        problems
    }

    /// Returns the missing answers.
    pub fn missing(&self) -> Vec<Problem> {
        let mut problems = self.input().find_problems(&self.vault);
        problems.retain(|problem| problem.is_missing);
        problems
    }

    /// Returns the text in the values file that should answer `key`, but is unusable.
    pub fn unusable(&self, key: &str) -> Option<&UnusableAnswer> {
        self.given.unusable(key)
    }

    /// Returns the variables that stand for typed secrets, as far as these are used.
    pub fn typed_variables(&self) -> Vec<&'static str> {
        let typed = QUESTIONS.iter().filter_map(|question| {
            let AnswerForm::Secret(variable) = &question.form else {
                return None;
            };
            let counts = (question.applies)(self) && self.vault.is_typed(variable);
            counts.then_some(*variable)
        });
        typed.collect()
    }

    /// Returns the kind of the identity provider.
    pub(super) fn idp(&self) -> Option<IdpKind> {
        let word = self.text("idp.type")?;
        IdpKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Returns whether the identity provider issues the access tokens.
    pub fn is_external(&self) -> bool {
        self.is("authServer", "external") && questions::only_server(self).is_none()
    }

    /// Formats an answer for the user; of a secret, only its source.
    pub fn shown(&self, question: &Question) -> Option<String> {
        let Some(value) = self.get(question.key) else {
            return self.is_entered(question.key).then(|| left_out(self, question)).flatten();
        };
        Some(match (&question.form, value) {
            (AnswerForm::Choice(offers) | AnswerForm::Several(offers), value) => {
                let offers = offers(self);
                let label = |value: &Value| {
                    let offer =
                        offers.iter().find(|offer| matches!(&offer.means, OfferValue::This(this) if this == value));
                    offer.map_or_else(|| plain(value), |offer| offer.choice.label.clone())
                };
                match value {
                    Value::Array(values) => values.iter().map(label).collect::<Vec<_>>().join(", "),
                    value => label(value),
                }
            }
            (AnswerForm::YesNo, value) => if value == &Value::Bool(true) { "yes" } else { "no" }.to_owned(),
            (AnswerForm::Secret(_), value) => self.place_of_secret(value),
            (AnswerForm::Text | AnswerForm::List, value) => plain(value),
        })
    }

    fn place_of_secret(&self, source: &Value) -> String {
        let name = |kind: &str| source.get(kind).and_then(Value::as_str).map(visible);
        match (name("env"), name("file")) {
            (Some(variable), _) if self.vault.is_typed(&variable) => "typed (hidden)".to_owned(),
            (Some(variable), _) => format!("variable {variable}"),
            (None, Some(path)) => format!("file {path}"),
            (None, None) => String::new(),
        }
    }
}

/// Describes an omitted answer, if omitting it was a choice.
fn left_out(state: &WizardState<'_>, question: &Question) -> Option<String> {
    match &question.form {
        AnswerForm::YesNo => Some("no".to_owned()),
        AnswerForm::Secret(_) => state.without_source(question).map(|unsourced| match unsourced {
            Unsourced::Kept(place) => format!("kept from {place}"),
            Unsourced::Generated => "generated".to_owned(),
        }),
        AnswerForm::Choice(offers) => offers(state)
            .into_iter()
            .find(|offer| matches!(offer.means, OfferValue::Nothing))
            .map(|offer| offer.choice.label),
        _ => None,
    }
}

/// Formats a value for the user.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => visible(text),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => visible(&other.to_string()),
    }
}
