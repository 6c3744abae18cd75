//! How questions reach a person, so that a test can be one.

use std::io;

use crate::idp::IdpKind;
use crate::text::wrap;

/// Says something in lines that fit.
pub fn say_wrapped(prompter: &mut dyn Prompter, text: &str) -> Result<(), PromptError> {
    let width = prompter.width();
    prompter.say(&wrap(text, width, 0))
}

/// A question as it is put.
#[derive(Debug, Clone, Copy)]
pub struct Prompt<'a> {
    /// The question, in one line.
    pub message: &'a str,
    /// Where to find the answer, or what it means; may be empty.
    pub help: &'a str,
    /// The answer is the ID of a client at this provider. What cannot be one may be a secret and does not stay on the
    /// screen.
    pub client_of: Option<IdpKind>,
}

impl<'a> Prompt<'a> {
    /// A question with a help text, which may be empty.
    pub const fn new(message: &'a str, help: &'a str) -> Self {
        Self { message, help, client_of: None }
    }

    /// Whether what was typed does not stay on the screen.
    pub fn hides(&self, text: &str) -> bool {
        let text = text.trim();
        self.client_of.is_some_and(|kind| !text.is_empty() && kind.client_id_fault(text).is_some())
    }
}

/// One of the answers to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answer, in a word or a few.
    pub label: String,
    /// What it means; may be empty.
    pub about: String,
}

impl Choice {
    /// A choice.
    pub fn new(label: impl Into<String>, about: impl Into<String>) -> Self {
        Self { label: label.into(), about: about.into() }
    }
}

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<T> {
    /// Answered.
    Answer(T),
    /// Went a step back.
    Back,
}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Ctrl-C, or the end of the input.
    #[error("interrupted")]
    Interrupted,
    /// There is no one to ask.
    #[error("there is no terminal for questions")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal cannot be used")]
    Terminal(#[from] io::Error),
}

/// Asks a person. Questions and what is said go to standard error, results to standard output.
pub trait Prompter {
    /// One of `choices`, by index; the cursor is on `start` first.
    fn select(&mut self, prompt: Prompt<'_>, choices: &[Choice], start: usize) -> Result<Reply<usize>, PromptError>;

    /// Some of `choices`, by index; those of `chosen` are marked first.
    fn choose(
        &mut self,
        prompt: Prompt<'_>,
        choices: &[Choice],
        chosen: &[usize],
    ) -> Result<Reply<Vec<usize>>, PromptError>;

    /// A line of text. An empty answer is `default`, where there is one. May have line ends in it that were pasted.
    fn text(&mut self, prompt: Prompt<'_>, default: Option<&str>) -> Result<Reply<String>, PromptError>;

    /// A text that is not shown. May have whitespace and line ends in it that were pasted.
    fn secret(&mut self, prompt: Prompt<'_>) -> Result<Reply<String>, PromptError>;

    /// Yes or no.
    fn confirm(&mut self, prompt: Prompt<'_>, default: bool) -> Result<Reply<bool>, PromptError>;

    /// Drops what was typed before it was asked for: it answers nothing that was not on the screen yet. Ctrl-C counts.
    fn drop_typed_ahead(&mut self) -> Result<(), PromptError> {
        Ok(())
    }

    /// Says something; the text may have colors.
    fn say(&mut self, text: &str) -> Result<(), PromptError>;

    /// Hands out part of the result.
    fn result(&mut self, text: &str) -> Result<(), PromptError>;

    /// The key that goes back.
    fn back_key(&self) -> &'static str {
        "Esc"
    }

    /// How many columns there are to write in.
    fn width(&self) -> usize;
}
