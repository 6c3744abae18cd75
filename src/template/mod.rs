//! The templates, and the only way to insert text into them.

pub mod hcl;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;

use crate::yaml::quote;

/// A template could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(#[from] Error);

const TEMPLATES: [(&str, &str); 13] = [
    ("header", include_str!("../../templates/header.j2")),
    ("core-macros", include_str!("../../templates/core-macros.j2")),
    ("flyte-binary", include_str!("../../templates/flyte-binary.yaml.j2")),
    ("flyte-binary-secrets", include_str!("../../templates/flyte-binary-secrets.yaml.j2")),
    ("flyte-core", include_str!("../../templates/flyte-core.yaml.j2")),
    ("flyte-core-dataplane", include_str!("../../templates/flyte-core-dataplane.yaml.j2")),
    ("flyte-core-secrets", include_str!("../../templates/flyte-core-secrets.yaml.j2")),
    ("secrets-manifest", include_str!("../../templates/secrets-manifest.yaml.j2")),
    ("okta-terraform", include_str!("../../templates/okta.tf.j2")),
    ("entra-terraform", include_str!("../../templates/entra.tf.j2")),
    ("keycloak-terraform", include_str!("../../templates/keycloak.tf.j2")),
    ("external-secret", include_str!("../../templates/external-secret.yaml.j2")),
    ("kubectl", include_str!("../../templates/kubectl.sh.j2")),
];

/// Renders a YAML template. Every string is quoted if YAML requires it; the filter `quoted` always quotes, and `bare`
/// inserts a part of a comment.
pub(crate) fn yaml<T: Serialize>(template: &str, context: &T) -> Result<String, RenderError> {
    let mut environment = environment()?;
    environment.set_formatter(format_yaml);
    Ok(environment.get_template(template)?.render(Value::from(Serde(context)))?)
}

/// Renders a Terraform template. Every string is quoted, and a list of strings becomes a list; the filter `bare`
/// inserts a part of a comment.
pub(crate) fn terraform<T: Serialize>(template: &str, context: &T) -> Result<String, RenderError> {
    let mut environment = environment()?;
    environment.set_formatter(format_hcl);
    Ok(environment.get_template(template)?.render(Value::from(Serde(context)))?)
}

/// Renders a plain text template. Control characters in inserted text are made visible.
pub(crate) fn text<T: Serialize>(template: &str, context: &T) -> Result<String, RenderError> {
    let mut environment = environment()?;
    environment.set_formatter(|out, _state, value| {
        out.write_str(&crate::text::visible(&value.to_string())).map_err(Error::from)
    });
    Ok(environment.get_template(template)?.render(Value::from(Serde(context)))?)
}

fn environment() -> Result<Environment<'static>, RenderError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    environment.set_syntax(syntax);
    // The formatter does the escaping. Auto-escaping is on so that a macro's result counts as escaped already.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    environment.add_filter("quoted", |text: &str| Value::from_safe_string(quote::single_quoted(text)));
    environment.add_filter("bare", |text: &str| Value::from_safe_string(crate::text::visible(text)));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

fn format_yaml(out: &mut Output<'_>, _state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) if value.is_safe() => text.to_owned(),
        Some(text) => quote::plain_or_quoted(text).into_owned(),
        None if value.kind() == ValueKind::Bool => value.is_true().to_string(),
        None => {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("a {} cannot be written as a scalar", value.kind()),
            ));
        }
    };
    out.write_str(&text).map_err(Error::from)
}

fn format_hcl(out: &mut Output<'_>, _state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let not_written =
        || Error::new(ErrorKind::InvalidOperation, format!("a {} cannot be written for Terraform", value.kind()));
    let text = match (value.as_str(), value.kind()) {
        (Some(text), _) if value.is_safe() => text.to_owned(),
        (Some(text), _) => hcl::quoted(text),
        (None, ValueKind::Bool) => value.is_true().to_string(),
        (None, ValueKind::Seq) => {
            let quoted: Option<Vec<String>> = value.try_iter()?.map(|item| item.as_str().map(hcl::quoted)).collect();
            format!("[{}]", quoted.ok_or_else(not_written)?.join(", "))
        }
        _ => return Err(not_written()),
    };
    out.write_str(&text).map_err(Error::from)
}
