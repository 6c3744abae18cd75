//! A step of a guide: where to go, what to enter, what to note down.

use serde::Serialize;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ConsoleStep {
    /// The title of the step.
    pub title: String,
    /// The page in the provider's console: `Applications > Create App Integration`.
    pub place: String,
    /// The fields to fill in.
    pub settings: Vec<ConsoleField>,
    /// The commands to run.
    pub commands: Vec<ShellCommand>,
    /// The values to save, and the answers they are.
    pub note_down: Vec<NoteDown>,
    /// The reason, and what fails without the step.
    pub remarks: Vec<String>,
}

/// A field of a form and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ConsoleField {
    /// The field's name in the provider's console.
    pub name: String,
    /// The field's value.
    pub value: String,
}

/// A command for a shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ShellCommand {
    /// The line.
    pub line: String,
    /// What it does, or what it prints if everything is correct.
    pub remark: String,
}

/// A value to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NoteDown {
    /// Its name in the provider's console.
    pub what: String,
    /// The key of the answer; for the secret of CI's client, which is stored only in CI, the variable.
    pub answer: &'static str,
    /// The answer, if it is known and not a secret.
    pub known: Option<String>,
}

impl ConsoleStep {
    /// Creates an empty step.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            place: String::new(),
            settings: Vec::new(),
            commands: Vec::new(),
            note_down: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Sets the place in the console.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Adds a field with its value.
    #[must_use]
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push(ConsoleField { name: name.into(), value: value.into() });
        self
    }

    /// Adds a command with its purpose.
    #[must_use]
    pub fn run(mut self, line: impl Into<String>, remark: impl Into<String>) -> Self {
        self.commands.push(ShellCommand { line: line.into(), remark: remark.into() });
        self
    }

    /// Adds a value to save for an answer.
    #[must_use]
    pub fn note_down(mut self, what: impl Into<String>, answer: &'static str) -> Self {
        self.note_down.push(NoteDown { what: what.into(), answer, known: None });
        self
    }

    /// Adds an ID to save, unless it is known.
    #[must_use]
    pub fn note_id(mut self, what: impl Into<String>, answer: &'static str, id: &super::ClientId) -> Self {
        self.note_down.push(NoteDown {
            what: what.into(),
            answer,
            known: (!id.is_placeholder()).then(|| id.to_string()),
        });
        self
    }

    /// Adds the reason for the step, and what fails without it.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remarks.push(remark.into());
        self
    }
}
