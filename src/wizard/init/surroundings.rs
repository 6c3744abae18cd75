//! The environment of a run: whether questions can be asked, and where its answers are kept.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use crate::answers::{SecretStore, System};

/// The environment of a run.
pub struct Surroundings<'a> {
    /// The reason why questions cannot be asked, if there is one.
    pub non_interactive: Option<NonInteractive>,
    /// Whether the terminal cannot move its cursor.
    pub is_dumb: bool,
    /// The directory for flyte-auth's state.
    pub state: Option<PathBuf>,
    /// The store that secrets are read from.
    pub secrets: &'a dyn SecretStore,
}

/// The reason why questions cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonInteractive {
    /// Standard input or standard error is not a terminal.
    NoTerminal,
    /// The variable `CI` is set.
    Ci,
}

impl Surroundings<'static> {
    /// Returns the environment of this process.
    pub fn of_this_process() -> Self {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let is_ci = variable("CI").is_some_and(|value| value != "false" && value != "0");
        let non_interactive = if is_ci {
            Some(NonInteractive::Ci)
        } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
            None
        } else {
            Some(NonInteractive::NoTerminal)
        };
        Self {
            non_interactive,
            is_dumb: variable("TERM").is_some_and(|term| term == "dumb"),
            state: state_folder(&variable),
            secrets: &System,
        }
    }
}

/// Returns the user's directory for state: `XDG_STATE_HOME`, or else the system's default.
fn state_folder(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    const NAME: &str = "flyte-auth";
    // A relative path must be ignored (XDG Base Directory Specification).
    let given = variable("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(folder) = given {
        return Some(folder.join(NAME));
    }
    if cfg!(windows) {
        return Some(PathBuf::from(variable("LOCALAPPDATA")?).join(NAME));
    }
    let home = PathBuf::from(variable("HOME")?);
    Some(if cfg!(target_os = "macos") {
        home.join("Library/Application Support").join(NAME)
    } else {
        home.join(".local/state").join(NAME)
    })
}
