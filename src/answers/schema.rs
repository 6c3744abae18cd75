//! The JSON Schema of answers, generated from the types.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

use super::raw::RawAnswers;

/// Returns the schema of answers files (draft-07, without references).
pub fn schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<RawAnswers>();
    RecursiveTransform(SimplerSchema).transform(&mut schema);
    schema.to_value()
}

/// Simplifies what schemars generates for `Option` and documented enums.
struct SimplerSchema;

impl Transform for SimplerSchema {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        without_null(object);
        words(object);
        // `default: null` of an optional key has no meaning.
        if object.get("default") == Some(&Value::Null) {
            object.remove("default");
        }
    }
}

/// Removes `null` from the types of an optional key.
fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [kind] = types.as_slice() {
            let kind = kind.clone();
            object.insert("type".to_owned(), kind);
        }
    }
    if let Some(Value::Array(any)) = object.get("anyOf") {
        let kept: Vec<&Value> = any.iter().filter(|schema| schema.get("type") != Some(&json!("null"))).collect();
        if let [Value::Object(only)] = kept.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
}

/// Turns a `oneOf` of constants into an `enum`, with the meaning of each word in the description.
fn words(object: &mut Map<String, Value>) {
    let Some(Value::Array(one_of)) = object.get("oneOf") else {
        return;
    };
    let pairs: Option<Vec<(Value, String)>> = one_of
        .iter()
        .map(|schema| {
            let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            Some((schema.get("const")?.clone(), text.to_owned()))
        })
        .collect();
    let Some(pairs) = pairs else { return };
    let meanings: Vec<String> =
        pairs.iter().map(|(word, text)| format!("`{}`: {text}", word.as_str().unwrap_or_default())).collect();
    let description = object.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{description}\n\n{}", meanings.join("\n"));
    object.insert("description".to_owned(), Value::String(description.trim().to_owned()));
    object.remove("oneOf");
    object.insert("type".to_owned(), json!("string"));
    object.insert("enum".to_owned(), pairs.into_iter().map(|(word, _)| word).collect());
}
