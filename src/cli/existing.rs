//! A values file that someone has, with the settings of answers put into it: for `generate --into` and `init --into`.

use std::path::{Path, PathBuf};

use crate::answers::{Answers, AnswersInput, FileAnswers, System};
use crate::chart::{Chart, OwnValues};
use crate::cli::{CliError, not_values};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE};
use crate::file::{self, is_open_to_others};
use crate::flyte::FlyteVersion;
use crate::generate::{self, GeneratedFiles, IntoError};
use crate::release::ReleaseInfo;
use crate::shell;
use crate::text::visible_path;
use crate::values::{is_sops, layer_one};
use crate::yaml::edit::EditError;

/// How else settings come into a file.
const BY_HAND: &str = "`-o DIR` instead of `--into` writes the settings to new files";

/// A values file that someone has.
#[derive(Debug)]
pub(super) struct MergeIntoFile {
    /// Where it is.
    pub path: PathBuf,
    pub before: Vec<u8>,
    /// What it is to hold.
    pub after: String,
    /// What was repaired in it besides, in words.
    pub repaired: Vec<String>,
    /// What goes away of a person's own, in words.
    pub lost: Vec<String>,
}

impl MergeIntoFile {
    /// Puts the settings of a plan's first file into the file at `path`. The plan comes back as it fits that file: for
    /// an umbrella chart if its values are for one.
    pub(super) fn with(
        path: &Path,
        answers: &Answers,
        plan: GeneratedFiles,
    ) -> Result<(Self, GeneratedFiles), CliError> {
        let before = file::read(path).map_err(|source| CliError::read(path, source))?;
        let not_edited = |source| CliError::edit(path, source, BY_HAND);
        let text = std::str::from_utf8(&before).map_err(|_| not_edited(EditError::Encoding))?;
        let there = layer_one(&path.to_string_lossy(), &before)?;
        if let Some(error) = not_values(&there) {
            return Err(error);
        }
        let nested = Chart::nested_key(&there.values);
        let chart = match nested {
            Some((_, chart)) => chart,
            None => Chart::detect(&there.values).ok(),
        };
        if let Some(chart) = chart
            && chart != answers.deployment.chart
        {
            return Err(CliError::OtherChart { path: path.to_owned(), there: chart, asked: answers.deployment.chart });
        }
        let mut plan = match nested {
            Some((key, _)) => plan.below(key),
            None if generate::reads_nothing(&there.values) => {
                return Err(CliError::NothingOfChart(path.to_owned()));
            }
            None => plan,
        };
        let Some(first) = plan.files.first() else {
            return Err(not_edited(EditError::Meaning));
        };
        let merged = generate::into(first, answers, text).map_err(|error| match error {
            IntoError::Edit(source) => not_edited(source),
            source => CliError::Into { path: path.to_owned(), source },
        })?;
        let lost = generate::lost_clients(first, answers, text);
        plan.fit_manifest(answers, &merged.text)?;
        let idp = answers.deployment.idp_name();
        let lost = lost.into_iter().map(|name| {
            format!(
                "the client `{}` is removed with the internal authorization server: services that use it cannot log \
                    in until it is registered at {idp}",
                crate::text::visible(&name)
            )
        });
        let gone = merged.gone.iter().map(ToString::to_string);
        let existing = Self {
            path: path.to_owned(),
            lost: lost.chain(gone).collect(),
            before,
            after: merged.text,
            repaired: Vec::new(),
        };
        Ok((existing, plan))
    }

    /// What to say if the file holds secrets and others may read it.
    pub(super) fn open_to_others(&self, plan: &GeneratedFiles) -> Option<String> {
        let holds_secrets = plan.files.first().is_some_and(|file| file.private);
        holds_secrets.then(|| open_to_others(&self.path)).flatten()
    }
}

/// What a values file says already; its chart becomes an answer, unless one was given. A SOPS file and a file of another
/// chart are refused where the settings are to go `--into` it.
pub(super) fn answers_in(path: &Path, flag: &'static str, given: &mut AnswersInput) -> Result<FileAnswers, CliError> {
    let (name, bytes) = crate::cli::read_input(path)?;
    let layered = layer_one(&name, &bytes).map_err(|error| CliError::from(error).of_flag(flag))?;
    if let Some(error) = not_values(&layered) {
        return Err(error.of_flag(flag));
    }
    if flag == "--into" && is_sops(&layered.values) {
        return Err(CliError::Into { path: path.to_owned(), source: IntoError::Encrypted });
    }
    let own = OwnValues::of(&layered.values);
    let asked = given.answer("chart").and_then(serde_json::Value::as_str).and_then(Chart::named);
    let Ok(chart) = own.chart.map_or_else(|| Chart::detect_misplaced(own.values), Ok) else {
        let is_umbrella = Chart::nested_key(&layered.values).is_some();
        if flag == "--into" && !is_umbrella && generate::reads_nothing(&layered.values) {
            return Err(CliError::NothingOfChart(path.to_owned()));
        }
        return Ok(asked
            .map(|chart| FileAnswers::read(&name, &bytes, &layered.values, chart, None))
            .unwrap_or_default());
    };
    match asked {
        None => given.overlay("chart", chart.name().into(), flag),
        Some(asked) if asked == chart => {}
        Some(asked) => return Err(CliError::OtherChart { path: path.to_owned(), there: chart, asked }),
    }
    let info = ReleaseInfo::new(DEFAULT_RELEASE, DEFAULT_NAMESPACE, Some(chart), FlyteVersion::NEWEST);
    let model = generate::model_of(&layered, info);
    Ok(FileAnswers::read(&name, &bytes, &layered.values, chart, model.as_ref()))
}

/// Completes answers with what a values file says that they go into, and returns a note about what comes from it.
pub(super) fn complete_from(path: &Path, input: &mut AnswersInput) -> Result<Option<String>, CliError> {
    let taken = answers_in(path, "--into", input)?.complete(input, &System);
    let keys: Vec<String> = taken.iter().map(|key| format!("`{key}`")).collect();
    Ok((!keys.is_empty()).then(|| format!("read from {}: {}", visible_path(path), keys.join(", "))))
}

/// What to say if others may read a file that holds secrets.
pub(super) fn open_to_others(path: &Path) -> Option<String> {
    is_open_to_others(path).then(|| {
        let path = shell::word(&path.display().to_string());
        format!("other users can read {path}, which contains secrets: chmod 600 {path}")
    })
}
