//! The Secrets that values refer to, out of the effective model.

use super::{
    Content, Entry, MadeSecret, ReleaseSecrets, SecretKey, SecretName, SecretToMake, SecretsError,
};
use crate::chart::{
    ADMIN_AUTH_SUFFIX, ADMIN_SECRETS, CLIENT_SECRETS_SUFFIX, Chart, DEFAULT_PROPELLER_SECRET, Exposure, ProcessName, SECRETS_FOLDER,
    SecretUse,
};
use crate::deployment::KubernetesName;
use crate::diagnostic::visible;
use crate::flyte::config::{AuthServerType, AuthType};
use crate::flyte::{FlyteVersion, Model, ProcessModel};
use crate::values::Value;

/// What precedes a key's name in the variable that wins over its file (`secretmanager.Config`, v1.16.8).
const VARIABLE_PREFIX: &str = "FLYTE_SECRET_";

/// The keys that `flyteadmin secrets init` makes, in the Secret that the chart makes for it.
const MADE_BY_FLYTEADMIN: [&str; 5] = [
    "claim_symmetric_key",
    "cookie_hash_key",
    "cookie_block_key",
    "token_rsa_key.pem",
    "token_rsa_key_old.pem",
];

/// Something that a process reads.
struct Wanted {
    process: ProcessName,
    variable: Option<String>,
    file: Option<String>,
    content: Content,
}

impl ReleaseSecrets {
    /// The Secrets of a release with these values, installed with the chart of this version.
    pub fn of_values(model: &Model, version: FlyteVersion) -> Result<Self, SecretsError> {
        let namespace = KubernetesName::parse(&model.namespace, "namespace", 63)
            .map_err(SecretsError::Name)?;
        let names = Names::of(model, version);
        let made = model.secrets.iter().map(|secret| MadeSecret {
            name: names.real(&secret.name).to_owned(),
            keys: secret.data.keys().map(ToString::to_string).collect(),
        });
        let mut release = Self {
            chart: model.chart,
            namespace,
            made: made.collect(),
            usually_made: usually_made(model),
            expected: Vec::new(),
            notes: Vec::new(),
        };
        for wanted in wanted(model) {
            release.add(model, &names, wanted)?;
        }
        for secret in &mut release.expected {
            secret.remark.insert_str(0, "Read by ");
        }
        release.note_config(model);
        Ok(release)
    }

    fn add(
        &mut self,
        model: &Model,
        names: &Names<'_>,
        wanted: Wanted,
    ) -> Result<(), SecretsError> {
        let found = find(model, &wanted, |name, key| {
            self.made
                .iter()
                .any(|made| made.name == names.real(name) && made.keys.iter().any(|own| own == key))
        });
        let is_made = |name: &str| self.made.iter().any(|made| made.name == name);
        let Some((name, key)) = found else {
            let what = wanted.variable.as_ref().or(wanted.file.as_ref());
            self.notes.push(
                SecretsError::nowhere(
                    wanted.process.as_str(),
                    what.map_or("a secret", String::as_str),
                )
                .to_string(),
            );
            return Ok(());
        };
        let name = names.real(&name).to_owned();
        if is_made(&name) {
            let own = self.made.iter().find(|made| made.name == name);
            let has = own.is_some_and(|made| made.keys.contains(&key));
            if !has {
                self.notes.push(format!(
                    "{} reads `{}` in `{name}`, which the chart makes without it: {}",
                    wanted.process.as_str(),
                    visible(&key),
                    if name == ADMIN_SECRETS {
                        format!("set `flyteadmin.secrets.{}`, or mount a Secret of your own and name its file in `clientSecretFile`", visible(&key))
                    } else {
                        "add it there after the upgrade, or take another Secret".to_owned()
                    }
                ));
            }
            return Ok(());
        }
        let name = SecretName::parse(&name, "Secret").map_err(SecretsError::Name)?;
        let key = SecretKey::parse(&key).map_err(SecretsError::Name)?;
        let who = wanted.process.as_str();
        let entry = Entry {
            key,
            content: wanted.content,
        };
        match self.expected.iter_mut().find(|secret| secret.name == name) {
            Some(secret) => {
                if !secret.remark.split(" and ").any(|other| other == who) {
                    secret.remark = format!("{} and {who}", secret.remark);
                }
                if !secret.entries.iter().any(|other| other.key == entry.key) {
                    secret.entries.push(entry);
                }
            }
            None => self.expected.push(SecretToMake {
                name,
                namespace: self.namespace.clone(),
                remark: who.to_owned(),
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
            let Some(name) = configuration(key)
                .filter(|value| value.is_truthy())
                .and_then(Value::as_str)
            else {
                continue;
            };
            self.notes.push(format!(
                "`configuration.{key}` names the Secret `{}`, whose keys are config files: what it is to hold is not known here",
                visible(name)
            ));
        }
    }
}

/// What the chart calls the Secret with flytepropeller's secret: in flyte-binary beside the one for flyteadmin's own keys.
fn usually_made(model: &Model) -> Option<String> {
    match model.chart {
        Chart::FlyteCore => Some(DEFAULT_PROPELLER_SECRET.to_owned()),
        Chart::FlyteBinary => model.secrets.iter().find_map(|secret| {
            let fullname = secret.name.strip_suffix(ADMIN_AUTH_SUFFIX)?;
            Some(format!("{fullname}{CLIENT_SECRETS_SUFFIX}"))
        }),
    }
}

/// The names of Secrets, as the chart of a version has them.
struct Names<'a> {
    /// What `secretName` says, where the chart does not read it.
    unread: Option<&'a str>,
}

impl<'a> Names<'a> {
    fn of(model: &'a Model, version: FlyteVersion) -> Self {
        let path = ["secrets", "adminOauthClientCredentials", "secretName"];
        let named = model.values.at(&path).and_then(Value::as_str);
        Self {
            unread: named.filter(|_| {
                model.chart == Chart::FlyteCore && version < FlyteVersion::SECRET_NAME
            }),
        }
    }

    fn real<'b>(&self, name: &'b str) -> &'b str {
        if self.unread == Some(name) {
            DEFAULT_PROPELLER_SECRET
        } else {
            name
        }
    }
}

/// What the processes read of secrets, flyteadmin's first.
fn wanted(model: &Model) -> Vec<Wanted> {
    let mut all = Vec::new();
    if let Some(server) = model.server() {
        of_server(server, &mut all);
    }
    let clients = [
        ProcessName::Flyte,
        ProcessName::Flytepropeller,
        ProcessName::Flytescheduler,
    ];
    for process in clients.into_iter().filter_map(|name| model.process(name)) {
        let is_off = process.name == ProcessName::Flyte
            && process.decoded.security.use_auth.get() != Some(&true);
        if !is_off {
            of_client(model, process, &mut all);
        }
    }
    all
}

fn of_server(server: &ProcessModel, all: &mut Vec<Wanted>) {
    if server.decoded.security.use_auth.get() != Some(&true) {
        return;
    }
    let auth = &server.decoded.auth;
    let open_id = &auth.user_auth.open_id;
    let in_folder = |name: &str| format!("{SECRETS_FOLDER}/{name}");
    let content = Content::ClientSecret {
        client: open_id.client_id.text().unwrap_or_default().to_owned(),
    };
    if let Some(file) = open_id.client_secret_file.text() {
        all.push(Wanted {
            process: server.name,
            variable: None,
            file: Some(file.to_owned()),
            content,
        });
    } else if let Some(name) = open_id.client_secret_name.text() {
        all.push(Wanted {
            process: server.name,
            variable: Some(format!("{VARIABLE_PREFIX}{name}")),
            file: Some(in_folder(name)),
            content,
        });
    }
    let own = &auth.app_auth.self_auth_server;
    for (setting, name) in [
        (
            "cookieHashKeySecretName",
            &auth.user_auth.cookie_hash_key_secret_name,
        ),
        (
            "cookieBlockKeySecretName",
            &auth.user_auth.cookie_block_key_secret_name,
        ),
        (
            "claimSymmetricEncryptionKeySecretName",
            &own.claim_symmetric_encryption_key_secret_name,
        ),
        (
            "tokenSigningRSAKeySecretName",
            &own.token_signing_rsa_key_secret_name,
        ),
    ] {
        let Some(name) = name
            .text()
            .filter(|name| !MADE_BY_FLYTEADMIN.contains(name))
        else {
            continue;
        };
        all.push(Wanted {
            process: server.name,
            variable: Some(format!("{VARIABLE_PREFIX}{name}")),
            file: Some(in_folder(name)),
            content: Content::OwnKey { setting },
        });
    }
}

fn of_client(model: &Model, process: &ProcessModel, all: &mut Vec<Wanted>) {
    let admin = &process.decoded.admin;
    if admin.auth_type.get() != Some(&AuthType::ClientSecret) {
        return;
    }
    let client = admin.client_id.text().unwrap_or_default().to_owned();
    let server = model
        .server()
        .and_then(|server| server.decoded.auth.app_auth.auth_server_type.get());
    let content = match server {
        Some(AuthServerType::SelfServer) => Content::Password,
        Some(AuthServerType::External) => Content::ClientSecret { client },
        None => Content::AsInControlPlane { client },
    };
    // The variable wins, and with it nothing reads the file.
    let variable = admin.client_secret_env_var.text().map(str::to_owned);
    let file = admin.client_secret_location.text().map(str::to_owned);
    all.push(Wanted {
        process: process.name,
        file: file.filter(|_| variable.is_none()),
        variable,
        content,
    });
}

/// The Secret and the key that a process reads something from. Where several could have it, one that is `made` with it
/// comes first, then one that nobody made.
fn find(
    model: &Model,
    wanted: &Wanted,
    made: impl Fn(&str, &str) -> bool,
) -> Option<(String, String)> {
    let uses = || {
        model
            .uses
            .iter()
            .filter(|secret| secret.process == wanted.process)
    };
    let by_variable = |secret: &SecretUse| {
        let wanted = wanted.variable.as_deref()?;
        let key = match &secret.exposure {
            Exposure::Variable { variable, key } if variable == wanted => key.clone(),
            Exposure::Variables => wanted.to_owned(),
            Exposure::Variable { .. } | Exposure::Files(_) => return None,
        };
        Some((secret.name.clone(), key))
    };
    let single = uses().find(|secret| matches!(&secret.exposure, Exposure::Variable { variable, .. } if Some(variable) == wanted.variable.as_ref()));
    if let Some(found) = single.and_then(by_variable) {
        return Some(found);
    }
    let mut files: Vec<(usize, String, String)> = uses()
        .filter_map(|secret| {
            let Exposure::Files(mount) = &secret.exposure else {
                return None;
            };
            let key = mount.key_of(wanted.file.as_deref()?)?;
            Some((mount.folder.len(), secret.name.clone(), key))
        })
        .collect();
    let deepest = files.iter().map(|(depth, ..)| *depth).max();
    files.retain(|(depth, ..)| Some(*depth) == deepest);
    let is_made = |name: &str| model.secrets.iter().any(|secret| secret.name == name);
    let best = files
        .iter()
        .find(|(_, name, key)| made(name, key))
        .or_else(|| files.iter().find(|(_, name, _)| !is_made(name)))
        .or_else(|| files.first());
    // All the keys of a Secret as variables are a guess, where no file is named either.
    best.map(|(_, name, key)| (name.clone(), key.clone()))
        .or_else(|| uses().find_map(by_variable))
}
