//! Writes answers as a file for `generate`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::text::and_list;
use crate::yaml::quote::plain_or_quoted;

/// Returns the text of an answers file. The file names the sources of secrets, never the secrets. `variables` are the
/// environment variables that must be set for secrets that were typed in.
pub fn answers_file(answers: &Map<String, Value>, variables: &[&str]) -> String {
    let mut text = String::from(
        "# Answers of `flyte-auth init`. `flyte-auth generate --answers FILE` generates the values from them.\n",
    );
    if !variables.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# Set {} first: this file contains no secrets.", and_list(variables));
    }
    map(answers, 0, &mut text);
    text
}

fn map(answers: &Map<String, Value>, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    for (key, value) in answers {
        match value {
            Value::Object(below) if !below.is_empty() => {
                let _ = writeln!(text, "{margin}{key}:");
                map(below, indent + 2, text);
            }
            Value::Array(items) => {
                let _ = writeln!(text, "{margin}{key}:");
                for item in items {
                    let _ = writeln!(text, "{margin}  - {}", scalar(item));
                }
            }
            value => {
                let _ = writeln!(text, "{margin}{key}: {}", scalar(value));
            }
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => plain_or_quoted(text).into_owned(),
        other => other.to_string(),
    }
}
