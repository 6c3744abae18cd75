//! Settings that are removed although no answer replaces them.

use serde_json::Value;

use super::before::PreviousLogin;
use super::owned::server_block;
use super::{at, keys_of, spelt};
use crate::answers::Answers;
use crate::deployment::Server;
use crate::idp::METADATA_URL;
use crate::redact::is_secret;
use crate::text::{visible, visible_url};
use crate::yaml::Path;

/// A setting of the user that is removed: one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedSetting(String);

impl std::fmt::Display for RemovedSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl RemovedSetting {
    /// Describes an entry of a list.
    pub(super) fn entry(path: &Path, entry: &Value, because: impl std::fmt::Display) -> Self {
        let entry = shown(entry).unwrap_or_else(|| "an entry".to_owned());
        Self(format!("removes {entry} from `{path}`: {because}"))
    }

    fn setting(path: &Path, value: &Value, because: &str) -> Self {
        let is_secret = path.keys().iter().any(|key| is_secret(key));
        let value = shown(value).filter(|_| !is_secret || is_duration(value));
        let value = value.map_or_else(String::new, |value| format!(" ({value})"));
        Self(format!("removes `{path}`{value}{because}"))
    }
}

/// Returns whether a value is a number, or a duration as Go reads it (`45m`).
fn is_duration(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| c.is_ascii_digit() || "hmsun.".contains(c))
        }
        Value::Number(_) | Value::Bool(_) => true,
        _ => false,
    }
}

/// Formats a value on one line.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.contains("://") => Some(format!("`{}`", visible_url(text))),
        Value::String(text) => Some(format!("`{}`", visible(text))),
        Value::Number(_) | Value::Bool(_) => Some(format!("`{value}`")),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(shown).collect();
            items.map(|items| items.join(", "))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// Returns the settings at and below a path that is removed. A setting that `generate` writes is left out, since an
/// answer replaces it.
pub(super) fn settings(old: &Value, path: &Path, answers: &Answers, below: Option<&str>) -> Vec<RemovedSetting> {
    let chart = answers.deployment.chart;
    let external = matches!(answers.deployment.server, Server::External(_));
    let place = path.to_string();
    let other = Path::of(&keys_of(below, &server_block(chart, !external))).to_string();
    let because = if !place.eq_ignore_ascii_case(&other) {
        ""
    } else if external {
        " with flyteadmin's own authorization server"
    } else {
        " with the external authorization server"
    };
    let before = PreviousLogin::of(old, chart, below);
    let Some(value) = at(old, &path.keys()) else {
        return Vec::new();
    };
    let mut leaves = Vec::new();
    collect(value, path, &mut leaves);
    leaves
        .into_iter()
        .filter(|(path, value)| !is_ours(path, value, &before, answers))
        .map(|(path, value)| RemovedSetting::setting(&path, value, because))
        .collect()
}

/// Returns the external server's metadata document if the user configured another one than `generate` writes, which
/// replaces it.
pub(super) fn metadata(old: &Value, answers: &Answers, below: Option<&str>) -> Option<RemovedSetting> {
    answers.deployment.external()?;
    let place = server_block(answers.deployment.chart, true).key("metadataUrl");
    let path = spelt(old, &keys_of(below, &place))?;
    let there = at(old, &path.keys())?;
    let text = there.as_str()?;
    let is_other = !text.is_empty() && text.trim_start_matches('/') != METADATA_URL;
    is_other.then(|| RemovedSetting::setting(&path, there, &format!(": it is now `{METADATA_URL}`")))
}

fn collect<'a>(value: &'a Value, path: &Path, leaves: &mut Vec<(Path, &'a Value)>) {
    match value {
        // The user's own clients are listed elsewhere.
        Value::Object(map) => {
            for (key, value) in map {
                if !key.eq_ignore_ascii_case("staticClients") {
                    collect(value, &path.key(key.as_str()), leaves);
                }
            }
        }
        Value::Null => {}
        _ => leaves.push((path.clone(), value)),
    }
}

/// Returns whether `generate` writes such a setting for any answers.
fn is_ours(path: &Path, value: &Value, before: &PreviousLogin, answers: &Answers) -> bool {
    let key = super::lists::last(path).to_ascii_lowercase();
    match key.as_str() {
        "baseurl" | "clientid" | "audience" | "scopes" => true,
        "metadataurl" => value == METADATA_URL,
        "insecurecookieheader" => before.url.as_deref().is_some_and(|url| url.starts_with("http:")),
        "allowedaudience" => {
            let client = before.client.as_deref().unwrap_or_default();
            let api = format!("api://{client}");
            let own = [before.url.as_deref().unwrap_or_default(), answers.deployment.url.as_str(), client, &api];
            value.as_array().is_some_and(|entries| {
                let mut texts = entries.iter().map(Value::as_str);
                texts.all(|text| text.is_some_and(|text| own.contains(&text)))
            })
        }
        _ => false,
    }
}
