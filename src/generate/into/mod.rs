//! Merges auth settings into an existing values file.
//!
//! | file | holds |
//! | --- | --- |
//! | `owned` | the settings that `generate` writes for some answers and not for others |
//! | `before` | the previous login |
//! | `lists`, `mounts`, `hash` | the planned values, with the existing entries that can be kept |
//! | `comparison` | the changes from the existing values to the planned ones |
//! | `gone`, `clients` | the settings that are removed although no answer replaces them |
//! | `file` | a values file on disk, with the settings merged into it |
//! | `comments`, `header` | comments of the templates that would be false |

mod before;
mod clients;
mod comments;
mod comparison;
mod error;
mod file;
mod gone;
mod hash;
mod header;
mod lists;
mod mounts;
mod owned;

use serde_json::Value;

pub use self::clients::lost_clients;
use self::comparison::{Comparison, holds};
pub use self::error::{IntoError, MergeError};
pub use self::file::{MergeIntoFile, open_to_others, refuse_stdin};
pub use self::gone::RemovedSetting;
use self::owned::{owned, server_block};
use super::PlannedFile;
use crate::answers::Answers;
use crate::chart::Chart;
use crate::deployment::Server;
use crate::redact::is_secret;
use crate::values::{self, is_placeholder, layer_one, to_serde};
use crate::yaml::edit::{Change, EditError, apply, edit};
use crate::yaml::{HelmVersion, Path, ReadError, Step, read};

/// A values file with the settings of a planned one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedFile {
    pub text: String,
    /// Settings that are removed although no answer replaces them.
    pub gone: Vec<RemovedSetting>,
}

/// Returns the path of the hash of CI's password, which is removed if the secrets move to a separate file.
fn ci_hash(answers: &Answers) -> Option<Path> {
    let deployment = &answers.deployment;
    let ci = deployment.ci.as_ref().filter(|_| deployment.internal().is_some())?;
    let server = server_block(deployment.chart, false);
    Some(server.key("staticClients").key(ci.id.as_str()).key("client_secret"))
}

/// Merges the settings of a planned file into `text`, a values file: different ones are replaced in place, missing ones
/// are added with the template's comments, those of the other authorization server are removed. List entries that the
/// user added are kept if they are compatible with the new login. Everything else is unchanged. If the planned file is
/// for an umbrella chart ([`PlannedFile::below`]), `text` must be, too.
pub fn into(file: &PlannedFile, answers: &Answers, text: &str) -> Result<MergedFile, IntoError> {
    let below = file.below.as_deref();
    let planned = values(&file.text)?;
    let mut old = values(text)?;
    let is_encrypted = old.get("sops").is_some_and(Value::is_object);
    let mut changes = Vec::new();
    let mut gone = Vec::new();
    let mut target = planned.clone();
    // A separate file may have other settings of the user, which do not show the whole login.
    if !file.kind.is_for_secrets() {
        lists::keep(&mut target, &old, answers, below, &mut gone);
        gone.extend(gone::metadata(&old, answers, below));
    }
    hash::keep(&mut target, &old, answers, below);
    if answers.deployment.chart == Chart::FlyteCore
        && !file.kind.is_for_secrets()
        && let Some((path, name)) = mounts::fit(&mut target, &as_helm_has(text), below)
    {
        // The comparison must see the new name.
        if let Some(there) = at_path_mut(&mut old, &path) {
            *there = name.as_str().into();
        }
        changes.push(Change::Set { path, value: name.into() });
    }
    let mut comparison = Comparison { text: &file.text, changes: &mut changes };
    comparison.map(&mut old, &target, &Path::default());
    let superfluous = superfluous(&old, &target, answers, file);
    // A removed block takes everything below it along.
    let is_below_another =
        |path: &Path| superfluous.iter().any(|(other, _)| other.0.len() < path.0.len() && path.0.starts_with(&other.0));
    for (path, is_noted) in superfluous.iter().filter(|(path, _)| !is_below_another(path)).cloned() {
        if is_noted {
            gone.extend(gone::settings(&old, &path, answers, below));
        }
        changes.push(Change::Remove { path });
    }
    if is_encrypted && !changes.is_empty() {
        return Err(IntoError::Encrypted);
    }
    if let Some(path) = changes.iter().find_map(|change| filled_in(&old, change)) {
        return Err(IntoError::Placeholder(path.clone()));
    }
    let renewed = header::renewed(&comments::renewed(text, &file.text), file);
    // A line that looks like a comment may be part of a text of several lines.
    let text = match values(&renewed) {
        Ok(after) if after == values(text)? => renewed.as_str(),
        _ => text,
    };
    let result = changed(text, &changes)?;
    let result = completed(&result, &target, file)?;
    if holds(&values(&result)?, &target) {
        Ok(MergedFile { text: result, gone })
    } else {
        Err(EditError::Meaning.into())
    }
}

/// Applies changes to `text`.
fn changed(text: &str, changes: &[Change]) -> Result<String, EditError> {
    let edits = edit(text, HelmVersion::V3, changes)?;
    apply(text, &edits).ok_or(EditError::Meaning)
}

/// Completes entries of `text` that were copied from the planned text, so that they have all of `target`.
fn completed(text: &str, target: &Value, file: &PlannedFile) -> Result<String, EditError> {
    let mut changes = Vec::new();
    let mut comparison = Comparison { text: &file.text, changes: &mut changes };
    comparison.map(&mut values(text)?, target, &Path::default());
    if changes.is_empty() { Ok(text.to_owned()) } else { changed(text, &changes) }
}

/// Returns whether a setting can stay if it has the chart's default. A client's ID and its secret cannot: they belong
/// to a login.
fn is_kept_as_default(place: &Path) -> bool {
    !place.keys().last().is_some_and(|key| *key == "clientId" || is_secret(key))
}

/// Returns the paths of existing settings that are not planned, and whether the user must be informed.
///
/// In a separate file with secrets, only its secrets are managed.
fn superfluous(old: &Value, target: &Value, answers: &Answers, file: &PlannedFile) -> Vec<(Path, bool)> {
    let below = file.below.as_deref();
    let chart = answers.deployment.chart;
    let external = matches!(answers.deployment.server, Server::External(_));
    let defaults = chart.defaults();
    let other = server_block(chart, !external);
    owned(chart)
        .into_iter()
        .map(|owned| (owned.place, !owned.is_answered))
        .chain([(other, true)])
        .filter(|(place, _)| !file.kind.is_for_secrets() || is_secret_place(chart, place))
        .chain(ci_hash(answers).map(|place| (place, false)))
        .filter_map(|(place, is_noted)| {
            let keys = keys_of(below, &place);
            let there = at(old, &keys)?;
            let default = defaults.at(&place.keys()).map(to_serde);
            let is_default = is_kept_as_default(&place) && default.as_ref() == Some(there);
            if at(target, &keys).is_some() || is_default {
                return None;
            }
            Some((spelt(old, &keys)?, is_noted))
        })
        .collect()
}

/// Returns whether a path is that of a secret of the login, or of the hash of flytepropeller's password.
fn is_secret_place(chart: Chart, place: &Path) -> bool {
    chart.secret_places().any(|secret| secret == place.keys().as_slice()) || chart.propeller_hashes().contains(place)
}

/// Returns the keys of a path in a chart's values, or in those of an umbrella chart.
fn keys_of<'a>(below: Option<&'a str>, place: &'a Path) -> Vec<&'a str> {
    below.into_iter().chain(place.keys()).collect()
}

/// Returns the value at keys in any letter case.
fn at<'a>(values: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().try_fold(values, |value, key| {
        let map = value.as_object()?;
        map.get(*key).or_else(|| {
            let mut entries = map.iter();
            let found = entries.find(|(other, _)| other.eq_ignore_ascii_case(key));
            found.map(|(_, value)| value)
        })
    })
}

fn at_mut<'a>(values: &'a mut Value, keys: &[&str]) -> Option<&'a mut Value> {
    keys.iter().try_fold(values, |value, key| value.get_mut(*key))
}

fn at_path_mut<'a>(values: &'a mut Value, path: &Path) -> Option<&'a mut Value> {
    path.0.iter().try_fold(values, |value, step| match step {
        Step::Key(key) => value.get_mut(&**key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// Returns the values of a text as Helm merges them.
fn as_helm_has(text: &str) -> values::Value {
    let layered = layer_one("values", text.as_bytes());
    layered.map_or_else(|_| values::empty(), |layered| layered.values)
}

/// Returns the path of a placeholder that a change would replace. A setting that is removed needs no value, so it can
/// be removed.
fn filled_in<'a>(old: &Value, change: &'a Change) -> Option<&'a Path> {
    let (Change::Set { path, .. } | Change::Remove { path }) = change else {
        return None;
    };
    if matches!(change, Change::Remove { .. }) && !matches!(path.0.last(), Some(Step::Index(_))) {
        return None;
    }
    holds_placeholder(path.find_in(old)?).then_some(path)
}

fn holds_placeholder(value: &Value) -> bool {
    match value {
        Value::String(text) => is_placeholder(text),
        Value::Array(items) => items.iter().any(holds_placeholder),
        Value::Object(map) => map.values().any(holds_placeholder),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns the values that both Helm 3 and 4 read.
fn values(text: &str) -> Result<Value, EditError> {
    let one = |helm| -> Result<Value, EditError> {
        let stream = read(text.as_bytes(), helm).map_err(Box::<ReadError>::new)?;
        if !stream.dropped.is_empty() {
            return Err(EditError::Documents);
        }
        match stream.documents.as_slice() {
            [] => Ok(Value::Null),
            [document] => Ok(document.to_json(document.root())),
            _ => Err(EditError::Documents),
        }
    };
    let (three, four) = (one(HelmVersion::V3)?, one(HelmVersion::V4)?);
    if three == four { Ok(three) } else { Err(EditError::Documents) }
}

/// Returns a path as spelled in the values, where the letter case of its keys may differ.
fn spelt(values: &Value, keys: &[&str]) -> Option<Path> {
    let mut path = Path::default();
    let mut at = values;
    for key in keys {
        let map = at.as_object()?;
        let (key, value) =
            map.get_key_value(*key).or_else(|| map.iter().find(|(other, _)| other.eq_ignore_ascii_case(key)))?;
        path.0.push(Step::Key(key.as_str().into()));
        at = value;
    }
    Some(path)
}
