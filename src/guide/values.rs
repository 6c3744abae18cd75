//! How to get the values.

use super::Section;
use crate::deployment::Deployment;
use crate::idp::Step;
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
        /// The words of `-f FILE` and the `--set` flags, as they were given.
        words: Vec<String>,
    },
}

impl ValuesFrom {
    /// The command that writes the values, unless they are there.
    pub fn generate(&self) -> Option<String> {
        let Self::Answers { into, .. } = self else {
            return None;
        };
        let mut command = format!("flyte-auth generate {}", self.words());
        if let Some(file) = into {
            command.push_str(" --into ");
            command.push_str(&shell::word(file));
        }
        Some(command)
    }

    /// The words that name the deployment to another subcommand.
    pub fn words(&self) -> String {
        let (Self::Answers { words, .. } | Self::Values { words }) = self;
        shell::line(words)
    }
}

/// The words that name the deployment to `guide` and `client`. Values do not say which client CI has at the identity
/// provider, so that flags do.
pub(super) fn words_with_ci(from: &ValuesFrom, deployment: &Deployment) -> String {
    let mut words = from.words();
    let ci = deployment
        .ci
        .as_ref()
        .filter(|_| deployment.external().is_some());
    if let (ValuesFrom::Values { .. }, Some(ci)) = (from, ci) {
        words.push(' ');
        words.push_str(&if ci.id.is_placeholder() {
            "--ci".to_owned()
        } else {
            shell::line(&["--ci-client-id".to_owned(), ci.id.to_string()])
        });
    }
    words
}

pub(super) fn section(from: &ValuesFrom) -> Section {
    let words = from.words();
    let mut next = format!("flyte-auth next {words}");
    let mut steps = Vec::new();
    match from.generate() {
        Some(command) => {
            let mut step = Step::new("Write them").run(command, "");
            if let ValuesFrom::Answers { open, into, .. } = from {
                if !open.is_empty() {
                    let open: Vec<String> = open.iter().map(|key| format!("`{key}`")).collect();
                    step = step.remark(format!(
                        "Still to be answered: {}. `flyte-auth init` asks for them, `flyte-auth generate --help` names the flag of each.",
                        open.join(", ")
                    ));
                }
                if let Some(file) = into {
                    next.push_str(" --into ");
                    next.push_str(&shell::word(file));
                }
            }
            steps.push(
                step.remark(
                    "Secrets come from files or environment variables, never from arguments.",
                ),
            );
        }
        None => steps.push(
            Step::new("Check them").run(format!("flyte-auth lint {words}"), "no error, no warning"),
        ),
    }
    steps.push(Step::new("Go on").run(
        next,
        "the upgrade, what to restart, how to see that it works",
    ));
    Section::new("Values", steps)
}
