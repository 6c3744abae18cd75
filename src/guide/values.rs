//! How to get the values.

use super::GuideSection;
use crate::idp::ConsoleStep;
use crate::shell;

/// Where the deployment's settings come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValuesFrom {
    /// An answers file, and flags laid over it.
    Answers {
        /// The words of `--answers FILE` and the flags, as they were given.
        words: Vec<String>,
        /// The file that the settings go into, if one was named.
        into: Option<String>,
        /// The keys that are still to be answered.
        open: Vec<String>,
    },
    /// Values that are there already.
    Values {
        /// The words of `-f FILE`, the `--set` flags and those that say what values do not, as they were given.
        words: Vec<String>,
        /// Those that Helm and `lint` take, too.
        values: Vec<String>,
    },
}

impl ValuesFrom {
    /// The command that writes the values, unless they are there.
    pub fn generate(&self) -> Option<String> {
        matches!(self, Self::Answers { .. }).then(|| format!("flyte-auth generate {}", self.words()))
    }

    /// The words that name the deployment to another subcommand, with the file that gives the answers which they do not.
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
