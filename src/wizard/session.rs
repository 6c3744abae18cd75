//! Keeps the answers so far on the disk for `--resume`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::questions::question;
use super::state::{AnswerOrigin, WizardState};
use crate::file::{TempFile, read};
use crate::text::{fnv1a, visible_path};

/// The file of an interrupted run. It contains no secret, and only its owner may read it.
#[derive(Debug, Clone)]
pub struct Session {
    path: PathBuf,
}

/// The help of errors about an earlier run.
const WITHOUT_RESUME: &str = "run `flyte-auth init` without `--resume`";

/// The reasons why `--resume` cannot continue.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum SessionError {
    /// There is no interrupted run.
    #[error("there is no interrupted run in this directory")]
    #[diagnostic(help("{WITHOUT_RESUME}"))]
    Nothing,
    /// The file cannot be read.
    #[error("cannot read the answers of the earlier run in `{}`", visible_path(path))]
    #[diagnostic(help("{WITHOUT_RESUME}"))]
    Read { path: PathBuf, source: io::Error },
    /// The file isn't one of flyte-auth.
    #[error("`{}` does not hold the answers of an earlier run", visible_path(.0))]
    #[diagnostic(help("{WITHOUT_RESUME}"))]
    Format(PathBuf),
}

/// The version of the file's format.
const VERSION: u64 = 1;

impl Session {
    /// Returns the session for runs in a directory. Each directory has its own, so that runs in two repositories don't
    /// mix their answers.
    pub fn new(state: &Path, folder: &Path) -> Self {
        let name = fnv1a(folder.as_os_str().as_encoded_bytes());
        Self { path: state.join(format!("init-{name:016x}.json")) }
    }

    /// Returns whether there is an interrupted run.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Saves the answers: of secrets only their sources, and nothing of typed secrets.
    pub fn save(&self, state: &WizardState<'_>) -> io::Result<()> {
        let mut answers = Map::new();
        for (key, value) in state.entered() {
            let variable = value.get("env").and_then(Value::as_str);
            if !variable.is_some_and(|variable| state.vault.is_typed(variable)) {
                answers.insert(key.to_owned(), value.clone());
            }
        }
        let text = serde_json::json!({ "version": VERSION, "answers": answers }).to_string();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        make_private(folder)?;
        TempFile::complete(&self.path, text.as_bytes(), true)?.replace(&self.path)
    }

    /// Loads the answers of the earlier run.
    pub fn load(&self, state: &mut WizardState<'_>) -> Result<(), SessionError> {
        let text = read(&self.path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => SessionError::Nothing,
            _ => SessionError::Read { path: self.path.clone(), source },
        })?;
        let wrong = || SessionError::Format(self.path.clone());
        let value: Value = serde_json::from_slice(&text).map_err(|_| wrong())?;
        if value.get("version") != Some(&Value::from(VERSION)) {
            return Err(wrong());
        }
        let answers = value.get("answers").and_then(Value::as_object);
        for (key, value) in answers.ok_or_else(wrong)? {
            // A flag of this run takes precedence; an earlier answer takes precedence over values.
            if let Some(question) = question(key)
                && (!state.is_settled(question.key) || state.origin(question.key) == Some(AnswerOrigin::Found))
            {
                state.resume(question, value.clone());
            }
        }
        Ok(())
    }

    /// Removes the file.
    pub fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}
