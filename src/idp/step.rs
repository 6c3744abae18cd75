//! A step of a guide: where to go, what to enter, what to note down.

use serde::Serialize;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ConsoleStep {
    /// What it is about.
    pub title: String,
    /// Where in the provider's console: `Applications > Create App Integration`.
    pub place: String,
    /// What to enter.
    pub settings: Vec<ConsoleField>,
    /// What to run.
    pub commands: Vec<ShellCommand>,
    /// What to note down, and which answer it becomes.
    pub note_down: Vec<NoteDown>,
    /// Why, and what goes wrong without it.
    pub remarks: Vec<String>,
}

/// A field of a form and what goes into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ConsoleField {
    /// The field, in the provider's own words.
    pub name: String,
    /// What goes into it.
    pub value: String,
}

/// A command for a shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ShellCommand {
    /// The line.
    pub line: String,
    /// What it does, or what it prints when all is well.
    pub remark: String,
}

/// Something to note down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NoteDown {
    /// What it is called there.
    pub what: String,
    /// The key of the answer that it becomes; the variable, for the secret of CI's client, which goes to CI alone.
    pub answer: &'static str,
    /// What was answered already, unless it is a secret.
    pub known: Option<String>,
}

impl ConsoleStep {
    /// A step without anything in it yet.
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

    /// Where in the console.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// A field and what goes into it.
    #[must_use]
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push(ConsoleField { name: name.into(), value: value.into() });
        self
    }

    /// A command, and what it is for.
    #[must_use]
    pub fn run(mut self, line: impl Into<String>, remark: impl Into<String>) -> Self {
        self.commands.push(ShellCommand { line: line.into(), remark: remark.into() });
        self
    }

    /// Something to note down for an answer.
    #[must_use]
    pub fn note_down(mut self, what: impl Into<String>, answer: &'static str) -> Self {
        self.note_down.push(NoteDown { what: what.into(), answer, known: None });
        self
    }

    /// Something to note down, unless it was answered already.
    #[must_use]
    pub fn note_id(mut self, what: impl Into<String>, answer: &'static str, id: &super::ClientId) -> Self {
        self.note_down.push(NoteDown {
            what: what.into(),
            answer,
            known: (!id.is_placeholder()).then(|| id.to_string()),
        });
        self
    }

    /// Why, and what goes wrong without it.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remarks.push(remark.into());
        self
    }
}
