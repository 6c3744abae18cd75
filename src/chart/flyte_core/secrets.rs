//! The Secrets for flyteadmin and for the processes that call it.

use super::ADMIN_SECRETS;
use crate::chart::RenderedSecret;
use crate::chart::template::{Frame, RenderContext, TemplateError, at, tpl_yaml};
use crate::flyte::PROPELLER_KEY;
use crate::values::print::print;
use crate::values::{Entry, Kind, Map, Value};
use crate::yaml::YamlVersion;

const PROPELLER: Frame = Frame::file("flyte-core/templates/common/secret-auth.yaml");
const MANIFEST: Frame = Frame::file("flyte-core/templates/common/secret.yaml");
const ADMIN: Frame = Frame::file("flyte-core/templates/admin/secret.yaml");
const TPL: &str = "tpl (toYaml .) $";

/// Renders the user's manifest, if it is a Secret.
pub(super) fn manifest(context: &RenderContext<'_>) -> Result<Vec<RenderedSecret>, TemplateError> {
    let path = ["common", "databaseSecret", "secretManifest"];
    let Some(manifest) = at(context, MANIFEST, &path)?.filter(|manifest| manifest.is_truthy()) else {
        return Ok(Vec::new());
    };
    let manifest = tpl_yaml(manifest, context, MANIFEST, TPL, YamlVersion::V1_1)?;
    if manifest.get("kind").and_then(Value::as_str) != Some("Secret") {
        return Ok(Vec::new());
    }
    let data = manifest.get("stringData").or_else(|| manifest.get("data"));
    Ok(vec![RenderedSecret {
        name: manifest.at(&["metadata", "name"]).map(print).unwrap_or_default(),
        data: data.and_then(Value::as_map).cloned().unwrap_or_default(),
    }])
}

/// flytepropeller's Secret, or the reason why the template's output is not YAML.
pub(super) struct RenderedPropellerSecret {
    made: Option<RenderedSecret>,
    broken: Option<&'static str>,
}

impl RenderedPropellerSecret {
    /// Returns the Secret. Helm parses the output only after every template has rendered.
    pub(super) fn finish(self, context: &RenderContext<'_>) -> Result<Option<RenderedSecret>, TemplateError> {
        match self.broken {
            Some(message) => context.failed(PROPELLER.not_yaml(message), self.made),
            None => Ok(self.made),
        }
    }
}

/// Renders the Secret with the client secret of flytepropeller and flytescheduler.
pub(super) fn propeller(context: &RenderContext<'_>) -> Result<RenderedPropellerSecret, TemplateError> {
    let path = |key| ["secrets", "adminOauthClientCredentials", key];
    let mut secret = RenderedPropellerSecret { made: None, broken: None };
    if !at(context, PROPELLER, &path("enabled"))?.is_some_and(Value::is_truthy) {
        return Ok(secret);
    }
    let Some(value) = at(context, PROPELLER, &path("clientSecret"))?.filter(|value| value.is_truthy()) else {
        return Ok(secret);
    };
    let name = at(context, PROPELLER, &path("secretName"))?.map(print).unwrap_or_default();
    // The template does not quote it: a text that toYaml writes without quotes may be read as another type.
    let read = tpl_yaml(value, context, PROPELLER, TPL, YamlVersion::V1_1)?;
    // A value of several lines starts on the key's line and continues at the key's column.
    secret.broken = match &value.kind {
        Kind::Map(_) => Some("line 8: mapping values are not allowed in this context"),
        Kind::List(_) => Some("line 8: block sequence entries are not allowed in this context"),
        Kind::String(text) if text.contains('\n') => Some("line 10: could not find expected ':'"),
        _ => None,
    };
    let mut data = Map::default();
    data.insert(PROPELLER_KEY.into(), Entry::new(read));
    secret.made = Some(RenderedSecret { name, data });
    Ok(secret)
}

/// Renders the Secret that is mounted into flyteadmin, if there is a flyteadmin; an init container adds keys to it.
pub(super) fn admin(context: &RenderContext<'_>) -> Result<Option<RenderedSecret>, TemplateError> {
    if !at(context, ADMIN, &["flyteadmin", "enabled"])?.is_some_and(Value::is_truthy) {
        return Ok(None);
    }
    let data = match at(context, ADMIN, &["flyteadmin", "secrets"])?.filter(|secrets| secrets.is_truthy()) {
        Some(secrets) => {
            tpl_yaml(secrets, context, ADMIN, TPL, YamlVersion::V1_1)?.as_map().cloned().unwrap_or_default()
        }
        None => Map::default(),
    };
    Ok(Some(RenderedSecret { name: ADMIN_SECRETS.to_owned(), data }))
}
