//! Prompts at a terminal that can move its cursor: inquire draws lists, `frame` draws lines of text.

use std::collections::HashMap;
use std::io;

use crossterm::execute;
use crossterm::terminal::{Clear, ClearType};
use inquire::ui::{Color, RenderConfig, StyleSheet, Styled};
use inquire::{InquireError, MultiSelect, Select};

use super::frame::{FrameEnd, QuestionFrame};
use super::line::type_line;
use super::prompter::{Choice, Prompt, PromptError, Prompter, Reply};
use super::quiet;
use super::screen::screen_width;
use crate::output::Output;
use crate::text::{columns, wrap};

/// The width of what inquire puts before an option of a list.
const OPTION_INDENT: usize = 2;
/// The width of what inquire puts before an option with a checkbox.
const BOX_INDENT: usize = 6;
/// The minimum width for a description next to its label; with less, it goes below.
const MIN_DESCRIPTION_WIDTH: usize = 24;

/// Prompts drawn on standard error.
pub struct Terminal<'a, 'b> {
    output: &'a mut Output<'b>,
    look: RenderConfig<'static>,
    has_colors: bool,
    /// The text typed at unanswered questions, to edit it instead of typing it again.
    drafts: HashMap<String, String>,
}

impl<'a, 'b> Terminal<'a, 'b> {
    /// Creates the prompter, with or without colors.
    pub fn new(output: &'a mut Output<'b>, has_colors: bool) -> Self {
        let look = if has_colors {
            RenderConfig::default_colored()
                .with_help_message(StyleSheet::new().with_fg(Color::DarkCyan))
                .with_canceled_prompt_indicator(Styled::new("(back)").with_fg(Color::DarkGrey))
        } else {
            RenderConfig::empty().with_canceled_prompt_indicator(Styled::new("(back)"))
        };
        let wrong = look.error_message.with_prefix(Styled::new("✗"));
        let look = look.with_answered_prompt_prefix(look.prompt_prefix).with_error_message(wrong);
        Self { output, look, has_colors, drafts: HashMap::new() }
    }

    /// Returns the help line, wrapped to fit with its brackets; the last column stays free.
    fn help(&self, prompt: Prompt<'_>, keys: &str) -> String {
        let text = match (prompt.help, keys) {
            ("", keys) => keys.to_owned(),
            (help, "") => help.to_owned(),
            (help, keys) => format!("{help}\n{keys}"),
        };
        wrap(&text.replace('\n', "\n "), self.width().saturating_sub(3), 1)
    }

    /// Returns the question, wrapped to fit next to its mark.
    fn message(&self, prompt: Prompt<'_>) -> String {
        wrap(prompt.message, self.width().saturating_sub(3), 2)
    }

    /// Returns an answer as it remains on the screen: on a separate line if it would be broken otherwise.
    fn final_line(&self, prompt: Prompt<'_>, answer: &str) -> String {
        let answer = crate::text::visible(answer);
        if columns(prompt.message) + columns(&answer) + 4 > self.width() { format!("\n  {answer}") } else { answer }
    }

    /// Reads a line.
    fn line(
        &mut self,
        prompt: Prompt<'_>,
        default: Option<&str>,
        shown: Shown,
        answer: for<'t> fn(&'t str) -> &'t str,
    ) -> Result<Reply<String>, PromptError> {
        self.output.flush()?;
        let mut message = self.message(prompt);
        let last = message.lines().last().map_or(0, columns);
        if default.is_some_and(|default| last + columns(default) + 6 > self.width()) {
            message.push_str("\n ");
        }
        let help = self.help(prompt, "");
        let mut frame = QuestionFrame::new(&message, default, &help, self.has_colors);
        let mut draft = self.drafts.remove(prompt.message).unwrap_or_default();
        let reply = type_line(true, &mut draft, |line| match shown {
            Shown::AsTyped => {
                let (before, behind) = around_cursor(line);
                frame.draw(&before, &behind)
            }
            Shown::Not => frame.draw("", ""),
        });
        match &reply {
            Ok(Reply::Answer(text)) => {
                let remaining = match (shown, text.trim(), default) {
                    (Shown::Not, "", _) => "nothing",
                    (Shown::Not, ..) => "✓ received",
                    (Shown::AsTyped, "", Some(default)) => answer(default),
                    (Shown::AsTyped, text, _) if prompt.hides(text) => "(hidden)",
                    (Shown::AsTyped, text, _) => answer(text),
                };
                frame.end(&FrameEnd::Answer(&self.final_line(prompt, remaining)))?;
                // If the question is asked again, the answer was invalid and can be edited.
                if shown == Shown::AsTyped && !prompt.hides(text) && !text.is_empty() {
                    self.drafts.insert(prompt.message.to_owned(), text.trim().to_owned());
                }
            }
            Ok(Reply::Back) => {
                frame.end(&FrameEnd::Back)?;
                if shown == Shown::AsTyped && !prompt.hides(&draft) && !draft.is_empty() {
                    self.drafts.insert(prompt.message.to_owned(), draft);
                }
            }
            Err(PromptError::Interrupted) => frame.end(&FrameEnd::Interrupted)?,
            Err(_) => {}
        }
        reply
    }

    fn options(&self, choices: &[Choice], indent: usize) -> Vec<String> {
        let width = self.width().saturating_sub(indent + 1);
        let longest = choices.iter().map(|choice| columns(&choice.label)).max();
        let label = longest.unwrap_or_default();
        choices.iter().map(|choice| option(choice, label, width, indent)).collect()
    }
}

/// Whether typed text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    AsTyped,
    Not,
}

/// Splits the text at the cursor.
fn around_cursor(line: &tui_input::Input) -> (String, String) {
    let before = line.value().chars().take(line.cursor()).collect();
    let behind = line.value().chars().skip(line.cursor()).collect();
    (before, behind)
}

/// Formats a choice with its description: next to it if there is room, otherwise below.
fn option(choice: &Choice, label: usize, width: usize, indent: usize) -> String {
    if choice.about.is_empty() {
        return wrap(&choice.label, width, indent + 2);
    }
    let margin = " ".repeat(indent);
    if label + 2 + MIN_DESCRIPTION_WIDTH > width {
        let about = wrap(&choice.about, width.saturating_sub(2), 0);
        let about: Vec<String> = about.lines().map(|line| format!("{margin}  {line}")).collect();
        return format!("{}\n{}", wrap(&choice.label, width, indent + 2), about.join("\n"));
    }
    let about = wrap(&choice.about, width.saturating_sub(label + 2), 0);
    let gap = " ".repeat(label + 2 + indent);
    let about = about.lines().collect::<Vec<_>>().join(&format!("\n{gap}"));
    format!("{:label$}  {about}", choice.label)
}

/// Parses a word for yes or no, ignoring white space.
fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// Returns the answer to a yes-or-no question as it remains on the screen; `Y/n` and `y/N` are the defaults.
fn yes_or_no_in_full(text: &str) -> &str {
    match (text, yes_or_no(text)) {
        ("Y/n", _) | (_, Some(true)) => "Yes",
        ("y/N", _) | (_, Some(false)) => "No",
        (text, None) => text,
    }
}

/// Converts the result of a prompt. A terminal that is gone counts as the end of the input.
fn reply<T>(result: Result<T, InquireError>) -> Result<Reply<T>, PromptError> {
    match result {
        Ok(answer) => Ok(Reply::Answer(answer)),
        Err(InquireError::OperationCanceled) => Ok(Reply::Back),
        Err(InquireError::OperationInterrupted) => {
            // Parts of the list below the question would otherwise remain next to the next message.
            execute!(io::stderr(), Clear(ClearType::FromCursorDown))?;
            Err(PromptError::Interrupted)
        }
        Err(InquireError::NotTTY) => Err(PromptError::NoTerminal),
        Err(InquireError::IO(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Err(PromptError::Interrupted),
        Err(InquireError::IO(error)) => Err(error.into()),
        Err(error) => Err(io::Error::other(error.to_string()).into()),
    }
}

impl Prompter for Terminal<'_, '_> {
    fn select(&mut self, prompt: Prompt<'_>, choices: &[Choice], start: usize) -> Result<Reply<usize>, PromptError> {
        self.output.flush()?;
        let message = self.message(prompt);
        let help = self.help(prompt, "");
        let options = self.options(choices, OPTION_INDENT);
        let label = |index: usize| {
            let label = choices.get(index).map(|choice| choice.label.as_str());
            self.final_line(prompt, label.unwrap_or_default())
        };
        let formatter = |option: inquire::list_option::ListOption<&String>| label(option.index);
        let mut select = Select::new(&message, options)
            .with_starting_cursor(start)
            .with_page_size(choices.len().max(1))
            .with_formatter(&formatter)
            .with_render_config(self.look)
            .without_filtering();
        select = if help.is_empty() { select.without_help_message() } else { select.with_help_message(&help) };
        Ok(match reply(select.raw_prompt())? {
            Reply::Answer(option) => Reply::Answer(option.index),
            Reply::Back => Reply::Back,
        })
    }

    fn choose(
        &mut self,
        prompt: Prompt<'_>,
        choices: &[Choice],
        chosen: &[usize],
    ) -> Result<Reply<Vec<usize>>, PromptError> {
        self.output.flush()?;
        let message = self.message(prompt);
        let help = self.help(prompt, "Space = select, Enter = accept");
        let options = self.options(choices, BOX_INDENT);
        let formatter = |marked: &[inquire::list_option::ListOption<&String>]| {
            let labels: Vec<&str> = marked
                .iter()
                .filter_map(|option| choices.get(option.index))
                .map(|choice| choice.label.as_str())
                .collect();
            if labels.is_empty() { "none".to_owned() } else { self.final_line(prompt, &labels.join(", ")) }
        };
        let select = MultiSelect::new(&message, options)
            .with_default(chosen)
            .with_page_size(choices.len().max(1))
            .with_formatter(&formatter)
            .with_render_config(self.look)
            .with_help_message(&help)
            .without_filtering();
        Ok(match reply(select.raw_prompt())? {
            Reply::Answer(marked) => Reply::Answer(marked.iter().map(|option| option.index).collect()),
            Reply::Back => Reply::Back,
        })
    }

    fn text(&mut self, prompt: Prompt<'_>, default: Option<&str>) -> Result<Reply<String>, PromptError> {
        // An offered default doesn't need a draft.
        if self.drafts.get(prompt.message).is_some_and(|draft| Some(draft.as_str()) == default) {
            self.drafts.remove(prompt.message);
        }
        let reply = self.line(prompt, default, Shown::AsTyped, |text| text)?;
        Ok(reply.map(|text| match default {
            Some(default) if text.is_empty() => default.to_owned(),
            _ => text,
        }))
    }

    fn secret(&mut self, prompt: Prompt<'_>) -> Result<Reply<String>, PromptError> {
        self.drop_typed_ahead()?;
        self.line(prompt, None, Shown::Not, |text| text)
    }

    fn confirm(&mut self, prompt: Prompt<'_>, default: bool) -> Result<Reply<bool>, PromptError> {
        let choices = if default { "Y/n" } else { "y/N" };
        loop {
            let reply = self.line(prompt, Some(choices), Shown::AsTyped, yes_or_no_in_full)?;
            self.drafts.remove(prompt.message);
            match reply {
                Reply::Back => return Ok(Reply::Back),
                Reply::Answer(text) if text.trim().is_empty() => return Ok(Reply::Answer(default)),
                Reply::Answer(text) => match yes_or_no(&text) {
                    Some(answer) => return Ok(Reply::Answer(answer)),
                    None => self.say("✗ answer y or n")?,
                },
            }
        }
    }

    fn drop_typed_ahead(&mut self) -> Result<(), PromptError> {
        quiet::drop_typed_ahead()
    }

    fn say(&mut self, text: &str) -> Result<(), PromptError> {
        Ok(self.output.say(text)?)
    }

    fn result(&mut self, text: &str) -> Result<(), PromptError> {
        self.output.result(text)?;
        Ok(self.output.flush()?)
    }

    fn width(&self) -> usize {
        screen_width()
    }
}
