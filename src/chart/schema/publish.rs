//! From the schema of the types to the one that is published: other cases of a key, extensions and placeholders pass.

use serde_json::{Map, Value, json};

use crate::values::PLACEHOLDER_PATTERN;

/// Keys that any map takes: extensions, which hold YAML anchors, and those that become something else later.
const ANY_KEY: &str = "^x-";

/// Takes the markers off, and lets pass what Helm and Flyte let pass.
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

/// A pattern for the word in any case, of what every dialect of regular expressions has.
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
