//! The interface to the user, which tests implement, too.

use std::io;

use crate::idp::IdpKind;
use crate::text::wrap;

/// Prints a text, wrapped.
pub fn say_wrapped(prompter: &mut dyn Prompter, text: &str) -> Result<(), PromptError> {
    let width = prompter.width();
    prompter.say(&wrap(text, width, 0))
}

/// A question for the user.
#[derive(Debug, Clone, Copy)]
pub struct Prompt<'a> {
    /// The question, on one line.
    pub message: &'a str,
    /// The help: where to find the answer, or its meaning; may be empty.
    pub help: &'a str,
    /// The provider, if the answer is a client ID there. An invalid ID may be a secret, so it doesn't remain on the
    /// screen.
    pub client_of: Option<IdpKind>,
}

impl<'a> Prompt<'a> {
    /// Creates a prompt. `help` may be empty.
    pub const fn new(message: &'a str, help: &'a str) -> Self {
        Self { message, help, client_of: None }
    }

    /// Returns whether the typed text must not remain on the screen.
    pub fn hides(&self, text: &str) -> bool {
        let text = text.trim();
        self.client_of.is_some_and(|kind| !text.is_empty() && kind.client_id_fault(text).is_some())
    }
}

/// A choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The choice, in a few words.
    pub label: String,
    /// Its description; may be empty.
    pub about: String,
}

impl Choice {
    pub fn new(label: impl Into<String>, about: impl Into<String>) -> Self {
        Self { label: label.into(), about: about.into() }
    }
}

/// The user's reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<T> {
    /// An answer.
    Answer(T),
    /// A step back.
    Back,
}

/// The reasons why there is no reply.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// The user pressed Ctrl-C, or the input ended.
    #[error("interrupted")]
    Interrupted,
    /// Questions cannot be asked.
    #[error("there is no terminal for questions")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal cannot be used")]
    Terminal(#[from] io::Error),
}

/// Asks the user. Questions and messages go to standard error, results to standard output.
pub trait Prompter {
    /// Asks for one of `choices`, by index. The cursor starts at `start`.
    fn select(&mut self, prompt: Prompt<'_>, choices: &[Choice], start: usize) -> Result<Reply<usize>, PromptError>;

    /// Asks for some of `choices`, by index. Those in `chosen` are marked at first.
    fn choose(
        &mut self,
        prompt: Prompt<'_>,
        choices: &[Choice],
        chosen: &[usize],
    ) -> Result<Reply<Vec<usize>>, PromptError>;

    /// Asks for a line of text, which may contain pasted line ends. An empty answer means `default`, if there is one.
    fn text(&mut self, prompt: Prompt<'_>, default: Option<&str>) -> Result<Reply<String>, PromptError>;

    /// Asks for a hidden text, which may contain pasted white space and line ends.
    fn secret(&mut self, prompt: Prompt<'_>) -> Result<Reply<String>, PromptError>;

    /// Asks yes or no.
    fn confirm(&mut self, prompt: Prompt<'_>, default: bool) -> Result<Reply<bool>, PromptError>;

    /// Drops what was typed before the question was shown. Fails if it contains Ctrl-C.
    fn drop_typed_ahead(&mut self) -> Result<(), PromptError> {
        Ok(())
    }

    /// Prints a message, which may have colors.
    fn say(&mut self, text: &str) -> Result<(), PromptError>;

    /// Prints a part of the result.
    fn result(&mut self, text: &str) -> Result<(), PromptError>;

    /// Returns the key that goes back.
    fn back_key(&self) -> &'static str {
        "Esc"
    }

    /// Returns the width for text in columns.
    fn width(&self) -> usize;
}
