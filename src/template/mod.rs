//! The templates, and the one way in which text gets into them.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;

use crate::yaml::quote;

/// A template could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(#[from] Error);

const TEMPLATES: [(&str, &str); 8] = [
    ("header", include_str!("../../templates/header.j2")),
    (
        "core-macros",
        include_str!("../../templates/core-macros.j2"),
    ),
    (
        "flyte-binary",
        include_str!("../../templates/flyte-binary.yaml.j2"),
    ),
    (
        "flyte-binary-secrets",
        include_str!("../../templates/flyte-binary-secrets.yaml.j2"),
    ),
    (
        "flyte-core",
        include_str!("../../templates/flyte-core.yaml.j2"),
    ),
    (
        "flyte-core-dataplane",
        include_str!("../../templates/flyte-core-dataplane.yaml.j2"),
    ),
    (
        "flyte-core-secrets",
        include_str!("../../templates/flyte-core-secrets.yaml.j2"),
    ),
    (
        "secrets-manifest",
        include_str!("../../templates/secrets-manifest.yaml.j2"),
    ),
];

/// Renders a YAML template: every string is quoted where YAML needs it, unless it goes through `quoted` (always in
/// quotes) or `bare` (part of a comment).
pub(crate) fn yaml<T: Serialize>(template: &str, context: &T) -> Result<String, RenderError> {
    let mut environment = environment()?;
    environment.set_formatter(format_yaml);
    Ok(environment
        .get_template(template)?
        .render(Value::from(Serde(context)))?)
}

fn environment() -> Result<Environment<'static>, RenderError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    environment.set_syntax(syntax);
    // Not for escaping, which the formatter does: so that what a macro returns counts as written already.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    environment.add_filter("quoted", |text: &str| {
        Value::from_safe_string(quote::single_quoted(text))
    });
    environment.add_filter("bare", |text: &str| {
        Value::from_safe_string(crate::diagnostic::visible(text))
    });
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

fn format_yaml(
    out: &mut Output<'_>,
    _state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
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
