//! Asks one question until its answer is valid.

use std::path::Path;

use serde_json::{Value, json};

use super::Wizard;
use super::prompter::{Choice, Prompt, PromptError, Reply};
use super::question::{AnswerForm, Offer, OfferValue, Question};
use super::questions::{self, question_of};
use crate::answers::SecretStore as _;
use crate::diagnostic::Fault;
use crate::idp::{DownloadedClient, Issuer};
use crate::text::visible;

/// The next step after a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextMove {
    /// Go on to the next question.
    Forward,
    /// Ask the previous question again.
    Back,
}

impl Wizard<'_, '_> {
    /// Asks a question until its answer is valid or the user goes back.
    pub(super) fn ask(&mut self, question: &'static Question) -> Result<NextMove, PromptError> {
        let mut wrong = None;
        loop {
            let Reply::Answer(value) = self.prompt(question, wrong.as_ref())? else {
                return Ok(NextMove::Back);
            };
            wrong = self.is_typed(question, &value).then(|| value.clone());
            if self.accept(question, value)? {
                return Ok(NextMove::Forward);
            }
        }
    }

    /// Returns whether an answer was typed at a question with choices. An invalid one is typed again.
    fn is_typed(&self, question: &Question, value: &Value) -> bool {
        match &question.form {
            AnswerForm::Choice(offers) => value.as_str().is_some_and(|word| {
                !offers(&self.state).iter().any(|offer| matches!(&offer.means, OfferValue::This(this) if this == word))
            }),
            AnswerForm::Secret(_) => true,
            _ => false,
        }
    }

    /// Accepts an answer, possibly in a corrected form. Otherwise reports the fault and returns `false`.
    fn accept(&mut self, question: &'static Question, value: Value) -> Result<bool, PromptError> {
        let typed = value.as_str().map(str::to_owned);
        if question.key == "clients.web.id"
            && let Some(accepted) = self.accept_download(question, typed.as_deref().unwrap_or_default())?
        {
            return Ok(accepted);
        }
        let Some((key, fault)) = self.try_answer(question, value) else {
            return Ok(true);
        };
        let is_other = key != question.key && !key.starts_with(&format!("{}.", question.key));
        if is_other && self.state.is_entered(&key) {
            // The answer makes an earlier one invalid: ask for the earlier one again, and then for this one.
            self.report_fault(&fault)?;
            if let Some(earlier) = question_of(&key) {
                self.state.reopen(question.key);
                self.state.discard(earlier.key);
                return Ok(true);
            }
        }
        if let Some(text) = &typed
            && self.accept_issuer(question, text)?
        {
            return Ok(true);
        }
        self.state.discard(question.key);
        self.report_fault(&fault)?;
        if matches!(question.form, AnswerForm::Secret(_)) {
            self.say_item("  Esc = other ways to enter it; Ctrl-C = quit, and `--resume` continues from here", 2)?;
        }
        let suggestion = typed.as_deref().and_then(|text| self.suggestion(question, text, &fault));
        let Some(suggestion) = suggestion else {
            return Ok(false);
        };
        let message = format!("Use `{}` instead?", visible(&suggestion));
        let prompt = Prompt::new(&message, "");
        match self.prompter.confirm(prompt, true)? {
            Reply::Answer(true) => {
                let value = Value::from(suggestion);
                self.accept(question, value)
            }
            Reply::Answer(false) | Reply::Back => Ok(false),
        }
    }

    /// Accepts the file that Google's console offers for download in place of the web client's ID: it contains the ID
    /// and the secret. Returns `None` if the text is not the path of a JSON file.
    fn accept_download(&mut self, question: &'static Question, text: &str) -> Result<Option<bool>, PromptError> {
        if !Path::new(text).extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            return Ok(None);
        }
        let read = match self.state.vault.file(text) {
            Ok(bytes) => DownloadedClient::parse(&bytes).unwrap_or_else(|| {
                Err(Fault::new(format!("`{}` does not contain a Google client", visible(text)))
                    .help("use the `client_secret_….json` downloaded from Google's console, or the client ID"))
            }),
            Err(error) => Err(Fault::new(format!("cannot read `{}`: {error}", visible(text)))),
        };
        match read {
            Ok(client) => {
                if let Some(secret) = questions::question("clients.web.secret") {
                    self.state.answer(secret, json!({ "file": text }));
                }
                self.say_item("  Read the client ID and secret from the file.", 2)?;
                self.accept(question, Value::from(client.id)).map(Some)
            }
            Err(fault) => {
                self.report_fault(&fault)?;
                Ok(Some(false))
            }
        }
    }

    /// Returns the correction to offer for an invalid answer: of an issuer, only the requested part.
    fn suggestion(&self, question: &Question, text: &str, fault: &Fault) -> Option<String> {
        if question.key == "idp.server" && text.contains('/') {
            let last = text.trim_end_matches('/').rsplit('/').next();
            return last.filter(|last| !last.is_empty()).map(str::to_owned);
        }
        let suggestion = fault.suggestion()?;
        let part = || {
            let issuer = Issuer::parse(suggestion).ok()?;
            let parts = self.state.idp()?.provider().parts(&issuer);
            let part = parts.into_iter().find(|(key, _)| *key == question.key);
            part.map(|(_, part)| part)
        };
        let is_whole = text.contains("://");
        let part = if is_whole { None } else { part() };
        Some(part.unwrap_or_else(|| suggestion.to_owned()))
    }

    /// Stores an answer. Returns the first problem that it causes.
    fn try_answer(&mut self, question: &'static Question, value: Value) -> Option<(String, Fault)> {
        let before = self.state.problems();
        self.state.answer(question, value);
        self.state
            .problems()
            .into_iter()
            .find(|problem| !before.contains(problem))
            .map(|problem| (problem.key, problem.fault))
    }

    /// Accepts a whole issuer, even a nearly correct one, in place of a requested part.
    fn accept_issuer(&mut self, question: &'static Question, text: &str) -> Result<bool, PromptError> {
        let is_part = matches!(question.key, "idp.org" | "idp.url" | "idp.tenant");
        let Some(kind) = self.state.idp().filter(|_| is_part && text.contains("://")) else {
            return Ok(false);
        };
        let read = |text: &str| {
            let issuer = Issuer::parse(text)?;
            kind.provider().check_issuer(&issuer).map(|()| issuer)
        };
        let issuer = match read(text) {
            Ok(issuer) => issuer,
            Err(fault) => {
                let Some(issuer) = fault.suggestion().and_then(|text| read(text).ok()) else {
                    return Ok(false);
                };
                self.report_fault(&fault)?;
                let message = format!("Use the issuer `{issuer}`?");
                let prompt = Prompt::new(&message, "");
                if self.prompter.confirm(prompt, true)? != Reply::Answer(true) {
                    self.state.discard(question.key);
                    return Ok(true);
                }
                issuer
            }
        };
        self.state.discard(question.key);
        let parts = kind.provider().parts(&issuer);
        if parts.is_empty() {
            return Ok(false);
        }
        let parts: Vec<(&'static Question, String)> =
            parts.into_iter().filter_map(|(key, part)| Some((questions::question(key)?, part))).collect();
        for (question, part) in &parts {
            self.state.answer(question, Value::from(part.as_str()));
        }
        // A whole issuer contains the path of the realms.
        if let Some(path) = questions::question("~keycloak.path")
            && parts.iter().any(|(question, _)| question.key == "idp.url")
            && (path.applies)(&self.state)
        {
            self.state.answer(path, Value::from("new"));
        }
        if let Some(problem) = self.state.problems().first() {
            self.report_fault(&problem.fault)?;
            for (question, _) in &parts {
                self.state.discard(question.key);
            }
        }
        Ok(true)
    }

    /// Puts a question once. `wrong` is the invalid answer that was typed before, if there is one.
    fn prompt(&mut self, question: &'static Question, wrong: Option<&Value>) -> Result<Reply<Value>, PromptError> {
        let state = &self.state;
        let message = (question.message)(state);
        let mut help = (question.help)(state);
        let offered = state.offered(question);
        if let (Some(_), Some(place)) = (&offered, state.found_in(question.key)) {
            let found = format!("default taken from {place}");
            help = if help.is_empty() { found } else { format!("{help}\n{found}") };
        }
        let is_client = question.key.starts_with("clients.") && question.key.rsplit('.').next() == Some("id");
        let client_of = if is_client { self.state.idp() } else { None };
        let prompt = Prompt { client_of, ..Prompt::new(&message, &help) };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match &question.form {
            AnswerForm::Choice(offers) => {
                let offers = offers(state);
                self.choice(prompt, &offers, offered.as_ref(), wrong.is_some())
            }
            AnswerForm::Several(offers) => {
                let offers = offers(state);
                self.several(prompt, &offers, offered.as_ref())
            }
            AnswerForm::Text => {
                let default = offered.as_ref().and_then(text);
                let reply = self.prompter.text(prompt, default.as_deref())?;
                Ok(reply.map(|text| Value::from(text.trim())))
            }
            AnswerForm::List => {
                let default = offered.as_ref().map(|value| match value {
                    Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(", "),
                    other => text(other).unwrap_or_default(),
                });
                let reply = self.prompter.text(prompt, default.as_deref())?;
                Ok(reply.map(|text| {
                    let items: Vec<&str> =
                        text.split([',', '\n']).map(str::trim).filter(|item| !item.is_empty()).collect();
                    json!(items)
                }))
            }
            AnswerForm::YesNo => {
                let default = offered.and_then(|value| value.as_bool()).unwrap_or_default();
                let reply = self.prompter.confirm(prompt, default)?;
                Ok(reply.map(|yes| if yes { Value::from(true) } else { Value::Null }))
            }
            AnswerForm::Secret(variable) => self.secret(prompt, question, variable, offered.as_ref(), wrong),
        }
    }

    fn choice(
        &mut self,
        prompt: Prompt<'_>,
        offers: &[Offer],
        offered: Option<&Value>,
        typed: bool,
    ) -> Result<Reply<Value>, PromptError> {
        let choices: Vec<Choice> = offers.iter().map(|offer| offer.choice.clone()).collect();
        let named = offers.iter().position(
            |offer| matches!((&offer.means, offered), (OfferValue::This(this), Some(offered)) if this == offered),
        );
        let other = offers.iter().position(|offer| matches!(offer.means, OfferValue::Other(_)));
        let start = named.or_else(|| other.filter(|_| offered.is_some())).unwrap_or_default();
        let mut typing = other.filter(|_| typed);
        loop {
            let index = match typing.take() {
                Some(index) => index,
                None => match self.prompter.select(prompt, &choices, start)? {
                    Reply::Answer(index) => index,
                    Reply::Back => return Ok(Reply::Back),
                },
            };
            match offers.get(index).map(|offer| &offer.means) {
                Some(OfferValue::This(value)) => return Ok(Reply::Answer(value.clone())),
                Some(OfferValue::Other(message)) => {
                    let typed = Prompt { message, ..prompt };
                    let default = offered.filter(|_| named.is_none()).and_then(Value::as_str);
                    if let Reply::Answer(text) = self.prompter.text(typed, default)? {
                        return Ok(Reply::Answer(Value::from(text.trim())));
                    }
                }
                Some(OfferValue::Nothing) | None => return Ok(Reply::Answer(Value::Null)),
            }
        }
    }

    fn several(
        &mut self,
        prompt: Prompt<'_>,
        offers: &[Offer],
        offered: Option<&Value>,
    ) -> Result<Reply<Value>, PromptError> {
        let choices: Vec<Choice> = offers.iter().map(|offer| offer.choice.clone()).collect();
        let marked = offered.and_then(Value::as_array);
        let this = |index: usize| match offers.get(index).map(|offer| &offer.means) {
            Some(OfferValue::This(value)) => Some(value),
            _ => None,
        };
        let first: Vec<usize> = (0..offers.len())
            .filter(|index| marked.is_some_and(|marked| this(*index).is_some_and(|value| marked.contains(value))))
            .collect();
        let reply = self.prompter.choose(prompt, &choices, &first)?;
        Ok(reply.map(|chosen| chosen.into_iter().filter_map(this).cloned().collect()))
    }
}

impl<T> Reply<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        match self {
            Self::Answer(answer) => Reply::Answer(change(answer)),
            Self::Back => Reply::Back,
        }
    }
}
