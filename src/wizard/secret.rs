//! Where a secret is, or the secret itself.

use serde_json::{Value, json};

use super::Wizard;
use super::prompter::{Choice, Prompt, PromptError, Reply};
use crate::diagnostic::Fault;
use crate::secret::Secret;

impl Wizard<'_, '_> {
    /// Where a secret is: typed in, or in a variable, or in a file. After a `wrong` answer the same way is gone again, as
    /// long as nobody goes back from there.
    pub(super) fn secret(
        &mut self,
        prompt: Prompt<'_>,
        variable: &'static str,
        offered: Option<&Value>,
        wrong: Option<&Value>,
    ) -> Result<Reply<Value>, PromptError> {
        let is_set = self.state.vault.is_set(variable);
        let choices = [
            Choice::new("type or paste it", "it is not shown"),
            Choice::new(
                "an environment variable",
                if is_set { format!("{variable} is set") } else { format!("{variable}, for example") },
            ),
            Choice::new("a file", "with the secret alone in it"),
        ];
        let name = |kind: &str| {
            let source = wrong.or(offered).and_then(|value| value.get(kind));
            source.and_then(Value::as_str).map(str::to_owned)
        };
        let start = match (name("env"), name("file")) {
            (_, Some(_)) => 2,
            (Some(name), None) if !self.state.vault.is_typed(&name) => 1,
            _ => 0,
        };
        let mut again = wrong.map(|_| start);
        loop {
            let index = match again.take() {
                Some(index) => index,
                None => match self.prompter.select(prompt, &choices, start)? {
                    Reply::Answer(index) => index,
                    Reply::Back => return Ok(Reply::Back),
                },
            };
            let answer = match index {
                0 => self.typed_secret(variable)?,
                1 => {
                    let prompt = Prompt { message: "Which variable?", help: "its name, not what it holds" };
                    let default = name("env").unwrap_or_else(|| variable.to_owned());
                    self.prompter.text(prompt, Some(&default))?.map(|text| Some(json!({ "env": text.trim() })))
                }
                _ => {
                    let prompt =
                        Prompt { message: "Which file?", help: "the path is taken from the working directory" };
                    self.prompter
                        .text(prompt, name("file").as_deref())?
                        .map(|text| Some(json!({ "file": text.trim() })))
                }
            };
            if let Reply::Answer(Some(value)) = answer {
                if index != 0 {
                    self.state.vault.forget(variable);
                }
                return Ok(Reply::Answer(value));
            }
        }
    }

    /// A secret from the prompt. `None` if it cannot be one, which has been said then.
    fn typed_secret(&mut self, variable: &'static str) -> Result<Reply<Option<Value>>, PromptError> {
        let prompt = Prompt { message: "Type or paste it (not shown):", help: "" };
        let Reply::Answer(text) = self.prompter.secret(prompt)? else {
            return Ok(Reply::Back);
        };
        let trimmed = text.trim();
        if trimmed.len() < text.len() && !trimmed.is_empty() {
            let prompt = Prompt {
                message: "There is white space or a line end around it. Use it without?",
                help: "client secrets have none; copying often brings it along",
            };
            if self.prompter.confirm(prompt, true)? != Reply::Answer(true) {
                return Ok(Reply::Answer(None));
            }
        }
        match Secret::parse(trimmed) {
            Ok(read) => {
                self.state.vault.keep(variable, read.secret);
                Ok(Reply::Answer(Some(json!({ "env": variable }))))
            }
            Err(error) => {
                self.tell(&Fault::new(error.to_string()).help(error.help()))?;
                Ok(Reply::Answer(None))
            }
        }
    }
}
