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

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerOrigin {
    /// A flag, or an answers file.
    Given,
    /// A question of this run, or of an earlier one.
    Asked,
    /// The values file that the settings go into.
    Found,
}

/// The answers so far, and where each came from.
pub struct WizardState<'a> {
    /// What flags and an answers file say.
    pub(super) given: AnswersInput,
    /// What was answered here; null for an answer that is left out.
    entered: IndexMap<&'static str, Value>,
    /// What to offer, should it be asked: answers that were taken back, or found in values.
    kept: IndexMap<&'static str, Value>,
    /// Where values were found, for those that are offered because of it.
    pub(super) found_in: Option<String>,
    found: IndexMap<&'static str, Value>,
    /// The public URL before the review, and whether that was shown.
    earlier_url: Option<String>,
    has_seen_review: bool,
    /// The secrets that were typed in.
    pub vault: TypedSecrets<'a>,
}

impl<'a> WizardState<'a> {
    /// Nothing is answered but what is given.
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

    /// Offers what was found in values.
    pub fn offer_found(&mut self, place: String, found: IndexMap<&'static str, Value>) {
        self.found_in = Some(place);
        self.found = found;
        // An Okta issuer without a server is that of the org server.
        if self.found.contains_key("idp.org") {
            self.found.entry("idp.server").or_insert(Value::Null);
        }
    }

    /// Takes what was found in values as answers, so that only what is missing is asked for.
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

    /// Whether answers were found in values.
    pub fn has_found(&self) -> bool {
        !self.found.is_empty()
    }

    /// Where what is offered for a question was found.
    pub(super) fn found_in(&self, key: &str) -> Option<&str> {
        let is_found = !self.kept.contains_key(key) && self.found.contains_key(key);
        self.found_in.as_deref().filter(|_| is_found)
    }

    /// The answer to a key, unless it is left out.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self.entered.get(key) {
            Some(value) => Some(value).filter(|value| !value.is_null()),
            None => self.given.answer(key),
        }
    }

    /// The answer to a key, if it is text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Whether a key has this word for an answer.
    pub fn is(&self, key: &str, word: &str) -> bool {
        self.text(key) == Some(word)
    }

    /// Whether a key needs no question any more.
    pub fn is_settled(&self, key: &str) -> bool {
        self.entered.contains_key(key) || self.given.answer(key).is_some()
    }

    /// Whether a key was answered here, and not by a flag or a file.
    pub(super) fn is_entered(&self, key: &str) -> bool {
        self.entered.contains_key(key)
    }

    /// Whether a flag or an answers file answers a key.
    pub(super) fn is_given(&self, key: &str) -> bool {
        self.given.answer(key).is_some()
    }

    /// Answers a question. What depends on it is forgotten if the answer is another one than before.
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

    /// A URL that changes from here on changes what may be registered at the identity provider.
    pub fn see_review(&mut self) {
        self.has_seen_review = true;
    }

    /// Whether the public URL changed after another one had been answered.
    pub fn has_other_url(&self) -> bool {
        self.earlier_url.as_deref().is_some_and(|earlier| self.text("url") != Some(earlier))
    }

    /// Whether a flow was chosen.
    pub fn uses(&self, flow: &str) -> bool {
        self.get("~flows").and_then(Value::as_array).is_some_and(|flows| flows.iter().any(|other| other == flow))
    }

    /// Takes an answer as it is, from an earlier run.
    pub fn resume(&mut self, question: &'static Question, value: Value) {
        self.entered.insert(question.key, value);
    }

    /// Forgets what was answered here, and by an earlier run.
    pub fn start_anew(&mut self) {
        self.entered.clear();
    }

    /// Takes an answer back; it is offered when the question is asked again.
    pub(super) fn reopen(&mut self, key: &'static str) {
        if let Some(value) = self.entered.shift_remove(key)
            && !value.is_null()
        {
            self.kept.insert(key, value);
        }
    }

    /// Drops an answer that is wrong: it is not offered again.
    pub(super) fn discard(&mut self, key: &str) {
        self.entered.shift_remove(key);
    }

    /// Where the answer to a key comes from, if it has one.
    pub fn origin(&self, key: &str) -> Option<AnswerOrigin> {
        match (self.entered.get(key), self.given.answer(key)) {
            (Some(answer), _) if self.found.get(key) == Some(answer) => Some(AnswerOrigin::Found),
            (Some(_), _) => Some(AnswerOrigin::Asked),
            // The chart of a values file is said beforehand.
            (None, given) => given.filter(|_| !self.given.is_from_values(key)).map(|_| AnswerOrigin::Given),
        }
    }

    /// The answer to offer.
    pub(super) fn offered(&self, question: &Question) -> Option<Value> {
        let kept = self.kept.get(question.key);
        kept.or_else(|| self.get(question.key))
            .or_else(|| self.found.get(question.key))
            .cloned()
            .or_else(|| self.default(question))
    }

    /// The answer where no one gives another one. A secret of the values file comes before a variable.
    fn default(&self, question: &Question) -> Option<Value> {
        let unsourced = matches!(question.form, AnswerForm::Secret(_)).then(|| self.without_source(question)).flatten();
        match unsourced {
            Some(Unsourced::Kept(_)) => Some(Value::Null),
            Some(Unsourced::Generated) => (question.default)(self).or(Some(Value::Null)),
            None => (question.default)(self),
        }
    }

    /// All that was answered here.
    pub fn entered(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.entered.iter().map(|(key, value)| (*key, value))
    }

    /// The answers as one input, ready to be checked.
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

    /// What is wrong with the answers so far, apart from what is missing.
    pub fn problems(&self) -> Vec<Problem> {
        let mut input = self.input();
        if let Some((key, value)) = questions::provisional(self) {
            input.overlay(key, Value::from(value), "");
        }
        let mut problems = input.find_problems(&self.vault);
        problems.retain(|problem| !problem.is_missing);
        problems
    }

    /// What is missing.
    pub fn missing(&self) -> Vec<Problem> {
        let mut problems = self.input().find_problems(&self.vault);
        problems.retain(|problem| problem.is_missing);
        problems
    }

    /// The text of the values file that should be the answer to `key` and cannot be.
    pub fn unusable(&self, key: &str) -> Option<&UnusableAnswer> {
        self.given.unusable(key)
    }

    /// The variables that stand for secrets which were typed in, as far as they count.
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

    /// The kind of the identity provider.
    pub(super) fn idp(&self) -> Option<IdpKind> {
        let word = self.text("idp.type")?;
        IdpKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether the identity provider issues the access tokens.
    pub fn is_external(&self) -> bool {
        self.is("authServer", "external") && questions::only_server(self).is_none()
    }

    /// An answer for a person; a secret only by where it is.
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

/// What it is called that an answer is left out, where that was a choice.
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

/// A value as text for a person.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => visible(text),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => visible(&other.to_string()),
    }
}
