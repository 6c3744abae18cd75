//! Finds the secrets that a release's processes read, and the Secrets that hold them.

use super::ExpectedValue;
use crate::chart::ProcessName;
use crate::flyte::GENERATED_KEYS;
use crate::flyte::config::{AuthServerType, AuthType};
use crate::release::{Model, ProcessModel};

/// The places where a process reads one secret from.
pub(super) struct SecretLookup {
    pub(super) process: ProcessName,
    /// The environment variable, which takes precedence over the file.
    pub(super) variable: Option<String>,
    /// The file.
    pub(super) file: Option<String>,
    pub(super) content: ExpectedValue,
}

/// Returns all secrets that the processes read, flyteadmin's first.
pub(super) fn secret_lookups(model: &Model) -> Vec<SecretLookup> {
    let mut all: Vec<SecretLookup> = login(model).into_iter().collect();
    all.extend(own_keys(model));
    all.extend(clients(model));
    all
}

/// Returns the client secrets that processes log in with.
pub(super) fn clients(model: &Model) -> Vec<SecretLookup> {
    let clients = [
        ProcessName::Flyte,
        ProcessName::Flytepropeller,
        // Its pod doesn't start without the Secret either.
        ProcessName::PropellerManager,
        ProcessName::Flytescheduler,
        ProcessName::Syncresources,
    ];
    let mut all = Vec::new();
    for process in clients.into_iter().filter_map(|name| model.process(name)) {
        let is_off = process.name == ProcessName::Flyte && process.decoded.security.use_auth.get() != Some(&true);
        if !is_off {
            of_client(model, process, &mut all);
        }
    }
    all
}

/// Returns the process that users log in to, if its authentication is enabled.
fn server(model: &Model) -> Option<&ProcessModel> {
    model.server().filter(|server| server.decoded.security.use_auth.get() == Some(&true))
}

/// Returns where flyteadmin reads the login client's secret from.
pub(super) fn login(model: &Model) -> Option<SecretLookup> {
    let server = server(model)?;
    let open_id = &server.decoded.auth.user_auth.open_id;
    let content = ExpectedValue::ClientSecret { client: open_id.client_id.text().unwrap_or_default().to_owned() };
    if let Some(file) = open_id.client_secret_file.text() {
        return Some(SecretLookup { process: server.name, variable: None, file: Some(file.to_owned()), content });
    }
    let manager = server.secret_manager();
    let name = open_id.client_secret_name.text()?;
    Some(SecretLookup { process: server.name, variable: manager.variable(name), file: manager.file(name), content })
}

/// Returns the keys that flyteadmin doesn't generate itself.
fn own_keys(model: &Model) -> Vec<SecretLookup> {
    let Some(server) = server(model) else {
        return Vec::new();
    };
    let manager = server.secret_manager();
    let auth = &server.decoded.auth;
    let own = &auth.app_auth.self_auth_server;
    let settings = [
        ("cookieHashKeySecretName", &auth.user_auth.cookie_hash_key_secret_name),
        ("cookieBlockKeySecretName", &auth.user_auth.cookie_block_key_secret_name),
        ("claimSymmetricEncryptionKeySecretName", &own.claim_symmetric_encryption_key_secret_name),
        ("tokenSigningRSAKeySecretName", &own.token_signing_rsa_key_secret_name),
    ];
    let named = settings.into_iter().filter_map(|(setting, name)| Some((setting, name.text()?)));
    named
        .filter(|(_, name)| !GENERATED_KEYS.contains(name))
        .map(|(setting, name)| SecretLookup {
            process: server.name,
            variable: manager.variable(name),
            file: manager.file(name),
            content: ExpectedValue::OwnKey { setting },
        })
        .collect()
}

fn of_client(model: &Model, process: &ProcessModel, all: &mut Vec<SecretLookup>) {
    let admin = &process.decoded.admin;
    if admin.auth_type.get() != Some(&AuthType::ClientSecret) {
        return;
    }
    let client = admin.client_id.text().unwrap_or_default().to_owned();
    let server = model.server().and_then(|server| server.decoded.auth.app_auth.auth_server_type.get());
    let content = match server {
        Some(AuthServerType::SelfServer) => ExpectedValue::Password,
        Some(AuthServerType::External) => ExpectedValue::ClientSecret { client },
        None => ExpectedValue::OfDataPlane { client },
    };
    // The variable takes precedence: if it is set, the file isn't read.
    let variable = admin.client_secret_env_var.text().map(str::to_owned);
    let has_variable = admin.client_secret_env_var.get().is_none_or(|name| !name.is_empty());
    let file = admin.client_secret_location.text().map(str::to_owned);
    all.push(SecretLookup { process: process.name, file: file.filter(|_| !has_variable), variable, content });
}

/// Returns the Secret and the key that provide a secret. Among several, a Secret that is `made` with the key comes
/// first, then one that the chart doesn't create.
pub(super) fn find(
    model: &Model,
    lookup: &SecretLookup,
    made: impl Fn(&str, &str) -> bool,
) -> Option<(String, String)> {
    let pod = &model.process(lookup.process)?.pod;
    let found = pod.secrets_with(lookup.file.as_deref(), lookup.variable.as_deref());
    let is_made = |name: &str| model.secrets.iter().any(|secret| secret.name == name);
    let best = found
        .iter()
        .find(|(name, key)| made(name, key))
        .or_else(|| found.iter().find(|(name, _)| !is_made(name)))
        .or_else(|| found.first());
    best.cloned()
}
