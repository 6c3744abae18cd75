//! The Secrets that values refer to, derived from the effective model.

use super::lookups::{SecretLookup, find, secret_lookups};
use super::{ExpectedKey, MadeSecret, ReleaseSecrets, SecretKey, SecretToMake, SecretsError};
use crate::chart::{
    ADMIN_AUTH_SUFFIX, ADMIN_SECRETS, Chart, DEFAULT_PROPELLER_SECRET, EXTERNAL_CONFIG, INLINE_CONFIG,
    PROPELLER_SECRET_NAME, ProcessName,
};
use crate::deployment::{Deployment, KubernetesName, SecretName};
use crate::diagnostic::Fault;
use crate::flyte::FlyteVersion;
use crate::release::{Model, Release, Rendering};
use crate::text::{and_list, visible};
use crate::values::{FileInput, HelmVersion, Inputs, Value, is_placeholder, layer};

impl ReleaseSecrets {
    /// Returns the Secrets of a deployment's release, or `None` if the files don't make a release.
    pub fn of_files(files: Vec<FileInput>, deployment: &Deployment) -> Option<Self> {
        let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 };
        let layered = layer(&inputs, &|_| Err(std::io::ErrorKind::NotFound.into())).ok()?;
        let model = Release::of(&layered, deployment.release_info()).ok()?.model(Rendering::default()).ok()?;
        Self::of_values(&model, deployment.version).ok()
    }

    /// Returns the Secrets of a release with this version of the chart.
    pub fn of_values(model: &Model, version: FlyteVersion) -> Result<Self, SecretsError> {
        let namespace = KubernetesName::namespace(&model.namespace).map_err(SecretsError::Name)?;
        let names = ChartSecretNames::of(model, version);
        // A Secret with an invalid name or key doesn't exist, as Kubernetes refuses it.
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
        for lookup in secret_lookups(model) {
            release.add(model, &names, lookup)?;
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

    fn add(&mut self, model: &Model, names: &ChartSecretNames<'_>, lookup: SecretLookup) -> Result<(), SecretsError> {
        let found = find(model, &lookup, |name, key| {
            self.made.iter().any(|made| made.name == names.real(name) && made.keys.iter().any(|own| own == key))
        });
        let is_made = |name: &str| self.made.iter().any(|made| made.name == name);
        let Some((name, key)) = found else {
            let what = lookup.variable.as_ref().or(lookup.file.as_ref());
            self.notes.push(
                SecretsError::nowhere(lookup.process.as_str(), what.map_or("a secret", String::as_str)).to_string(),
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
                    lookup.process.as_str(),
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
        let entry = ExpectedKey { key, content: lookup.content };
        match self.expected.iter_mut().find(|secret| secret.name == name) {
            Some(secret) => {
                if !secret.readers.contains(&lookup.process) {
                    secret.readers.push(lookup.process);
                }
                if !secret.entries.iter().any(|other| other.key == entry.key) {
                    secret.entries.push(entry);
                }
            }
            None => self.expected.push(SecretToMake {
                name,
                namespace: self.namespace.clone(),
                readers: vec![lookup.process],
                remark: String::new(),
                entries: vec![entry],
            }),
        }
        Ok(())
    }

    /// Notes config files from Secrets, which are not read.
    fn note_config(&mut self, model: &Model) {
        if model.chart != Chart::FlyteBinary {
            return;
        }
        let ([_, external], [_, inline]) = (EXTERNAL_CONFIG, INLINE_CONFIG);
        for path in [inline, external] {
            let Some(name) = model.values.at(&path).filter(|value| value.is_truthy()).and_then(Value::as_str) else {
                continue;
            };
            self.notes.push(format!(
                "`{}` refers to the Secret `{}`, whose keys are config files with unknown content",
                path.join("."),
                visible(name)
            ));
        }
    }
}

/// The names of Secrets as one version of the chart creates them.
struct ChartSecretNames<'a> {
    /// The value of `secretName`, if this version of the chart ignores it.
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
