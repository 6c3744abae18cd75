//! The JSON inside a `--set-json`.

use crate::values::{Entry, Kind, Map, Origin, Value};

/// The first JSON value of `text` and the number of bytes it takes.
pub(super) fn read_first(text: &str, origin: &Origin) -> Result<(Value, usize), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    match values.next() {
        Some(Ok(value)) => Ok((from_json(value, origin), values.byte_offset())),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("EOF".to_owned()),
    }
}

/// The whole of `text` as one JSON value.
pub(super) fn read_whole(text: &str, origin: &Origin) -> Result<Value, String> {
    serde_json::from_str(text).map(|value| from_json(value, origin)).map_err(|error| error.to_string())
}

/// JSON as Go decodes it into an `interface{}`: every number a float.
fn from_json(value: serde_json::Value, origin: &Origin) -> Value {
    let kind = match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(yes) => Kind::Bool(yes),
        serde_json::Value::Number(number) => Kind::Float(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => Kind::String(text.into()),
        serde_json::Value::Array(items) => {
            Kind::List(items.into_iter().map(|item| from_json(item, origin)).collect::<Vec<_>>().into())
        }
        serde_json::Value::Object(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), Entry::new(from_json(value, origin))))
                .collect::<Map>()
                .into(),
        ),
    };
    Value::new(kind, origin.clone())
}
