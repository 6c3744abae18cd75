//! Evaluates an action, the text between `{{` and `}}`.

use super::RenderContext;
use super::functions::{is_block, is_known};
use super::lookup::field;
use crate::values::print::{print, quote};
use crate::values::{Kind, Origin, Value};

/// The result of an action.
#[derive(Debug, PartialEq)]
pub(super) enum ActionOutcome {
    /// The text that it prints.
    Text(String),
    /// Unknown: only a running Helm can evaluate it.
    Unknown,
}

/// The error of an action.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ActionFault {
    /// The syntax is invalid.
    Parse(String),
    /// The action fails at this place with this message.
    Run { at: String, message: String },
}

/// Evaluates an action without its braces and trim markers.
pub(super) fn evaluate(action: &str, context: &RenderContext<'_>) -> Result<ActionOutcome, ActionFault> {
    let action = action.trim();
    if action.starts_with("/*") {
        return Ok(ActionOutcome::Text(String::new()));
    }
    let word: String = action.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()) && !is_known(&word) {
        return Err(ActionFault::Parse(format!("function {} not defined", crate::go::strconv::quote(&word))));
    }
    if action.is_empty() {
        return Err(ActionFault::Parse("missing value for command".to_owned()));
    }
    if is_block(&word) {
        return Ok(ActionOutcome::Unknown);
    }
    let Some(mut stages) = stages(action) else {
        return Ok(ActionOutcome::Unknown);
    };
    let mut functions = stages.split_off(1);
    let operand = stages.pop().unwrap_or_default();
    // `quote .Values.x` is `.Values.x | quote`.
    let operand = match operand.split_once(char::is_whitespace) {
        Some((function @ ("quote" | "squote" | "toString"), rest)) => {
            functions.insert(0, function.to_owned());
            rest.trim().to_owned()
        }
        _ => operand,
    };
    let Some(mut value) = operand_value(&operand, context)? else {
        return Ok(ActionOutcome::Unknown);
    };
    for function in functions {
        let text = match function.as_str() {
            "quote" => quote(&value),
            "squote" if value.is_null() => String::new(),
            "squote" => format!("'{}'", print(&value)),
            "toString" if !value.is_null() => print(&value),
            _ => return Ok(ActionOutcome::Unknown),
        };
        value = Value::string(text, Origin::FlyteDefault);
    }
    Ok(ActionOutcome::Text(print(&value)))
}

/// Splits a pipeline into its commands; `None` if it has more than operands and function names.
fn stages(action: &str) -> Option<Vec<String>> {
    if action.starts_with(['"', '`']) {
        // A literal may contain `|`.
        let close = action.chars().next()?;
        let end = literal_end(action, close)?;
        let (literal, rest) = action.split_at_checked(end)?;
        let mut all = vec![literal.to_owned()];
        all.extend(rest.split('|').skip(1).map(|stage| stage.trim().to_owned()));
        return rest
            .trim_start()
            .is_empty()
            .then(|| all.clone())
            .or_else(|| rest.trim_start().starts_with('|').then_some(all));
    }
    (!action.contains(['"', '`', '(', ')', '\'', '=', ',']))
        .then(|| action.split('|').map(|stage| stage.trim().to_owned()).collect())
}

fn literal_end(text: &str, close: char) -> Option<usize> {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' && close == '"' {
            escaped = true;
        } else if character == close {
            return Some(index + 1);
        }
    }
    None
}

/// Evaluates an operand; `None` if it is not supported.
fn operand_value(operand: &str, context: &RenderContext<'_>) -> Result<Option<Value>, ActionFault> {
    let text = |text: &str| Ok(Some(Value::string(text, Origin::FlyteDefault)));
    if let Some(literal) = operand.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        return text(literal);
    }
    if operand.starts_with('"') {
        // Go's escape sequences are JSON's and a few more.
        return Ok(serde_json::from_str::<String>(operand)
            .ok()
            .map(|literal| Value::string(literal, Origin::FlyteDefault)));
    }
    let path = operand.strip_prefix('$').unwrap_or(operand);
    match path {
        ".Release.Name" => return text(context.release),
        ".Release.Namespace" => return text(context.namespace),
        ".Release.Service" => return text("Helm"),
        ".Chart.Name" => return text(context.chart),
        _ => {}
    }
    let Some(keys) = path.strip_prefix(".Values.") else {
        return Ok(None);
    };
    let keys: Vec<&str> = keys.split('.').collect();
    if keys.iter().any(|key| key.is_empty() || !key.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        return Ok(None);
    }
    let partly_known =
        context.defaults_of.is_some_and(|chart| keys.first().is_some_and(|first| chart.is_partly_known(first)));
    match field(context.values, &keys) {
        Ok(Some(value)) => Ok(Some(value.clone())),
        Ok(None) | Err(_) if partly_known && !has_null_on_path(context, &keys) => Ok(None),
        Ok(None) => Ok(Some(Value::new(Kind::Null, Origin::FlyteDefault))),
        Err(message) => Err(ActionFault::Run { at: operand.to_owned(), message }),
    }
}

/// Returns whether the values themselves have a null or a scalar on the path, so that no default applies.
fn has_null_on_path(context: &RenderContext<'_>, keys: &[&str]) -> bool {
    let mut value = Some(context.values);
    for key in keys {
        match value {
            Some(map) if map.as_map().is_some() => value = map.get(key),
            Some(_) => return true,
            None => return false,
        }
    }
    value.is_some()
}
