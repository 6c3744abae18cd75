//! All questions, forward and back.

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

/// The text of a guide with the wizard's names in place of the keys of answers.
pub fn with_titles(text: &str) -> String {
    let titled = QUESTIONS.iter().filter(|question| !question.title.is_empty() && question.key.contains('.'));
    let mut text = text.to_owned();
    for question in titled {
        text = text.replace(&format!("`{}`", question.key), &format!("\"{}\"", question.title));
    }
    text
}

/// A run of the questions.
pub struct Wizard<'a, 'p> {
    /// The answers so far.
    pub state: WizardState<'a>,
    /// Who is asked.
    pub prompter: &'p mut dyn Prompter,
    /// Where the answers so far are kept.
    pub session: Option<Session>,
}

impl Wizard<'_, '_> {
    /// Asks all that is not answered yet.
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

    /// Asks one question anew, and then whatever its answer makes necessary.
    pub fn change(&mut self, question: &'static Question) -> Result<(), PromptError> {
        if self.ask(question)? == NextMove::Forward {
            self.say_version(question)?;
            self.say_only_server(question)?;
            self.show_registrations(question)?;
            self.save();
        }
        self.ask_all()
    }

    /// Takes the defaults for all that is not answered yet.
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

    /// Forgets answers of an earlier run that are wrong by now.
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

    /// The questions that have an answer, or would have one.
    pub fn applicable(&self) -> impl Iterator<Item = &'static Question> {
        let state = &self.state;
        QUESTIONS.iter().copied().filter(|question| (question.applies)(state))
    }

    /// Whether there is an answer from there that a person would know again.
    pub fn has_answers_from(&self, origin: AnswerOrigin) -> bool {
        !self.rows(Some(origin)).is_empty()
    }

    /// Says all answers, a line each.
    pub fn say_answers(&mut self) -> Result<(), PromptError> {
        self.say_rows(self.rows(None))
    }

    /// Says the answers that come from there, a line each.
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

    /// Says something in lines that fit.
    pub fn say(&mut self, text: &str) -> Result<(), PromptError> {
        let width = self.prompter.width();
        self.prompter.say(&wrap(text, width, 0))
    }

    /// Says something in lines that fit, those after the first indented.
    pub fn say_item(&mut self, text: &str, indent: usize) -> Result<(), PromptError> {
        let width = self.prompter.width();
        self.prompter.say(&wrap(text, width, indent))
    }

    /// Says what is wrong, and what to do.
    pub(super) fn tell(&mut self, fault: &Fault) -> Result<(), PromptError> {
        let message = visible(fault.message());
        self.say_item(&format!("✗ {message}"), 2)?;
        match fault.advice() {
            Some(help) => self.say_item(&format!("  {}", visible(help)), 2),
            None => Ok(()),
        }
    }

    /// Keeps the answers so far on the disk. That they cannot be kept is not a reason to stop.
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

    /// The last question before this one that was answered here.
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

    /// Says what is to be known of the version that was answered.
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

    /// Says which authorization server it is, after the answer that leaves only one.
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

    /// Shows what to register at the identity provider, if that was wanted.
    fn show_registrations(&mut self, question: &Question) -> Result<(), PromptError> {
        let key = questions::REGISTERED_KEY;
        if question.key != key || !self.state.is(key, questions::SHOW) {
            return Ok(());
        }
        // Nothing is wrong with the answers so far, so that there is always something to show.
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
