//! Prompts at a terminal that cannot move its cursor (`TERM=dumb`): one line after another, with answers in words.

use std::io::{self, BufRead as _};

use super::line::type_line;
use super::prompter::{Choice, Prompt, PromptError, Prompter, Reply};
use super::quiet::{self, Echo, INTERRUPT};
use super::screen::screen_width;
use crate::output::Output;
use crate::text::wrap;

/// The input that goes back.
const BACK: &str = "<";

/// Writes prompts as lines to standard error, and reads answers as lines from standard input.
pub struct PlainPrompter<'a, 'b> {
    output: &'a mut Output<'b>,
}

impl<'a, 'b> PlainPrompter<'a, 'b> {
    /// Creates the prompter.
    pub fn new(output: &'a mut Output<'b>) -> Self {
        Self { output }
    }

    fn put(&mut self, prompt: Prompt<'_>, choices: &[Choice], ask: &str) -> io::Result<()> {
        let width = self.width();
        self.output.say("")?;
        self.output.say(&wrap(prompt.message, width, 2))?;
        if !prompt.help.is_empty() {
            self.output.say(&wrap(&format!("  {}", prompt.help), width, 2))?;
        }
        for (index, choice) in choices.iter().enumerate() {
            let about = if choice.about.is_empty() { String::new() } else { format!(": {}", choice.about) };
            let line = format!("  {}) {}{about}", index + 1, choice.label);
            self.output.say(&wrap(&line, width, 5))?;
        }
        self.output.message(ask)?;
        self.output.flush()
    }
}

/// Reads a line. The end of the input or Ctrl-C ends the wizard.
fn line() -> Result<Reply<String>, PromptError> {
    let _echo = Echo::begin()?;
    let mut bytes = Vec::new();
    let mut stdin = io::stdin().lock();
    while !bytes.ends_with(b"\n") {
        let some = stdin.fill_buf()?;
        if some.is_empty() || some.contains(&INTERRUPT) {
            return Err(PromptError::Interrupted);
        }
        let end = some.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(some.len(), |end| end + 1);
        bytes.extend(some.iter().take(length));
        stdin.consume(length);
    }
    let line = String::from_utf8_lossy(&bytes);
    let line = line.trim();
    Ok(if line == BACK { Reply::Back } else { Reply::Answer(line.to_owned()) })
}

/// Returns the choice for a number or a word.
fn chosen(choices: &[Choice], word: &str) -> Option<usize> {
    let number = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    number.filter(|index| *index < choices.len()).or_else(|| choices.iter().position(|choice| choice.label == word))
}

impl Prompter for PlainPrompter<'_, '_> {
    fn select(&mut self, prompt: Prompt<'_>, choices: &[Choice], start: usize) -> Result<Reply<usize>, PromptError> {
        let ask = format!("Number [{}], `{BACK}` goes back: ", start + 1);
        loop {
            self.put(prompt, choices, &ask)?;
            match line()? {
                Reply::Back => return Ok(Reply::Back),
                Reply::Answer(word) if word.is_empty() => return Ok(Reply::Answer(start)),
                Reply::Answer(word) => match chosen(choices, &word) {
                    Some(index) => return Ok(Reply::Answer(index)),
                    None => self.say(&format!("Answer 1 to {}.", choices.len()))?,
                },
            }
        }
    }

    fn choose(
        &mut self,
        prompt: Prompt<'_>,
        choices: &[Choice],
        first: &[usize],
    ) -> Result<Reply<Vec<usize>>, PromptError> {
        let numbers: Vec<String> = first.iter().map(|index| (index + 1).to_string()).collect();
        let ask = format!("Numbers with commas, 0 for none [{}], `{BACK}` goes back: ", numbers.join(","));
        loop {
            self.put(prompt, choices, &ask)?;
            match line()? {
                Reply::Back => return Ok(Reply::Back),
                Reply::Answer(words) if words.is_empty() => {
                    return Ok(Reply::Answer(first.to_vec()));
                }
                Reply::Answer(words) if words == "0" => return Ok(Reply::Answer(Vec::new())),
                Reply::Answer(words) => {
                    let all: Option<Vec<usize>> = words.split(',').map(|word| chosen(choices, word.trim())).collect();
                    match all {
                        Some(all) => return Ok(Reply::Answer(all)),
                        None => self.say(&format!("Answer 1 to {}.", choices.len()))?,
                    }
                }
            }
        }
    }

    fn text(&mut self, prompt: Prompt<'_>, default: Option<&str>) -> Result<Reply<String>, PromptError> {
        let ask = match default {
            Some(default) => format!("[{}], `{BACK}` goes back: ", crate::text::visible(default)),
            None => format!("(`{BACK}` goes back): "),
        };
        self.put(prompt, &[], &ask)?;
        Ok(match line()? {
            Reply::Answer(text) if text.is_empty() => Reply::Answer(default.unwrap_or_default().to_owned()),
            reply => reply,
        })
    }

    fn secret(&mut self, prompt: Prompt<'_>) -> Result<Reply<String>, PromptError> {
        self.drop_typed_ahead()?;
        self.put(prompt, &[], "(not shown; Esc goes back): ")?;
        let reply = type_line(false, &mut String::new(), |_| Ok(()));
        self.say("")?;
        reply
    }

    fn confirm(&mut self, prompt: Prompt<'_>, default: bool) -> Result<Reply<bool>, PromptError> {
        let ask = format!("[{}], `{BACK}` goes back: ", if default { "y" } else { "n" });
        loop {
            self.put(prompt, &[], &ask)?;
            match line()? {
                Reply::Back => return Ok(Reply::Back),
                Reply::Answer(word) => match word.to_lowercase().as_str() {
                    "" => return Ok(Reply::Answer(default)),
                    "y" | "yes" => return Ok(Reply::Answer(true)),
                    "n" | "no" => return Ok(Reply::Answer(false)),
                    _ => self.say("Answer `y` or `n`.")?,
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

    fn back_key(&self) -> &'static str {
        BACK
    }

    fn width(&self) -> usize {
        screen_width()
    }
}
