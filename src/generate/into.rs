//! Auth settings put into a values file that somebody has already.

use serde_json::Value;

use super::PlannedFile;
use crate::answers::Answers;
use crate::chart::Chart;
use crate::deployment::Server;
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

/// `text`, a values file, with the settings of a planned one: those that differ are replaced where they stand, those
/// that are missing are added with the comments of the template, those of the other authorization server go away.
/// Everything else stays as it is.
pub fn into(file: &PlannedFile, answers: &Answers, text: &str) -> Result<String, EditError> {
    let planned = values(&file.text)?;
    let mut old = values(text)?;
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
    for place in owned
        .iter()
        .chain([&of_other_server(answers.deployment.chart, external)])
    {
        let keys: Vec<&str> = place.split('.').collect();
        if planned.pointer(&format!("/{}", keys.join("/"))).is_none() {
            changes.extend(spelt(&old, &keys).map(|path| Change::Remove { path }));
        }
    }
    let edits = edit(text, HelmVersion::V3, &changes)?;
    let result = apply(text, &edits).ok_or(EditError::Meaning)?;
    if holds(&values(&result)?, &planned) {
        Ok(result)
    } else {
        Err(EditError::Meaning)
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

/// Collects what leads from the values that are there to the planned ones.
struct Comparison<'a> {
    /// The planned text.
    text: &'a str,
    changes: &'a mut Vec<Change>,
}

impl Comparison<'_> {
    fn map(&mut self, old: &mut Value, planned: &Value, path: &Path) {
        let Value::Object(wanted) = planned else {
            return;
        };
        for (key, wanted) in wanted {
            let here = path.key(key.as_str());
            if let Some(map) = old.as_object_mut()
                && !map.contains_key(key)
                && let Some(other) = map
                    .keys()
                    .find(|other| other.eq_ignore_ascii_case(key))
                    .cloned()
                && let Some(value) = map.shift_remove(&other)
            {
                map.insert(key.clone(), value);
                self.changes.push(Change::Rename {
                    path: path.key(other),
                    key: key.clone(),
                });
            }
            match (old.get_mut(key), wanted) {
                (None, _) => self.changes.push(Change::Take {
                    path: here,
                    text: self.text.into(),
                }),
                (Some(there), wanted) if there == wanted => {}
                (Some(there @ Value::Object(_)), Value::Object(_)) => {
                    self.map(there, wanted, &here);
                }
                (Some(Value::Null), Value::Object(inner)) => {
                    for key in inner.keys() {
                        self.changes.push(Change::Take {
                            path: here.key(key.as_str()),
                            text: self.text.into(),
                        });
                    }
                }
                (Some(Value::Array(there)), Value::Array(wanted)) => {
                    self.list(there, wanted, &here);
                }
                _ => self.changes.push(Change::Set {
                    path: here,
                    value: wanted.clone(),
                }),
            }
        }
    }

    /// A list of texts becomes the planned one, item by item; maps are added to those that are there.
    fn list(&mut self, there: &[Value], wanted: &[Value], path: &Path) {
        let at = |index| {
            let mut path = path.clone();
            path.0.push(Step::Index(index));
            path
        };
        let set = |index, value: &Value| Change::Set {
            path: at(index),
            value: value.clone(),
        };
        let are_maps = wanted.iter().any(Value::is_object);
        let kept: Vec<&Value> = there
            .iter()
            .filter(|item| are_maps || wanted.contains(item))
            .collect();
        let new: Vec<&Value> = wanted.iter().filter(|item| !kept.contains(item)).collect();
        if are_maps || kept.iter().copied().chain(new.iter().copied()).eq(wanted) {
            // Each stays or goes with its comment.
            let gone = there
                .iter()
                .enumerate()
                .filter(|(_, item)| !are_maps && !wanted.contains(item));
            let gone: Vec<usize> = gone.map(|(index, _)| index).collect();
            let added = new
                .iter()
                .enumerate()
                .map(|(index, value)| set(there.len() + index, value));
            self.changes.extend(added);
            self.changes.extend(
                gone.iter()
                    .rev()
                    .map(|index| Change::Remove { path: at(*index) }),
            );
            return;
        }
        for (index, value) in wanted.iter().enumerate() {
            if there.get(index) != Some(value) {
                self.changes.push(set(index, value));
            }
        }
        self.changes.extend(
            (wanted.len()..there.len())
                .rev()
                .map(|index| Change::Remove { path: at(index) }),
        );
    }
}

/// Whether values hold all that was planned.
fn holds(values: &Value, planned: &Value) -> bool {
    match (values, planned) {
        (Value::Object(values), Value::Object(planned)) => planned
            .iter()
            .all(|(key, planned)| values.get(key).is_some_and(|value| holds(value, planned))),
        (Value::Array(values), Value::Array(planned)) if planned.iter().any(Value::is_object) => {
            planned.iter().all(|item| values.contains(item))
        }
        _ => values == planned,
    }
}
