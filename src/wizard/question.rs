//! What a question is.

use serde_json::Value;

use super::prompter::Choice;
use super::state::WizardState;
use crate::answers::dependent_on;

/// A question: what it asks for, when, and how.
pub struct Question {
    /// The key of the answer in an answers file; a word with a `~` where it has none there.
    pub key: &'static str,
    /// What the answer is called in the summary; empty where it has no place there.
    pub title: &'static str,
    /// Whether it makes sense, after the answers before it.
    pub applies: fn(&WizardState<'_>) -> bool,
    /// The question.
    pub message: fn(&WizardState<'_>) -> String,
    /// Where the answer is, or what it means.
    pub help: fn(&WizardState<'_>) -> String,
    /// How it is answered.
    pub form: AnswerForm,
    /// The answer to take if no one gives another one.
    pub default: fn(&WizardState<'_>) -> Option<Value>,
    /// The beginnings of the keys whose answers no longer apply when this one changes, besides those that
    /// [`crate::answers::dependent_on`] names.
    pub also_governs: &'static [&'static str],
}

impl Question {
    /// The beginnings of the keys whose answers no longer apply when this one changes.
    pub fn governed(&self) -> impl Iterator<Item = &'static str> {
        dependent_on(self.key).iter().chain(self.also_governs).copied()
    }
}

/// How a question is answered.
pub enum AnswerForm {
    /// By one of these.
    Choice(fn(&WizardState<'_>) -> Vec<Offer>),
    /// By some of these.
    Several(fn(&WizardState<'_>) -> Vec<Offer>),
    /// By a line of text.
    Text,
    /// By texts with commas between them.
    List,
    /// Yes or no.
    YesNo,
    /// By saying where a secret is, or typing it; with the environment variable that is offered for it.
    Secret(&'static str),
}

/// Something to choose.
pub struct Offer {
    pub choice: Choice,
    pub means: OfferValue,
}

/// What a choice means.
pub enum OfferValue {
    /// This answer.
    This(Value),
    /// That the answer is left out.
    Nothing,
    /// An answer that is typed in, after this question.
    Other(&'static str),
}

/// A choice whose answer is a word.
pub(super) fn offer(word: &str, label: impl Into<String>, about: impl Into<String>) -> Offer {
    Offer { choice: Choice::new(label, about), means: OfferValue::This(Value::from(word)) }
}
