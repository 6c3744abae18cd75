//! The definition of questions.

use serde_json::Value;

use super::prompter::Choice;
use super::state::WizardState;
use crate::answers::dependent_on;

/// A question of the wizard.
pub struct Question {
    /// The key of the answer in an answers file, or a word with a `~` for a question that has none.
    pub key: &'static str,
    /// The answer's name in the summary; empty if it isn't shown there.
    pub title: &'static str,
    /// Returns whether the question applies, given the previous answers.
    pub applies: fn(&WizardState<'_>) -> bool,
    /// Returns the question.
    pub message: fn(&WizardState<'_>) -> String,
    /// Returns the help: where to find the answer, or its meaning.
    pub help: fn(&WizardState<'_>) -> String,
    /// The form of the answer.
    pub form: AnswerForm,
    /// Returns the default answer.
    pub default: fn(&WizardState<'_>) -> Option<Value>,
    /// Prefixes of the keys whose answers no longer apply when this one changes, in addition to those of
    /// [`crate::answers::dependent_on`].
    pub also_governs: &'static [&'static str],
}

impl Question {
    /// Returns the prefixes of the keys whose answers no longer apply when this one changes.
    pub fn governed(&self) -> impl Iterator<Item = &'static str> {
        dependent_on(self.key).iter().chain(self.also_governs).copied()
    }
}

/// The form of an answer.
pub enum AnswerForm {
    /// One of these choices.
    Choice(fn(&WizardState<'_>) -> Vec<Offer>),
    /// Some of these choices.
    Several(fn(&WizardState<'_>) -> Vec<Offer>),
    /// A line of text.
    Text,
    /// Comma-separated texts.
    List,
    /// Yes or no.
    YesNo,
    /// The source of a secret, or the secret itself, with the default environment variable for it.
    Secret(&'static str),
}

/// A choice with its answer.
pub struct Offer {
    pub choice: Choice,
    pub means: OfferValue,
}

/// The answer of a choice.
pub enum OfferValue {
    /// This answer.
    This(Value),
    /// No answer.
    Nothing,
    /// An answer that is typed after this question.
    Other(&'static str),
}

/// Creates a choice whose answer is a word.
pub(super) fn offer(word: &str, label: impl Into<String>, about: impl Into<String>) -> Offer {
    Offer { choice: Choice::new(label, about), means: OfferValue::This(Value::from(word)) }
}
