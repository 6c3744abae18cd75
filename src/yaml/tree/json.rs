//! Converts a document to JSON.

use serde_json::{Map, Number, Value};

use super::document::Document;
use super::fold::Folded;
use super::node::NodeId;

/// All integers below this are exact in a `float64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Document {
    /// Returns Helm's value as JSON, with the keys in order. Whole numbers up to 2^53 are JSON integers.
    ///
    /// Aliases are expanded. (Helm's own limit bounds that: about 400,000 nodes.) The value is as deep as the document,
    /// up to 10,000 levels, and `serde_json` drops it recursively.
    pub fn to_json(&self, id: NodeId) -> Value {
        self.fold_at(id, |_, folded| json(folded))
    }
}

fn json(folded: Folded<'_, Value>) -> Value {
    match folded {
        Folded::Null => Value::Null,
        Folded::Bool(value) => Value::Bool(value),
        Folded::Number(value, _) => number(value),
        Folded::String(text) => Value::String(text.to_owned()),
        Folded::List(items) => Value::Array(items),
        Folded::Map(entries) => {
            let pairs = entries.into_iter().map(|(entry, value)| (entry.key.into_owned(), value));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        Folded::Alias(value) => value,
    }
}

fn number(value: f64) -> Value {
    let whole = value.fract().abs() <= 0.0 && value.abs() <= EXACT && !(value == 0.0 && value.is_sign_negative());
    if whole {
        #[allow(clippy::cast_possible_truncation, reason = "whole and within the range of i64, as just checked")]
        let integer = value as i64;
        return Value::Number(integer.into());
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}
