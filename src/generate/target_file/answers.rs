//! Reads answers from a values file.

use std::io::ErrorKind;
use std::path::Path;

use super::{model_of, reads_nothing};
use crate::answers::{AnswersInput, FileAnswers, System, ValuesFlag};
use crate::chart::{Chart, OwnValues};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE};
use crate::flyte::FlyteVersion;
use crate::generate::file_kind::FileKind;
use crate::generate::{IntoError, MergeError, refuse_stdin};
use crate::release::ReleaseInfo;
use crate::text::{visible, visible_path};
use crate::values::{FileInput, HelmVersion, Inputs, Layered, is_sops, layer};
use crate::values_file::ValuesFile;

/// Reads the answers in a values file. Its chart becomes an answer, unless `given` has one.
///
/// # Errors
///
/// If the file is not a values file. If the file is to be updated, also if SOPS encrypted the file, or if it is for another
/// chart.
pub fn answers_in(path: &Path, flag: ValuesFlag, given: &mut AnswersInput) -> Result<FileAnswers, MergeError> {
    if flag == ValuesFlag::Into {
        refuse_stdin(path)?;
    }
    let ValuesFile { name, bytes, layered } = ValuesFile::read(path).map_err(|error| error.of_flag(flag.as_str()))?;
    if flag == ValuesFlag::Into && is_sops(&layered.values) {
        return Err(MergeError::into(path, IntoError::Encrypted));
    }
    let own = OwnValues::of(&layered.values);
    let requested = given.answer("chart").and_then(serde_json::Value::as_str).and_then(Chart::named);
    let Ok(chart) = own.chart.map_or_else(|| Chart::detect_misplaced(own.values), Ok) else {
        let is_umbrella = Chart::nested_key(&layered.values).is_some();
        if flag == ValuesFlag::Into && !is_umbrella && reads_nothing(&layered.values) {
            return Err(MergeError::NothingOfChart(path.to_owned()));
        }
        return Ok(requested
            .map(|chart| FileAnswers::read(&name, &bytes, &layered.values, chart, None))
            .unwrap_or_default());
    };
    match requested {
        None => given.overlay("chart", chart.name().into(), flag.as_str()),
        Some(requested) if requested == chart => {}
        Some(requested) => return Err(MergeError::OtherChart { path: path.to_owned(), there: chart, requested }),
    }
    let info = ReleaseInfo::new(DEFAULT_RELEASE, DEFAULT_NAMESPACE, Some(chart), FlyteVersion::NEWEST);
    let read =
        |layered: &Layered| FileAnswers::read(&name, &bytes, &layered.values, chart, model_of(layered, info).as_ref());
    let found = read(&layered);
    if found.answers.contains_key(SECRETS) {
        return Ok(found);
    }
    let Some((file, both)) = with_separate_secrets(path, &bytes) else { return Ok(found) };
    let mut found = read(&both);
    found.secrets.file = Some(file);
    if let Some(place) = found.answers.get_mut(SECRETS) {
        *place = "separate".into();
    }
    Ok(found)
}

/// The answer about the place of secrets.
const SECRETS: &str = "secrets";

/// Returns the name of the separate file with secrets that an earlier run wrote next to `path`, and the values of both
/// merged; `None` if there is no such file, or SOPS encrypted it.
fn with_separate_secrets(path: &Path, bytes: &[u8]) -> Option<(String, Layered)> {
    if !FileKind::Secrets.is_separate_of(path) {
        return None;
    }
    let beside = path.with_file_name(FileKind::Secrets.name(false));
    let secrets =
        ValuesFile::read(&beside).ok().filter(|secrets| beside != path && !is_sops(&secrets.layered.values))?;
    let file = |name: &str, bytes: &[u8]| FileInput { name: name.into(), bytes: bytes.into() };
    let files = vec![file(&path.to_string_lossy(), bytes), file(&secrets.name, &secrets.bytes)];
    let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::default() };
    let both = layer(&inputs, &|_| Err(ErrorKind::NotFound.into())).ok()?;
    Some((visible(&secrets.name), both))
}

/// Completes answers with those of the values file that they are merged into, and returns a note that lists them.
///
/// # Errors
///
/// See [`answers_in`].
pub fn complete_from(path: &Path, input: &mut AnswersInput) -> Result<Option<String>, MergeError> {
    let taken = answers_in(path, ValuesFlag::Into, input)?.complete(input, &System);
    let keys: Vec<String> = taken.iter().map(|key| format!("`{key}`")).collect();
    Ok((!keys.is_empty()).then(|| format!("read from {}: {}", visible_path(path), keys.join(", "))))
}
