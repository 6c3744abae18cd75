//! Validates answers against their schema: unknown keys, wrong types, unknown words.

use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use super::problem::Problem;
use super::schema::schema;
use crate::diagnostic::{Fault, near};
use crate::redact::is_secret;
use crate::text::visible;

/// Answers could not be validated against their schema: always a bug of flyte-auth.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the schema of answers is not valid: {0}")]
pub(super) struct AnswersSchemaError(String);

/// The schema and its validator, created once because the wizard uses them after each answer.
static SCHEMA: OnceLock<Result<(Value, Validator), AnswersSchemaError>> = OnceLock::new();

fn compiled() -> Result<(Value, Validator), AnswersSchemaError> {
    let schema = schema();
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .build(&schema)
        .map_err(|error| AnswersSchemaError(error.to_string()))?;
    Ok((schema, validator))
}

/// Finds everything in `instance` that the schema does not allow: unknown keys, wrong types, unknown words. Required
/// keys depend on other answers, so they are not checked here. `written` returns the text of a scalar as in the file.
pub(super) fn check(
    instance: &Value,
    written: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Problem>, AnswersSchemaError> {
    let (schema, validator) = SCHEMA.get_or_init(compiled).as_ref().map_err(AnswersSchemaError::clone)?;
    let mut problems = Vec::new();
    for error in validator.iter_errors(instance) {
        let key = dotted(error.instance_path().as_str());
        let at = schema.pointer(parent(error.schema_path().as_str()));
        let value = instance.pointer(error.instance_path().as_str());
        problems.extend(problem(&key, error.kind(), value, at, written(&key)));
    }
    Ok(problems)
}

fn problem(
    key: &str,
    kind: &jsonschema::error::ValidationErrorKind,
    value: Option<&Value>,
    schema: Option<&Value>,
    written: Option<String>,
) -> Vec<Problem> {
    use jsonschema::error::ValidationErrorKind as Kind;
    let one = |fault: Fault| vec![Problem::new(key, fault)];
    match kind {
        Kind::Required { .. } => Vec::new(),
        Kind::AdditionalProperties { unexpected } => {
            let known: Vec<&str> = schema
                .and_then(|schema| schema.get("properties"))
                .and_then(Value::as_object)
                .map(|properties| properties.keys().map(String::as_str).collect())
                .unwrap_or_default();
            unexpected
                .iter()
                .map(|name| {
                    let path = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                    let fault = Fault::new(format!("`{}` is not a key of {}", visible(name), section(key)));
                    let suggestion = near(name, known.iter().copied()).map(|near| match key {
                        "" => near.to_owned(),
                        key => format!("{key}.{near}"),
                    });
                    Problem {
                        key: path,
                        fault: fault.help(suggestion_help(name, &known)),
                        suggestion,
                        at_key: true,
                        is_missing: false,
                    }
                })
                .collect()
        }
        Kind::Enum { options } => {
            let options: Vec<&str> =
                options.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
            let shown = value.map(shown).unwrap_or_default();
            let text = value.and_then(Value::as_str).unwrap_or_default();
            one(Fault::new(format!("{shown} is not a value of `{key}`")).help(suggestion_help(text, &options)))
        }
        Kind::Type { .. } | Kind::MinProperties { .. } | Kind::MaxProperties { .. } => {
            one(type_fault(key, value, schema, written))
        }
        Kind::Pattern { .. } if key == "flyteVersion" => {
            let shown = value.map(shown).unwrap_or_default();
            one(Fault::new(format!("{shown} is not a version of Flyte")).help("write it as `1.16.8`"))
        }
        other => one(Fault::new(format!("`{key}` is not valid: {}", other.keyword()))),
    }
}

fn type_fault(key: &str, value: Option<&Value>, schema: Option<&Value>, written: Option<String>) -> Fault {
    let expected = schema.and_then(|schema| schema.get("type")).and_then(Value::as_str).unwrap_or("value");
    let last = key.rsplit_once('.').map_or(key, |(_, last)| last);
    let secret = is_secret(last);
    let fault = match value {
        Some(Value::Null) => {
            return Fault::new(format!("`{key}` has no value")).help("set a value, or omit the key");
        }
        // The value may be the secret itself.
        Some(Value::String(_)) if secret => {
            return Fault::new(format!("`{key}` names the source of the secret, not the secret itself"))
                .help("write `{env: NAME}` or `{file: PATH}`; answers do not contain secrets");
        }
        Some(_) if secret => {
            return Fault::new(format!("`{key}` must have exactly one source"))
                .help("write `{env: NAME}` or `{file: PATH}`");
        }
        Some(value @ (Value::Number(_) | Value::Bool(_))) if expected == "string" => {
            let read = shown(value);
            let written = written.map_or_else(|| read.clone(), |text| format!("`{}`", visible(&text)));
            let what = if value.is_number() { "a number" } else { "a truth value" };
            let read = if written == read { String::new() } else { format!(", {read}") };
            Fault::new(format!("{written} is {what}{read}, but `{key}` must be a string"))
        }
        // A value in place of a map may be a secret.
        Some(_) if expected == "object" => Fault::new(format!("`{key}` must be a map")),
        Some(value) => Fault::new(format!("{} is not {}, as required by `{key}`", shown(value), article(expected))),
        None => Fault::new(format!("`{key}` must be {}", article(expected))),
    };
    match (expected, value) {
        ("string", Some(Value::Number(_) | Value::Bool(_))) => fault.help("put it in quotes"),
        ("boolean", Some(Value::String(_))) => fault.help("write `true` or `false`, without quotes"),
        ("array", Some(Value::String(text))) => fault.help(format!("write a list: `[{}]`", visible(text))),
        ("object", _) => fault.help(properties(schema)),
        _ => fault,
    }
}

fn properties(schema: Option<&Value>) -> String {
    let names: Vec<&str> = schema
        .and_then(|schema| schema.get("properties"))
        .and_then(Value::as_object)
        .map(|properties| properties.keys().map(String::as_str).collect())
        .unwrap_or_default();
    format!("it has keys below it: {}", quoted(&names))
}

/// Formats a value for a message. It never gets secrets: their schema allows no text.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "a map".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::String(text) => format!("`{}`", visible(text)),
        other => format!("`{other}`"),
    }
}

fn article(kind: &str) -> &'static str {
    match kind {
        "string" => "text,",
        "boolean" => "`true` or `false`,",
        "array" => "a list,",
        "object" => "a map,",
        _ => "a value",
    }
}

fn section(key: &str) -> String {
    if key.is_empty() { "answers".to_owned() } else { format!("`{key}`") }
}

/// Suggests the word that was probably suggestion, or all words.
fn suggestion_help(word: &str, known: &[&str]) -> String {
    match near(word, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("one of {}", quoted(known)),
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Formats a JSON pointer as a dotted key.
pub(super) fn dotted(pointer: &str) -> String {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect::<Vec<_>>().join(".")
}

/// Returns the pointer without its last part.
fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}
