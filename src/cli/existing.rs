//! A values file that somebody has, with the settings of answers put into it: for `generate --into` and `init --into`.

use std::io;
use std::path::{Path, PathBuf};

use crate::answers::Answers;
use crate::chart::Chart;
use crate::cli::CliError;
use crate::file::is_open_to_others;
use crate::generate::{self, IntoError, Plan};
use crate::shell;
use crate::values::{FileInput, HelmVersion, Inputs, Layered, layer};
use crate::yaml::edit::EditError;

/// How else settings come into a file.
const BY_HAND: &str = "`-o DIR` in place of `--into` writes the settings to new files";

/// A values file that somebody has.
#[derive(Debug)]
pub(super) struct Existing {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub before: Vec<u8>,
    /// What it is to hold.
    pub after: String,
    /// What was repaired in it besides, in words.
    pub repaired: Vec<String>,
    /// Clients of a person's own that go away with the internal server, in words.
    pub lost: Vec<String>,
}

impl Existing {
    /// Puts the settings of a plan's first file into the file at `path`. The plan comes back as it fits that file: for
    /// an umbrella chart if its values are for one.
    pub(super) fn with(
        path: &Path,
        answers: &Answers,
        plan: Plan,
    ) -> Result<(Self, Plan), CliError> {
        let before = std::fs::read(path).map_err(|source| CliError::read(path, source))?;
        let not_edited = |source| CliError::Edit {
            path: path.to_owned(),
            source,
            by_hand: BY_HAND,
        };
        let text = std::str::from_utf8(&before).map_err(|_| not_edited(EditError::Encoding))?;
        let there = layered(path, &before)?;
        let nested = Chart::nested_key(&there.values);
        let chart = match nested {
            Some((_, chart)) => chart,
            None => Chart::detect(&there.values).ok(),
        };
        if let Some(chart) = chart
            && chart != answers.deployment.chart
        {
            return Err(CliError::OtherChart {
                path: path.to_owned(),
                there: chart,
                asked: answers.deployment.chart,
            });
        }
        let plan = match nested {
            Some((key, _)) => plan.below(key),
            None => plan,
        };
        let (after, lost) = match plan.files.first() {
            Some(first) => (
                generate::into(first, answers, text).map_err(|error| match error {
                    IntoError::Edit(source) => not_edited(source),
                    source => CliError::Into {
                        path: path.to_owned(),
                        source,
                    },
                })?,
                generate::lost_clients(first, answers, text),
            ),
            None => (text.to_owned(), Vec::new()),
        };
        let idp = answers.deployment.idp_name();
        let lost = lost.into_iter().map(|name| {
            format!(
                "the client `{}` goes away with flyteadmin's own authorization server: until it is registered at {idp}, what uses it cannot log in",
                crate::diagnostic::visible(&name)
            )
        });
        let existing = Self {
            path: path.to_owned(),
            lost: lost.collect(),
            before,
            after,
            repaired: Vec::new(),
        };
        Ok((existing, plan))
    }

    /// What to say if the file holds secrets now and others may read it.
    pub(super) fn open_to_others(&self, plan: &Plan) -> Option<String> {
        let holds_secrets = plan.files.first().is_some_and(|file| file.private);
        holds_secrets.then(|| open_to_others(&self.path)).flatten()
    }
}

/// Whether a file that can be read holds values for an umbrella chart.
pub(super) fn is_umbrella(path: &Path) -> bool {
    std::fs::read(path)
        .ok()
        .and_then(|bytes| layered(path, &bytes).ok())
        .is_some_and(|there| Chart::nested_key(&there.values).is_some())
}

/// A values file as Helm reads it.
pub(super) fn layered(path: &Path, bytes: &[u8]) -> Result<Layered, CliError> {
    let inputs = Inputs {
        files: vec![FileInput {
            name: path.to_string_lossy().into(),
            bytes: bytes.into(),
        }],
        flags: Vec::new(),
        helm: HelmVersion::V3,
    };
    Ok(layer(&inputs, &|_| Err(io::ErrorKind::NotFound.into()))?)
}

/// What to say if others may read a file that holds secrets.
pub(super) fn open_to_others(path: &Path) -> Option<String> {
    is_open_to_others(path).then(|| {
        let path = shell::word(&path.display().to_string());
        format!("others on this machine may read {path}, which holds secrets now: chmod 600 {path}")
    })
}
