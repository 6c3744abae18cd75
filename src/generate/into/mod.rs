//! Auth settings put into a values file that somebody has already.

mod clients;
mod comments;
mod comparison;
mod error;

use serde_json::Value;

pub use self::clients::lost_clients;
use self::comparison::{Comparison, holds};
pub use self::error::IntoError;
use super::PlannedFile;
use crate::answers::Answers;
use crate::chart::Chart;
use crate::deployment::Server;
use crate::values::is_placeholder;
use crate::yaml::edit::{Change, EditError, apply, edit};
use crate::yaml::{HelmVersion, Path, ReadError, Step, read};

/// What `generate` writes for one answer and not for another: if it is not to be there, it goes away.
const BINARY: &[&str] = &[
    "configuration.auth.enableAuthServer",
    "configuration.auth.oidc.clientSecret",
    "configuration.auth.internal.clientId",
    "configuration.auth.internal.audience",
    "configuration.auth.internal.clientSecret",
    "configuration.auth.internal.clientSecretHash",
    "configuration.auth.flyteClient.clientId",
    "configuration.auth.flyteClient.audience",
    "configuration.auth.clientSecretsExternalSecretRef",
    "configuration.inline.admin.clientId",
    "configuration.inline.admin.audience",
    "configuration.inline.admin.scopes",
    "configuration.inline.admin.useAudienceFromAdmin",
    "configuration.inline.auth.authorizedUris",
    "configuration.inline.auth.appAuth.authServerType",
    "configuration.inline.auth.appAuth.thirdPartyConfig",
    "configuration.inline.auth.userAuth.openId.baseUrl",
    "configuration.inline.auth.userAuth.openId.clientId",
    "configuration.inline.auth.userAuth.openId.issuerUrl",
    "configuration.inline.auth.userAuth.openId.scopes",
    "configuration.inline.server.security.insecureCookieHeader",
];

/// The same for flyte-core.
const CORE: &[&str] = &[
    "configmap.admin.admin.clientId",
    "configmap.admin.admin.audience",
    "configmap.admin.admin.scopes",
    "configmap.admin.admin.useAudienceFromAdmin",
    "configmap.adminServer.auth.appAuth.authServerType",
    "configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret",
    "configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.clientId",
    "configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.audience",
    "configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.scopes",
    "configmap.adminServer.auth.userAuth.openId.clientSecretFile",
    "configmap.adminServer.auth.userAuth.openId.issuerUrl",
    "configmap.adminServer.auth.userAuth.openId.scopes",
    "configmap.adminServer.server.security.insecureCookieHeader",
    "flyteadmin.secrets.oidc_client_secret",
    "secrets.adminOauthClientCredentials.clientId",
    "secrets.adminOauthClientCredentials.clientSecret",
    "secrets.adminOauthClientCredentials.enabled",
    "secrets.adminOauthClientCredentials.secretName",
];

/// What belongs to the server that is not chosen: of the internal one first.
const fn of_other_server(chart: Chart, external: bool) -> &'static str {
    match (chart, external) {
        (Chart::FlyteBinary, true) => "configuration.inline.auth.appAuth.selfAuthServer",
        (Chart::FlyteBinary, false) => "configuration.inline.auth.appAuth.externalAuthServer",
        (Chart::FlyteCore, true) => "configmap.adminServer.auth.appAuth.selfAuthServer",
        (Chart::FlyteCore, false) => "configmap.adminServer.auth.appAuth.externalAuthServer",
    }
}

/// Where the hash of CI's password may stand, which goes away when the secrets move into a file of their own.
fn ci_hash(answers: &Answers) -> Option<String> {
    let deployment = &answers.deployment;
    let ci = deployment
        .ci
        .as_ref()
        .filter(|_| deployment.internal().is_some())?;
    let server = of_other_server(deployment.chart, true);
    Some(format!("{server}.staticClients.{}.client_secret", ci.id))
}

/// `text`, a values file, with the settings of a planned one: those that differ are replaced where they stand, those
/// that are missing are added with the comments of the template, those of the other authorization server go away.
/// Everything else stays as it is. Where the planned file is for an umbrella chart ([`PlannedFile::below`]), so is
/// `text`.
pub fn into(file: &PlannedFile, answers: &Answers, text: &str) -> Result<String, IntoError> {
    let planned = values(&file.text)?;
    let mut old = values(text)?;
    let is_encrypted = old.get("sops").is_some_and(Value::is_object);
    let mut changes = Vec::new();
    let mut comparison = Comparison {
        text: &file.text,
        changes: &mut changes,
    };
    comparison.map(&mut old, &planned, &Path::default());
    let external = matches!(answers.deployment.server, Server::External(_));
    let owned = match answers.deployment.chart {
        Chart::FlyteBinary => BINARY,
        Chart::FlyteCore => CORE,
    };
    let ci_hash = ci_hash(answers);
    for place in owned
        .iter()
        .copied()
        .chain([of_other_server(answers.deployment.chart, external)])
        .chain(ci_hash.as_deref())
    {
        let keys: Vec<&str> = file.below.into_iter().chain(place.split('.')).collect();
        if planned.pointer(&format!("/{}", keys.join("/"))).is_none() {
            changes.extend(spelt(&old, &keys).map(|path| Change::Remove { path }));
        }
    }
    if is_encrypted && !changes.is_empty() {
        return Err(IntoError::Encrypted);
    }
    if let Some(path) = changes.iter().find_map(|change| filled_in(&old, change)) {
        return Err(IntoError::Placeholder(path.clone()));
    }
    let renewed = comments::renewed(text, &file.text);
    // What looks like a comment in a text of several lines is none.
    let text = match values(&renewed) {
        Ok(after) if after == values(text)? => renewed.as_str(),
        _ => text,
    };
    let edits = edit(text, HelmVersion::V3, &changes)?;
    let result = apply(text, &edits).ok_or(EditError::Meaning)?;
    if holds(&values(&result)?, &planned) {
        Ok(result)
    } else {
        Err(EditError::Meaning.into())
    }
}

/// The place of a value that another tool fills in later, if a change would put another one there. A setting that goes
/// away needs no value, so it may go.
fn filled_in<'a>(old: &Value, change: &'a Change) -> Option<&'a Path> {
    let (Change::Set { path, .. } | Change::Remove { path }) = change else {
        return None;
    };
    if matches!(change, Change::Remove { .. }) && !matches!(path.0.last(), Some(Step::Index(_))) {
        return None;
    }
    let there = path.0.iter().try_fold(old, |value, step| match step {
        Step::Key(key) => value.get(&**key),
        Step::Index(index) => value.get(index),
    })?;
    holds_placeholder(there).then_some(path)
}

fn holds_placeholder(value: &Value) -> bool {
    match value {
        Value::String(text) => is_placeholder(text),
        Value::Array(items) => items.iter().any(holds_placeholder),
        Value::Object(map) => map.values().any(holds_placeholder),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What Helm 3 and 4 both read.
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
    if three == four {
        Ok(three)
    } else {
        Err(EditError::Documents)
    }
}

/// A path as it is spelt in the values, where the case of its keys may differ.
fn spelt(values: &Value, keys: &[&str]) -> Option<Path> {
    let mut path = Path::default();
    let mut at = values;
    for key in keys {
        let map = at.as_object()?;
        let (key, value) = map.get_key_value(*key).or_else(|| {
            map.iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(key))
        })?;
        path.0.push(Step::Key(key.as_str().into()));
        at = value;
    }
    Some(path)
}
