//! Tables of chart defaults, and the values built from them.

use std::sync::Arc;

use crate::values::{Entry, Kind, Map, Origin, Value, to_serde};

/// The version of Flyte whose charts the tables describe.
pub const CHART_VERSION: &str = "1.16.8";

/// A default: its line in the chart's `values.yaml`, its dotted path, and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row(pub(super) u32, pub(super) &'static str, pub(super) Lit);

/// The value of a default.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lit {
    Null,
    Bool(bool),
    Number(f64),
    Text(&'static str),
    Texts(&'static [&'static str]),
    EmptyMap,
    EmptyList,
}

impl Lit {
    /// Returns the value as JSON.
    pub(super) fn to_json(self) -> serde_json::Value {
        to_serde(&value_of(self, &Origin::ChartDefault { line: None }))
    }
}

/// Builds the values from the rows.
pub(super) fn values_of(rows: &[Row]) -> Value {
    let mut root = Map::default();
    for Row(line, path, literal) in rows {
        let origin = Origin::ChartDefault { line: Some(*line) };
        insert(&mut root, path, value_of(*literal, &origin), &origin);
    }
    Value::map(root, Origin::ChartDefault { line: None })
}

fn insert(map: &mut Map, path: &str, value: Value, origin: &Origin) {
    let Some((key, rest)) = path.split_once('.') else {
        map.insert(path.into(), Entry::new(value));
        return;
    };
    let entry = map.entry(key.into()).or_insert_with(|| Entry::new(Value::map(Map::default(), origin.clone())));
    if let Kind::Map(inner) = &mut entry.value.kind {
        insert(Arc::make_mut(inner), rest, value, origin);
    }
}

fn value_of(literal: Lit, origin: &Origin) -> Value {
    let text = |text: &str| Value::string(text, origin.clone());
    match literal {
        Lit::Null => Value::null(origin.clone()),
        Lit::Bool(yes) => Value::new(Kind::Bool(yes), origin.clone()),
        Lit::Number(number) => Value::new(Kind::Float(number), origin.clone()),
        Lit::Text(string) => text(string),
        Lit::Texts(items) => Value::list(items.iter().map(|item| text(item)).collect(), origin.clone()),
        Lit::EmptyMap => Value::map(Map::default(), origin.clone()),
        Lit::EmptyList => Value::list(Vec::new(), origin.clone()),
    }
}
