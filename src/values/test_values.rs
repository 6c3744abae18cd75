//! Creates values from JSON, for tests.

use super::{Entry, Kind, Map, Origin, Value};

/// Returns the value of a JSON text, as in a values file.
pub(crate) fn json(text: &str) -> Value {
    from(&serde_json::from_str(text).expect("JSON"))
}

fn from(value: &serde_json::Value) -> Value {
    let kind = match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(yes) => Kind::Bool(*yes),
        serde_json::Value::Number(number) => Kind::Float(number.as_f64().expect("number")),
        serde_json::Value::String(text) => Kind::String(text.as_str().into()),
        serde_json::Value::Array(items) => Kind::List(items.iter().map(from).collect::<Vec<_>>().into()),
        serde_json::Value::Object(entries) => Kind::Map(
            entries.iter().map(|(key, value)| (key.as_str().into(), Entry::new(from(value)))).collect::<Map>().into(),
        ),
    };
    Value::new(kind, Origin::ChartDefault { line: Some(1) })
}
