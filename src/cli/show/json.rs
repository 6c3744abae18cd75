//! `show --format json`.

use serde_json::{Map, Value as Json, json};

use crate::cli::CliError;
use crate::flyte::config::Decoded;
use crate::flyte::config::section::Section as _;
use crate::go::strconv::json_float;
use crate::redact::{redact, redact_all};
use crate::release::{Model, ProcessModel};
use crate::values::{Kind, Value};

/// Renders the whole model.
pub(super) fn text(model: &Model, show_secrets: bool) -> String {
    let mut root = Map::new();
    root.insert("chart".to_owned(), model.chart.name().into());
    // The facts are about the whole release; they are part of the first process.
    let mut facts = Some(super::facts::json(model, show_secrets));
    for (name, process) in &model.processes {
        let process = process.as_ref().map_or(Json::Null, |process| process_json(process, facts.take(), show_secrets));
        root.insert(name.as_str().to_owned(), process);
    }
    let secrets = model
        .secrets
        .iter()
        .map(|secret| {
            let data = secret
                .data
                .iter()
                .map(|(key, entry)| {
                    let value = if show_secrets { entry.value.clone() } else { redact_all(&entry.value) };
                    (key.to_string(), to_serde(&value))
                })
                .collect::<Map<_, _>>();
            (secret.name.clone(), Json::Object(data))
        })
        .collect::<Map<_, _>>();
    root.insert("secrets".to_owned(), secrets.into());
    format!("{:#}\n", Json::Object(root))
}

/// Renders an error in place of the model.
pub(super) fn error(error: &CliError, show_secrets: bool) -> String {
    let message = match error {
        CliError::Template { error, .. } if show_secrets => error.in_full(),
        CliError::Values(error) if show_secrets => error.in_full(),
        _ => error.to_string(),
    };
    format!("{:#}\n", json!({ "error": format!("Error: {message}") }))
}

fn process_json(process: &ProcessModel, facts: Option<Map<String, Json>>, show_secrets: bool) -> Json {
    let shown = |value: &Value| to_serde(&if show_secrets { value.clone() } else { redact(value) });
    let mut config = Map::new();
    for (key, value) in [("auth", &process.merged.auth), ("admin", &process.merged.admin)] {
        if let Some(value) = value {
            config.insert(key.to_owned(), shown(value));
        }
    }
    if let Some(security) = &process.merged.security {
        config.insert("server".to_owned(), json!({ "security": shown(security) }));
    }
    let mut effective = effective(process, &process.decoded, &shown);
    if let Some(facts) = facts {
        effective.insert("facts".to_owned(), facts.into());
    }
    json!({ "config": config, "effective": effective })
}

/// Returns the decoded sections that the process reads.
fn effective(process: &ProcessModel, decoded: &Decoded, shown: &dyn Fn(&Value) -> Json) -> Map<String, Json> {
    let mut effective = Map::new();
    if process.name.is_server() {
        effective.insert("auth".to_owned(), shown(&decoded.auth.show()));
    }
    if process.name.is_client() {
        effective.insert("admin".to_owned(), shown(&decoded.admin.show()));
    }
    if process.name.is_server() {
        effective.insert("server".to_owned(), json!({ "security": shown(&decoded.security.show()) }));
    }
    let errors = decoded.errors.iter();
    let errors = errors.map(|error| shown(&Value::string(error.to_string(), error.origin.clone())));
    effective.insert("errors".to_owned(), errors.collect());
    effective
}

fn to_serde(value: &Value) -> Json {
    match &value.kind {
        Kind::Null => Json::Null,
        Kind::Bool(yes) => (*yes).into(),
        Kind::Int(number) => (*number).into(),
        // Go writes a whole number without a decimal point.
        Kind::Float(number) => {
            let text = json_float(*number);
            let whole = text.parse::<i64>().map(Json::from).or_else(|_| text.parse::<u64>().map(Json::from));
            whole.unwrap_or_else(|_| (*number).into())
        }
        Kind::String(text) => (&**text).into(),
        Kind::Unknown(_) => "<unknown>".into(),
        Kind::List(items) => items.iter().map(to_serde).collect(),
        Kind::Map(map) => {
            map.iter().map(|(key, entry)| (key.to_string(), to_serde(&entry.value))).collect::<Map<_, _>>().into()
        }
    }
}
