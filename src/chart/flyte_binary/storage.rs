//! `003-storage.yaml`: only the errors that keep the chart from rendering.

use super::config::CONFIGMAP;
use crate::chart::template::{Frame, RenderContext, TemplateError, at, eq_text, tpl_string};
use crate::values::Value;
use crate::values::print::print_as_string;

const PREFIX: Frame =
    Frame::define("flyte-binary/templates/_helpers.tpl", "flyte-binary.configuration.storage.userDataPrefix");
const PROVIDER: &[&str] = &["configuration", "storage", "provider"];

/// Returns whether `required` accepts a value: everything but null and the empty string.
pub(super) fn is_given(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
}

/// Fails if the template fails.
pub(super) fn check(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    user_data_prefix(context)
        .map_err(|error| error.within(CONFIGMAP, "include \"flyte-binary.configuration.storage.userDataPrefix\" ."))?;
    let Some(storage) = at(context, CONFIGMAP, &["configuration", "storage"])?.filter(|s| s.is_truthy()) else {
        return Ok(());
    };
    let provider = storage.get("provider").filter(|provider| !provider.is_null());
    let is = |name: &str| eq_text(context, CONFIGMAP, &format!("eq \"{name}\" .provider"), provider, name, false);
    if is("s3")? {
        s3(context, storage)?;
    } else if is("azure")? {
    } else if is("gcs")? {
        if !is_given(storage.at(&["providerConfig", "gcs", "project"])) {
            return Err(CONFIGMAP.stated("GCP project required for GCS storage provider"));
        }
    } else {
        let got = provider.map_or_else(|| "%!s(<nil>)".to_owned(), print_as_string);
        return Err(
            CONFIGMAP.stated(format!("Invalid value for storage provider. Expected one of (s3, gcs), but got: {got}"))
        );
    }
    if is_given(storage.get("metadataContainer")) {
        Ok(())
    } else {
        Err(CONFIGMAP.stated("Metadata container required"))
    }
}

fn user_data_prefix(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    if !is_given(at(context, PREFIX, &["configuration", "storage", "userDataContainer"])?) {
        return Err(PREFIX.stated("User data container required"));
    }
    let provider = at(context, PREFIX, PROVIDER)?;
    for name in ["s3", "gcs", "azure"] {
        let shown = format!("eq \"{name}\" .Values.configuration.storage.provider");
        if eq_text(context, PREFIX, &shown, provider, name, false)? {
            break;
        }
    }
    Ok(())
}

fn s3(context: &RenderContext<'_>, storage: &Value) -> Result<(), TemplateError> {
    let Some(s3) = storage.at(&["providerConfig", "s3"]).filter(|s3| s3.is_truthy()) else {
        return Ok(());
    };
    if !is_given(s3.get("region")) {
        return Err(CONFIGMAP.stated("Region required for S3 storage provider"));
    }
    if let Some(endpoint) = s3.get("endpoint").filter(|endpoint| endpoint.is_truthy()) {
        let Some(text) = endpoint.as_str() else {
            return Err(CONFIGMAP
                .error(".endpoint", &format!("wrong type for value; expected string; got {}", endpoint.go_type())));
        };
        tpl_string(text, context, CONFIGMAP, "tpl .endpoint $")?;
    }
    let kind = s3.get("authType").filter(|kind| !kind.is_null());
    for name in ["iam", "accesskey"] {
        if eq_text(context, CONFIGMAP, &format!("eq \"{name}\" .authType"), kind, name, false)? {
            return Ok(());
        }
    }
    let got = kind.map_or_else(|| "%!s(<nil>)".to_owned(), print_as_string);
    Err(CONFIGMAP.stated(format!(
        "Invalid value for S3 storage provider authentication type. Expected one of (iam, accesskey), but got: {got}"
    )))
}
