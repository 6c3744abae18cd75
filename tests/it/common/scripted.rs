//! A user with a script: expects questions by their text and answers them. An unexpected question, and an unused answer,
//! fail the test.

use std::collections::{HashMap, VecDeque};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use flyte_auth::internals::answers::SecretStore;
use flyte_auth::internals::cli::{CliError, Outcome, init_with};
use flyte_auth::internals::wizard::{Choice, NonInteractive, Prompt, PromptError, Prompter, Reply, Surroundings};

/// What the user does at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// Selects the choice with this label.
    Pick(&'static str),
    /// Marks these choices and no others.
    Mark(&'static [&'static str]),
    /// Types a text, also at a question with hidden input.
    Type(String),
    /// Accepts the default.
    Enter,
    /// Yes or no.
    Say(bool),
    /// Esc.
    Back,
    /// Ctrl-C.
    CtrlC,
}

pub(crate) fn typed(text: &str) -> Act {
    Act::Type(text.to_owned())
}

/// How a script finds the answer to a question.
enum Script {
    /// One after the other.
    InOrder(VecDeque<(String, Act)>),
    /// By the question; other questions get their default.
    ByQuestion(Vec<(String, Act)>),
}

pub(crate) struct Scripted {
    script: Script,
    turns: Option<(String, VecDeque<Act>)>,
    width: usize,
    /// All questions, answers and messages.
    pub(crate) transcript: String,
    /// The standard output.
    pub(crate) results: String,
}

impl Scripted {
    pub(crate) fn in_order(script: &[(&str, Act)]) -> Self {
        Self::new(Script::InOrder(owned(script).into()))
    }

    pub(crate) fn by_question(script: &[(&str, Act)]) -> Self {
        Self::new(Script::ByQuestion(owned(script)))
    }

    /// What the user does at a question the first time, the second time, and so on, in place of the script.
    pub(crate) fn then(mut self, question: &str, acts: &[Act]) -> Self {
        if self.script_has_no(question) {
            self.turns = Some((question.to_owned(), acts.iter().cloned().collect()));
        }
        self
    }

    fn script_has_no(&self, question: &str) -> bool {
        match &self.script {
            Script::InOrder(_) => true,
            Script::ByQuestion(answers) => answers.iter().all(|(text, _)| text != question),
        }
    }

    fn new(script: Script) -> Self {
        Self { script, turns: None, width: 80, transcript: String::new(), results: String::new() }
    }

    /// Asserts that every answer of the script was used.
    pub(crate) fn done(&self) {
        if let Script::InOrder(left) = &self.script {
            assert!(left.is_empty(), "not asked: {left:?}\n{}", self.transcript);
        }
    }

    /// The answer to a question that most scripts leave out.
    fn unscripted(&self, prompt: Prompt<'_>) -> Option<Act> {
        let (question, act) = match prompt.message {
            "Is Flyte already installed?" => ("already installed", Act::Pick("no, this is a new installation")),
            "Show the remaining steps now?" => ("remaining steps", Act::Enter),
            _ => return None,
        };
        let is_scripted = match &self.script {
            Script::InOrder(left) => left.front().is_some_and(|(text, _)| text.contains(question)),
            Script::ByQuestion(answers) => answers.iter().any(|(text, _)| text.contains(question)),
        };
        (!is_scripted).then_some(act)
    }

    fn act(&mut self, prompt: Prompt<'_>) -> Act {
        if let Some(act) = self.unscripted(prompt) {
            return act;
        }
        if let Some((question, turns)) = &mut self.turns
            && prompt.message.contains(question.as_str())
            && let Some(act) = turns.pop_front()
        {
            return act;
        }
        match &mut self.script {
            Script::InOrder(left) => {
                let Some((text, act)) = left.pop_front() else {
                    panic!("unexpected question `{}`\n{}", prompt.message, self.transcript)
                };
                assert!(
                    prompt.message.contains(&text),
                    "`{text}` was expected, and this asked: `{}`\n{}",
                    prompt.message,
                    self.transcript
                );
                act
            }
            Script::ByQuestion(answers) => {
                // A repeated question means that the answer was invalid: stop before an endless loop.
                let again = format!("? {}", prompt.message);
                assert!(self.transcript.matches(&again).count() < 4, "the question is repeated\n{}", self.transcript);
                answers
                    .iter()
                    .find(|(text, _)| prompt.message.contains(text))
                    .map_or(Act::Enter, |(_, act)| act.clone())
            }
        }
    }

    fn note(&mut self, prompt: Prompt<'_>, answer: &str) {
        let _ = writeln!(self.transcript, "? {} {answer}", prompt.message);
    }
}

fn owned(script: &[(&str, Act)]) -> Vec<(String, Act)> {
    script.iter().map(|(text, act)| ((*text).to_owned(), act.clone())).collect()
}

/// Whether a label matches, with a temporary folder in place of `DIR`.
fn fits(label: &str, wanted: &str) -> bool {
    let (before, after) = wanted.split_once("DIR").unwrap();
    label.starts_with(before) && label.ends_with(after)
}

fn find(choices: &[Choice], label: &str) -> usize {
    choices
        .iter()
        .position(|choice| choice.label == label || label.contains("DIR") && fits(&choice.label, label))
        .unwrap_or_else(|| panic!("`{label}` is not among {choices:?}"))
}

impl Prompter for Scripted {
    fn select(&mut self, prompt: Prompt<'_>, choices: &[Choice], start: usize) -> Result<Reply<usize>, PromptError> {
        let index = match self.act(prompt) {
            Act::Pick(label) => find(choices, label),
            Act::Enter => start,
            Act::Back => return Ok(back(self, prompt)),
            Act::CtrlC => return Err(PromptError::Interrupted),
            other => panic!("{other:?} is no answer to `{}`", prompt.message),
        };
        let label = choices.get(index).unwrap().label.clone();
        self.note(prompt, &label);
        Ok(Reply::Answer(index))
    }

    fn choose(
        &mut self,
        prompt: Prompt<'_>,
        choices: &[Choice],
        chosen: &[usize],
    ) -> Result<Reply<Vec<usize>>, PromptError> {
        let marked: Vec<usize> = match self.act(prompt) {
            Act::Mark(labels) => labels.iter().map(|label| find(choices, label)).collect(),
            Act::Enter => chosen.to_vec(),
            Act::Back => return Ok(back(self, prompt)),
            Act::CtrlC => return Err(PromptError::Interrupted),
            other => panic!("{other:?} is no answer to `{}`", prompt.message),
        };
        let labels: Vec<&str> = marked.iter().map(|index| choices.get(*index).unwrap().label.as_str()).collect();
        self.note(prompt, &labels.join(", "));
        Ok(Reply::Answer(marked))
    }

    fn text(&mut self, prompt: Prompt<'_>, default: Option<&str>) -> Result<Reply<String>, PromptError> {
        let text = match self.act(prompt) {
            Act::Type(text) => text,
            Act::Enter => {
                default.unwrap_or_else(|| panic!("`{}` has no default\n{}", prompt.message, self.transcript)).to_owned()
            }
            Act::Back => return Ok(back(self, prompt)),
            Act::CtrlC => return Err(PromptError::Interrupted),
            other => panic!("{other:?} is no answer to `{}`", prompt.message),
        };
        self.note(prompt, &text);
        Ok(Reply::Answer(text))
    }

    fn secret(&mut self, prompt: Prompt<'_>) -> Result<Reply<String>, PromptError> {
        let text = match self.act(prompt) {
            Act::Type(text) => text,
            Act::Enter => "typed-s3cret".to_owned(),
            Act::Back => return Ok(back(self, prompt)),
            Act::CtrlC => return Err(PromptError::Interrupted),
            other => panic!("{other:?} is no answer to `{}`", prompt.message),
        };
        self.note(prompt, "received");
        Ok(Reply::Answer(text))
    }

    fn confirm(&mut self, prompt: Prompt<'_>, default: bool) -> Result<Reply<bool>, PromptError> {
        let yes = match self.act(prompt) {
            Act::Say(yes) => yes,
            Act::Enter => default,
            Act::Back => return Ok(back(self, prompt)),
            Act::CtrlC => return Err(PromptError::Interrupted),
            other => panic!("{other:?} is no answer to `{}`", prompt.message),
        };
        self.note(prompt, if yes { "Yes" } else { "No" });
        Ok(Reply::Answer(yes))
    }

    fn say(&mut self, text: &str) -> Result<(), PromptError> {
        let plain = anstream::adapter::strip_str(text).to_string();
        let _ = writeln!(self.transcript, "{plain}");
        Ok(())
    }

    fn result(&mut self, text: &str) -> Result<(), PromptError> {
        self.results.push_str(text);
        Ok(())
    }

    fn width(&self) -> usize {
        self.width
    }
}

fn back<T>(scripted: &mut Scripted, prompt: Prompt<'_>) -> Reply<T> {
    scripted.note(prompt, "(back)");
    Reply::Back
}

/// Secrets from a list of variables, and from real files.
pub(crate) struct Environment(pub(crate) HashMap<&'static str, &'static str>);

impl SecretStore for Environment {
    fn env(&self, name: &str) -> Option<OsString> {
        self.0.get(name).map(OsString::from)
    }

    fn file(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }
}

/// Runs `init`: it writes files to `folder`, and keeps answers in `folder/state`.
pub(crate) fn init(folder: &Path, arguments: &[&str], scripted: &mut Scripted) -> Result<Outcome, CliError> {
    init_in(folder, arguments, scripted, None, &[])
}

/// Runs `init` with environment variables, or without a terminal.
pub(crate) fn init_in(
    folder: &Path,
    arguments: &[&str],
    scripted: &mut Scripted,
    non_interactive: Option<NonInteractive>,
    variables: &[(&'static str, &'static str)],
) -> Result<Outcome, CliError> {
    let secrets = Environment(variables.iter().copied().collect());
    let surroundings =
        Surroundings { non_interactive, is_dumb: false, state: Some(folder.join("state")), secrets: &secrets };
    let mut line: Vec<OsString> = vec!["--output".into(), folder.into()];
    line.extend(arguments.iter().map(OsString::from));
    let outcome = init_with(line, &surroundings, scripted);
    if outcome.is_ok() {
        scripted.done();
    }
    outcome
}

/// A text with `DIR` in place of the folder.
pub(crate) fn shown(folder: &Path, text: &str) -> String {
    text.replace(&folder.display().to_string(), "DIR")
}

/// The file with the answers of an interrupted run in the folder `state`.
pub(crate) fn kept(state: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(state).ok()?;
    let mut files = entries.map(|entry| entry.unwrap().path());
    files.find(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("init-")
    })
}
