//! The Secrets, and the config file that is in one.

use super::auth::{hash_file, not_given};
use super::names::BinaryNames;
use super::storage::is_given;
use super::{ADMIN_AUTH_SUFFIX, CLIENT_SECRETS_SUFFIX};
use crate::chart::RenderedSecret;
use crate::chart::template::{Frame, RenderContext, TemplateError, at, eq_text};
use crate::flyte::{ConfigFile, OIDC_KEY, PROPELLER_KEY};
use crate::values::print::print;
use crate::values::{Entry, Map, Value};

const CONFIG_SECRET: Frame = Frame::file("flyte-binary/templates/config-secret.yaml");
const CLIENT_SECRET: Frame = Frame::file("flyte-binary/templates/auth-client-secret.yaml");

/// Renders the Secret that an init container fills with keys.
pub(super) fn admin_auth(names: &BinaryNames) -> RenderedSecret {
    RenderedSecret { name: format!("{}{ADMIN_AUTH_SUFFIX}", names.fullname), data: Map::default() }
}

/// Renders the Secret with the client secrets of flytepropeller and of the web client.
pub(super) fn clients(context: &RenderContext<'_>, names: &BinaryNames) -> Result<RenderedSecret, TemplateError> {
    let mut data = Map::default();
    for (key, path, message) in [
        (
            PROPELLER_KEY,
            ["configuration", "auth", "internal", "clientSecret"],
            "Internal client secret required when authentication is enabled",
        ),
        (
            OIDC_KEY,
            ["configuration", "auth", "oidc", "clientSecret"],
            "OIDC client secret required when authentication is enabled",
        ),
    ] {
        let value = at(context, CLIENT_SECRET, &path)?;
        let value = match value.filter(|value| is_given(Some(value))) {
            Some(value) => Value::string(print(value), value.origin.clone()),
            None => context.failed(CLIENT_SECRET.stated(message), not_given())?,
        };
        data.insert(key.into(), Entry::new(value));
    }
    Ok(RenderedSecret { name: format!("{}{CLIENT_SECRETS_SUFFIX}", names.fullname), data })
}

/// Renders `014-auth-secrets.yaml`, if there is a hash for it.
pub(super) fn config(context: &RenderContext<'_>) -> Result<Option<ConfigFile>, TemplateError> {
    at(context, CONFIG_SECRET, &["configuration", "database", "password"])?;
    let provider = at(context, CONFIG_SECRET, &["configuration", "storage", "provider"])?;
    if eq_text(context, CONFIG_SECRET, "eq \"s3\" .Values.configuration.storage.provider", provider, "s3", false)? {
        storage_keys(context).or_else(|error| context.failed(error, ()))?;
    }
    for key in ["enabled", "enableAuthServer"] {
        if !at(context, CONFIG_SECRET, &["configuration", "auth", key])?.is_some_and(Value::is_truthy) {
            return Ok(None);
        }
    }
    let hash = at(context, CONFIG_SECRET, &["configuration", "auth", "internal", "clientSecretHash"])?;
    Ok(hash.filter(|hash| hash.is_truthy()).map(hash_file))
}

fn storage_keys(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    let path = |key| ["configuration", "storage", "providerConfig", "s3", key];
    let kind = at(context, CONFIG_SECRET, &path("authType"))?;
    let shown = "eq \"accesskey\" .Values.configuration.storage.providerConfig.s3.authType";
    if !eq_text(context, CONFIG_SECRET, shown, kind, "accesskey", false)? {
        return Ok(());
    }
    for (key, message) in [
        ("accessKey", "Access key required for S3 storage provider"),
        ("secretKey", "Secret key required for S3 storage provider"),
    ] {
        if !is_given(at(context, CONFIG_SECRET, &path(key))?) {
            return Err(CONFIG_SECRET.stated(message));
        }
    }
    Ok(())
}
