//! The section on getting the values.

use super::GuideSection;
use crate::idp::ConsoleStep;
use crate::shell;

/// The source of a deployment's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValuesFrom {
    /// An answers file and flags that override it.
    Answers {
        /// The arguments as the user gave them: `--answers FILE` and the flags.
        words: Vec<String>,
        /// The file to write the settings to, if the user named one.
        into: Option<String>,
        /// The answers that are still missing.
        open: Vec<String>,
    },
    /// Existing values.
    Values {
        /// The arguments as the user gave them: `-f FILE`, `--set` flags and flags for what values don't contain.
        words: Vec<String>,
        /// The arguments among them that Helm and `lint` accept, too.
        values: Vec<String>,
    },
}

impl ValuesFrom {
    /// Returns the command that writes the values, unless they exist.
    pub fn generate(&self) -> Option<String> {
        matches!(self, Self::Answers { .. }).then(|| format!("flyte-auth generate {}", self.words()))
    }

    /// Returns the arguments that name the deployment to another subcommand, including the file for answers.
    pub fn words(&self) -> String {
        match self {
            Self::Answers { words, into: Some(file), .. } => {
                let into = ["--into", file].map(str::to_owned);
                shell::line(&words.iter().cloned().chain(into).collect::<Vec<_>>())
            }
            Self::Answers { words, .. } | Self::Values { words, .. } => shell::line(words),
        }
    }
}

pub(super) fn section(from: &ValuesFrom) -> GuideSection {
    let next = format!("flyte-auth next {}", from.words());
    let get = match from {
        ValuesFrom::Answers { open, into, .. } => {
            let mut step = ConsoleStep::new("Write the values").run(from.generate().unwrap_or_default(), "");
            if !open.is_empty() {
                let open: Vec<String> = open.iter().map(|key| format!("`{key}`")).collect();
                let into = into.as_ref().map(|file| format!(" --into {}", shell::word(file))).unwrap_or_default();
                step = step.remark(format!(
                    "Missing: {}. `flyte-auth init{into}` asks for them; `flyte-auth generate --help` lists their flags.",
                    open.join(", ")
                ));
            }
            step.remark("Secrets are read from files or environment variables, never from arguments.")
        }
        ValuesFrom::Values { values, .. } => ConsoleStep::new("Check the values")
            .run(format!("flyte-auth lint {}", shell::line(values)), "no errors, no warnings"),
    };
    let go_on = ConsoleStep::new("Continue").run(next, "the upgrade, restarts, and how to verify the login");
    GuideSection::new("Values", vec![get, go_on])
}
