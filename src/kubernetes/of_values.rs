//! The Secrets that values refer to, out of the effective model.

use super::wanted::{SecretLookup, find, secret_lookups};
use super::{ExpectedKey, MadeSecret, ReleaseSecrets, SecretKey, SecretToMake, SecretsError};
use crate::chart::{
    ADMIN_AUTH_SUFFIX, ADMIN_SECRETS, Chart, DEFAULT_PROPELLER_SECRET, PROPELLER_SECRET_NAME, ProcessName,
};
use crate::deployment::{Deployment, KubernetesName, SecretName};
use crate::diagnostic::Fault;
use crate::flyte::FlyteVersion;
use crate::release::{Model, Release, Rendering};
use crate::text::{and_list, visible};
use crate::values::{FileInput, HelmVersion, Inputs, Value, is_placeholder, layer};

impl ReleaseSecrets {
    /// The Secrets of a deployment's release with these values files, if they make one.
    pub fn of_files(files: Vec<FileInput>, deployment: &Deployment) -> Option<Self> {
        let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 };
        let layered = layer(&inputs, &|_| Err(std::io::ErrorKind::NotFound.into())).ok()?;
        let model = Release::of(&layered, deployment.release_info()).ok()?.model(Rendering::default()).ok()?;
        Self::of_values(&model, deployment.version).ok()
    }

    /// The Secrets of a release with these values, installed with the chart of this version.
    pub fn of_values(model: &Model, version: FlyteVersion) -> Result<Self, SecretsError> {
        let namespace = KubernetesName::namespace(&model.namespace).map_err(SecretsError::Name)?;
        let names = ChartSecretNames::of(model, version);
        // What Kubernetes refuses is no one's to look after.
        let made = model.secrets.iter().filter_map(|secret| {
            let name = SecretName::parse(names.real(&secret.name)).ok()?;
            let keys = secret.data.keys().filter_map(|key| SecretKey::parse(key).ok());
            Some(MadeSecret { name: name.to_string(), keys: keys.map(|key| key.to_string()).collect() })
        });
        let mut release = Self {
            chart: model.chart,
            namespace,
            made: made.collect(),
            fullname: model.secrets.iter().find_map(|secret| {
                let fullname = secret.name.strip_suffix(ADMIN_AUTH_SUFFIX)?;
                Some(fullname.to_owned())
            }),
            expected: Vec::new(),
            notes: Vec::new(),
        };
        for wanted in secret_lookups(model) {
            release.add(model, &names, wanted)?;
        }
        for secret in &mut release.expected {
            secret.remark = match secret.readers.as_slice() {
                [ProcessName::Flyte] => "Read by Flyte's single process".to_owned(),
                several => {
                    let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
                    format!("Read by {}", and_list(&names))
                }
            };
            let by_key = |a: &ExpectedKey, b: &ExpectedKey| a.key.as_str().cmp(b.key.as_str());
            secret.entries.sort_by(by_key);
        }
        release.note_config(model);
        Ok(release)
    }

    fn add(&mut self, model: &Model, names: &ChartSecretNames<'_>, wanted: SecretLookup) -> Result<(), SecretsError> {
        let found = find(model, &wanted, |name, key| {
            self.made.iter().any(|made| made.name == names.real(name) && made.keys.iter().any(|own| own == key))
        });
        let is_made = |name: &str| self.made.iter().any(|made| made.name == name);
        let Some((name, key)) = found else {
            let what = wanted.variable.as_ref().or(wanted.file.as_ref());
            self.notes.push(
                SecretsError::nowhere(wanted.process.as_str(), what.map_or("a secret", String::as_str)).to_string(),
            );
            return Ok(());
        };
        let name = names.real(&name).to_owned();
        if is_made(&name) {
            let own = self.made.iter().find(|made| made.name == name);
            let has = own.is_some_and(|made| made.keys.contains(&key));
            if !has {
                self.notes.push(format!(
                    "{} reads `{}` in `{name}`, which the chart creates without it: {}",
                    wanted.process.as_str(),
                    visible(&key),
                    if name == ADMIN_SECRETS {
                        format!(
                            "set `flyteadmin.secrets.{}`, or mount an existing Secret and set its file in \
                            `clientSecretFile`",
                            visible(&key)
                        )
                    } else {
                        "add it there after the upgrade, or use another Secret".to_owned()
                    }
                ));
            }
            return Ok(());
        }
        let name = SecretName::parse(&name).map_err(|fault| not_filled_in(&name, fault))?;
        let key = SecretKey::parse(&key).map_err(SecretsError::Name)?;
        let entry = ExpectedKey { key, content: wanted.content };
        match self.expected.iter_mut().find(|secret| secret.name == name) {
            Some(secret) => {
                if !secret.readers.contains(&wanted.process) {
                    secret.readers.push(wanted.process);
                }
                if !secret.entries.iter().any(|other| other.key == entry.key) {
                    secret.entries.push(entry);
                }
            }
            None => self.expected.push(SecretToMake {
                name,
                namespace: self.namespace.clone(),
                readers: vec![wanted.process],
                remark: String::new(),
                entries: vec![entry],
            }),
        }
        Ok(())
    }

    /// Config that comes from outside is not looked into.
    fn note_config(&mut self, model: &Model) {
        let configuration = |key| model.values.at(&["configuration", key]);
        if model.chart != Chart::FlyteBinary {
            return;
        }
        for key in ["inlineSecretRef", "externalSecretRef"] {
            let Some(name) = configuration(key).filter(|value| value.is_truthy()).and_then(Value::as_str) else {
                continue;
            };
            self.notes.push(format!(
                "`configuration.{key}` refers to the Secret `{}`, whose keys are config files with unknown content",
                visible(name)
            ));
        }
    }
}

/// The names of Secrets, as the chart of a version has them.
struct ChartSecretNames<'a> {
    /// What `secretName` says, where the chart does not read it.
    unread: Option<&'a str>,
}

impl<'a> ChartSecretNames<'a> {
    fn of(model: &'a Model, version: FlyteVersion) -> Self {
        let named = model.values.at(&PROPELLER_SECRET_NAME).and_then(Value::as_str);
        Self { unread: named.filter(|_| model.chart == Chart::FlyteCore && version < FlyteVersion::SECRET_NAME) }
    }

    fn real<'b>(&self, name: &'b str) -> &'b str {
        if self.unread == Some(name) { DEFAULT_PROPELLER_SECRET } else { name }
    }
}

/// The error about a name that is not a Secret's. One with a placeholder is filled in before Helm gets it.
fn not_filled_in(name: &str, fault: Fault) -> SecretsError {
    let is_open = is_placeholder(name) || name.contains("{{");
    SecretsError::Name(if is_open {
        Fault::new(fault.message()).help("pass the values as Helm gets them, with all placeholders filled in")
    } else {
        fault
    })
}
