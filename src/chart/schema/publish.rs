//! Turns the generated schema into the published one, which accepts other letter cases of a key, extensions and
//! placeholders.

use serde_json::{Map, Value, json};

use crate::values::PLACEHOLDER_PATTERN;

/// Pattern of keys that every map may have: extensions, which hold YAML anchors.
const ANY_KEY: &str = "^x-";

/// Removes the markers, and accepts what Helm and Flyte accept.
pub(crate) fn publish(schema: &mut Value) {
    let Value::Object(object) = schema else {
        return;
    };
    object.shift_remove("x-format");
    object.shift_remove("x-open");
    let any_case = object.shift_remove("x-any-case").is_some();
    if let Some(description) = object.shift_remove("description") {
        object.shift_insert(0, "description".to_owned(), description);
    }
    if object.get("additionalProperties") == Some(&json!(false)) {
        let_pass(object, any_case);
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.values_mut().for_each(publish);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(key) {
            publish(inner);
        }
    }
}

fn let_pass(object: &mut Map<String, Value>, any_case: bool) {
    let mut patterns = Map::new();
    patterns.insert(format!("{ANY_KEY}|{PLACEHOLDER_PATTERN}"), json!(true));
    if let Some(Value::Object(properties)) = object.get("properties").filter(|_| any_case) {
        let keys: Vec<String> = properties.keys().map(|key| in_any_case(key)).collect();
        patterns.insert(format!("^({})$", keys.join("|")), json!(true));
    }
    object.insert("patternProperties".to_owned(), Value::Object(patterns));
}

/// Returns a pattern for a word in any letter case that works in every dialect of regular expressions.
fn in_any_case(word: &str) -> String {
    word.chars()
        .map(|c| {
            if c.is_ascii_alphabetic() {
                format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase())
            } else {
                c.to_string()
            }
        })
        .collect()
}
