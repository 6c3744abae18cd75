//! Asks all questions, forward and back.

use serde_json::{Map, Value};

use super::ask::NextMove;
use super::prompter::{PromptError, Prompter};
use super::question::{AnswerForm, Question};
use super::questions::{self, QUESTIONS};
use super::session::Session;
use super::state::{AnswerOrigin, WizardState};
use crate::diagnostic::Fault;
use crate::flyte::FlyteVersion;
use crate::guide::{self, Guide};
use crate::text::{visible, wrap};

/// Replaces the keys of answers in a guide's text by the wizard's names.
pub fn with_titles(text: &str) -> String {
    let titled = QUESTIONS.iter().filter(|question| !question.title.is_empty() && question.key.contains('.'));
    let mut text = text.to_owned();
    for question in titled {
        text = text.replace(&format!("`{}`", question.key), &format!("\"{}\"", question.title));
    }
    text
}

/// A run of the wizard.
pub struct Wizard<'a, 'p> {
    /// The answers so far.
    pub state: WizardState<'a>,
    /// The interface to the user.
    pub prompter: &'p mut dyn Prompter,
    /// The file that keeps the answers so far.
    pub session: Option<Session>,
}

impl Wizard<'_, '_> {
    /// Asks all questions that aren't answered yet.
    pub fn ask_all(&mut self) -> Result<(), PromptError> {
        while let Some(question) = self.next() {
            match self.ask(question)? {
                NextMove::Forward => {
                    self.say_version(question)?;
                    self.say_only_server(question)?;
                    self.show_registrations(question)?;
                    self.save();
                }
                NextMove::Back => match self.before(question) {
                    Some(before) => self.state.reopen(before.key),
                    None => self.say("This is the first question. Ctrl-C = quit.")?,
                },
            }
        }
        Ok(())
    }

    /// Asks one question again, and then those that its answer makes necessary.
    pub fn change(&mut self, question: &'static Question) -> Result<(), PromptError> {
        if self.ask(question)? == NextMove::Forward {
            self.say_version(question)?;
            self.say_only_server(question)?;
            self.show_registrations(question)?;
            self.save();
        }
        self.ask_all()
    }

    /// Takes the defaults for all questions that aren't answered yet.
    pub fn take_defaults(&mut self) {
        while let Some((question, value)) = QUESTIONS.iter().copied().find_map(|question| {
            let is_open = self.is_open(question);
            let value = is_open.then(|| self.state.offered(question)).flatten()?;
            Some((question, value))
        }) {
            let value = match (&question.form, value) {
                (AnswerForm::YesNo, Value::Bool(false)) => Value::Null,
                (_, value) => value,
            };
            self.state.answer(question, value);
        }
    }

    /// Drops answers of an earlier run that are no longer valid.
    pub fn drop_wrong_answers(&mut self) {
        while let Some(problem) = self.state.problems().into_iter().next() {
            match questions::question_of(&problem.key) {
                Some(question) if self.state.is_entered(question.key) => {
                    self.state.reopen(question.key);
                }
                _ => break,
            }
        }
    }

    /// Returns the questions that apply.
    pub fn applicable(&self) -> impl Iterator<Item = &'static Question> {
        let state = &self.state;
        QUESTIONS.iter().copied().filter(|question| (question.applies)(state))
    }

    /// Returns whether there are answers from this origin that the user would recognize.
    pub fn has_answers_from(&self, origin: AnswerOrigin) -> bool {
        !self.rows(Some(origin)).is_empty()
    }

    /// Prints all answers, one per line.
    pub fn say_answers(&mut self) -> Result<(), PromptError> {
        self.say_rows(self.rows(None))
    }

    /// Prints the answers from this origin, one per line.
    pub fn say_answers_from(&mut self, origin: AnswerOrigin) -> Result<(), PromptError> {
        self.say_rows(self.rows(Some(origin)))
    }

    fn say_rows(&mut self, rows: Vec<(&'static str, String)>) -> Result<(), PromptError> {
        let longest = rows.iter().map(|(title, _)| title.chars().count()).max();
        let width = longest.unwrap_or_default();
        for (title, answer) in rows {
            self.say_item(&format!("  {title:width$}  {answer}"), width + 4)?;
        }
        Ok(())
    }

    fn rows(&self, origin: Option<AnswerOrigin>) -> Vec<(&'static str, String)> {
        self.applicable()
            .filter(|question| !question.title.is_empty())
            .filter(|question| origin.is_none() || self.state.origin(question.key) == origin)
            .filter_map(|question| Some((question.title, self.state.shown(question)?)))
            .collect()
    }

    /// Prints a text, wrapped.
    pub fn say(&mut self, text: &str) -> Result<(), PromptError> {
        let width = self.prompter.width();
        self.prompter.say(&wrap(text, width, 0))
    }

    /// Prints a text, wrapped, with further lines indented.
    pub fn say_item(&mut self, text: &str, indent: usize) -> Result<(), PromptError> {
        let width = self.prompter.width();
        self.prompter.say(&wrap(text, width, indent))
    }

    /// Prints a fault with its correction.
    pub(super) fn report_fault(&mut self, fault: &Fault) -> Result<(), PromptError> {
        let message = visible(fault.message());
        self.say_item(&format!("✗ {message}"), 2)?;
        match fault.advice() {
            Some(help) => self.say_item(&format!("  {}", visible(help)), 2),
            None => Ok(()),
        }
    }

    /// Saves the answers so far. Failing to save them is no reason to stop.
    pub fn save(&mut self) {
        if let Some(session) = &self.session {
            let _ = session.save(&self.state);
        }
    }

    fn next(&self) -> Option<&'static Question> {
        QUESTIONS.iter().copied().find(|question| self.is_open(question))
    }

    fn is_open(&self, question: &Question) -> bool {
        (question.applies)(&self.state) && !self.state.is_settled(question.key)
    }

    /// Returns the last question before this one that was answered in the wizard.
    fn before(&self, question: &Question) -> Option<&'static Question> {
        let mut before = None;
        for other in QUESTIONS.iter().copied() {
            if std::ptr::eq(other, question) {
                break;
            }
            if (other.applies)(&self.state) && self.state.is_entered(other.key) {
                before = Some(other);
            }
        }
        before
    }

    /// Prints remarks on the chosen version.
    fn say_version(&mut self, question: &Question) -> Result<(), PromptError> {
        if question.key != "flyteVersion" {
            return Ok(());
        }
        let text = self.state.text(question.key).unwrap_or_default();
        let Ok(version) = FlyteVersion::parse(text) else {
            return Ok(());
        };
        let given = text.trim_start_matches('v');
        if given != version.to_string() {
            let note = format!("! using {version} for {}", visible(given));
            self.say_item(&note, 2)?;
        }
        match version.note() {
            Some(note) => self.say_item(&format!("! {note}"), 2),
            None => Ok(()),
        }
    }

    /// Prints the authorization server after the answer that leaves only one.
    fn say_only_server(&mut self, question: &Question) -> Result<(), PromptError> {
        if !question.governed().any(|key| key == "authServer") {
            return Ok(());
        }
        if questions::only_server(&self.state).is_none() {
            return Ok(());
        }
        let name = questions::name(&self.state);
        let text = format!(
            "  With {name}, Flyte itself issues the access tokens (its internal authorization server); {name} only \
                logs \
                people in. Nothing to do."
        );
        self.say_item(&text, 2)
    }

    /// Shows what to register at the identity provider, if the user asked for it.
    fn show_registrations(&mut self, question: &Question) -> Result<(), PromptError> {
        let key = questions::REGISTERED_KEY;
        if question.key != key || !self.state.is(key, questions::SHOW) {
            return Ok(());
        }
        // The answers so far are valid, so there is always something to show.
        let mut input = self.state.input();
        if questions::is_ci_to_be_registered(&self.state) {
            input.overlay("clients.ci", Value::Object(Map::new()), "--ci");
        }
        let Ok(sketch) = input.sketch() else {
            return Ok(());
        };
        let guide = Guide { title: String::new(), sections: vec![guide::provider(&sketch.deployment)] };
        let text = guide::render(&guide, guide::GuideFormat::Human, Some(self.prompter.width()));
        self.prompter.say(&format!("\n{}\n", with_titles(text.trim())))
    }
}
