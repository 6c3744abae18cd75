//! Asks for a secret or its source.

use serde_json::{Value, json};

use super::Wizard;
use super::prompter::{Choice, Prompt, PromptError, Reply};
use super::question::Question;
use super::unsourced::Unsourced;
use crate::diagnostic::Fault;
use crate::generate::FileKind;
use crate::idp::IdpKind;
use crate::secret::Secret;

/// The way to give a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// No source: the secret is kept or generated.
    None,
    Typed,
    Variable,
    File,
}

/// Describes the content of a file with a secret.
fn file_holds(key: &str, idp: Option<IdpKind>) -> &'static str {
    if key == "clients.web.secret" && idp == Some(IdpKind::Google) {
        "only the secret, on one line; or Google's client_secret_….json"
    } else {
        "only the secret, on one line"
    }
}

impl Wizard<'_, '_> {
    /// Asks for a secret: typed in, in a variable, or in a file. After a `wrong` answer, the same way is offered again
    /// unless the user goes back.
    pub(super) fn secret(
        &mut self,
        prompt: Prompt<'_>,
        question: &Question,
        variable: &'static str,
        offered: Option<&Value>,
        wrong: Option<&Value>,
    ) -> Result<Reply<Value>, PromptError> {
        let unsourced = self.state.without_source(question);
        let ways = self.ways(question, variable, unsourced.as_ref());
        let choices: Vec<Choice> = ways.iter().map(|(_, choice)| choice.clone()).collect();
        let name = |kind: &str| {
            let source = wrong.or(offered).and_then(|value| value.get(kind));
            source.and_then(Value::as_str).map(str::to_owned)
        };
        let first = match (name("env"), name("file")) {
            (_, Some(_)) => Way::File,
            (Some(name), None) if !self.state.vault.is_typed(&name) => Way::Variable,
            (None, None) if unsourced.is_some() => Way::None,
            (Some(_) | None, None) => Way::Typed,
        };
        let start = ways.iter().position(|(way, _)| *way == first).unwrap_or_default();
        let mut again = wrong.map(|_| first);
        loop {
            let way = match again.take() {
                Some(way) => way,
                None => match self.prompter.select(prompt, &choices, start)? {
                    Reply::Answer(index) => ways.get(index).map_or(Way::Typed, |(way, _)| *way),
                    Reply::Back => return Ok(Reply::Back),
                },
            };
            let answer = match way {
                Way::None => Reply::Answer(Some(Value::Null)),
                Way::Typed => self.typed_secret(variable, self.state.is_password(question))?,
                Way::Variable => {
                    let prompt = Prompt::new("Which variable?", "its name, not the secret");
                    let default = name("env").unwrap_or_else(|| variable.to_owned());
                    self.prompter.text(prompt, Some(&default))?.map(|text| Some(json!({ "env": text.trim() })))
                }
                Way::File => {
                    let prompt = Prompt::new("Which file?", "a relative path starts at the working directory");
                    self.prompter
                        .text(prompt, name("file").as_deref())?
                        .map(|text| Some(json!({ "file": text.trim() })))
                }
            };
            if let Reply::Answer(Some(value)) = answer {
                if way != Way::Typed {
                    self.state.vault.forget(variable);
                }
                return Ok(Reply::Answer(value));
            }
        }
    }

    /// Returns the ways to give a secret, as choices.
    fn ways(&self, question: &Question, variable: &str, unsourced: Option<&Unsourced>) -> Vec<(Way, Choice)> {
        let without_source = unsourced.map(|unsourced| match unsourced {
            Unsourced::Kept(place) => Choice::new(format!("keep the one in {place}"), ""),
            Unsourced::Generated => {
                let file = FileKind::CiPassword.name(false);
                let about = format!("44 random characters, written to {file} for you to give to CI");
                Choice::new("generate one", about)
            }
        });
        let is_set = self.state.vault.is_set(variable);
        let about = if is_set { format!("{variable} is set") } else { format!("for example {variable}") };
        without_source
            .map(|choice| (Way::None, choice))
            .into_iter()
            .chain([
                (Way::Typed, Choice::new("type or paste it", "hidden input")),
                (Way::Variable, Choice::new("an environment variable", about)),
                (Way::File, Choice::new("a file", file_holds(question.key, self.state.idp()))),
            ])
            .collect()
    }

    /// Reads a typed secret. Returns `None` for an invalid one, after reporting it.
    fn typed_secret(&mut self, variable: &'static str, is_password: bool) -> Result<Reply<Option<Value>>, PromptError> {
        let prompt = Prompt::new("Secret (input hidden):", "");
        let Reply::Answer(text) = self.prompter.secret(prompt)? else {
            return Ok(Reply::Back);
        };
        let trimmed = text.trim();
        if trimmed.len() < text.len() && !trimmed.is_empty() {
            let prompt = Prompt::new(
                "It starts or ends with whitespace. Remove that?",
                "client secrets have none; it often comes with copying",
            );
            if self.prompter.confirm(prompt, true)? != Reply::Answer(true) {
                return Ok(Reply::Answer(None));
            }
        }
        let read = if is_password { Secret::parse_passphrase(trimmed.as_bytes()) } else { Secret::parse(trimmed) };
        match read {
            Ok(read) => {
                self.state.vault.keep(variable, read.secret);
                Ok(Reply::Answer(Some(json!({ "env": variable }))))
            }
            Err(error) => {
                self.report_fault(&Fault::new(error.to_string()).help(error.help()))?;
                Ok(Reply::Answer(None))
            }
        }
    }
}
