//! Keys of values that are unknown, misplaced, mis-cased, of the other chart, or whose value has a wrong type.
//!
//! Neither Helm nor Flyte says a word about them. They are found by comparing the values, their keys brought into the
//! case that Flyte documents, with the JSON Schema of the chart; where such a key belongs is read from the same schema.

mod client_secret;
mod collisions;
mod fork;
mod instance;
mod judge;
mod mistyped;
mod node;
mod other_chart;
mod places;
mod resolve;
mod roots;
mod strict;
#[cfg(test)]
mod tests;
mod user_values;

use std::fmt;
use std::sync::{Arc, OnceLock};

use jsonschema::error::ValidationErrorKind;
use serde_json::Value as Json;

use crate::chart::Chart;
use crate::client::read::key_schema;
use crate::values::{Origin, Path, Value};
pub(in crate::lint) use collisions::collisions;
pub(in crate::lint) use fork::has_images_of_a_fork;
use instance::Instance;
use places::SchemaPath;
pub(in crate::lint) use roots::{DottedKey, UnknownRoot, dotted_keys, unknown_roots};
use user_values::UserValues;

/// A key that does not do what it was written for.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFault {
    /// Where it is, as it was written.
    pub path: Path,
    /// Where the key was written; for an item of a list, the item.
    pub key: Origin,
    /// Where its value was written.
    pub value: Origin,
    pub kind: KeyFaultKind,
}

/// What is wrong with a key. No text of a value is here, since a misplaced value may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFaultKind {
    /// Nothing reads it.
    Unknown {
        /// The key next to it that was probably meant.
        suggestion: Option<Arc<str>>,
    },
    /// Nothing reads it here, but elsewhere.
    Misplaced {
        /// The places that take it, as likely as each other.
        belongs: Vec<Path>,
    },
    /// The other chart reads it.
    OtherChart {
        /// The chart that does.
        chart: Chart,
        /// Where this chart takes what it says; empty where that cannot be determined.
        belongs: Vec<Path>,
    },
    /// A template reads it in another case only.
    MisCased {
        /// The key as the template reads it.
        canonical: Arc<str>,
    },
    /// Another key next to it is the same for Flyte, which reads keys in any case.
    SameForFlyte {
        /// That key.
        other: Arc<str>,
        /// Whether only the chart's defaults have it.
        by_chart: bool,
    },
    /// Its value is of a type that is not read.
    Mistyped {
        /// What belongs here, in words.
        expected: String,
        /// What is here, in words.
        found: String,
    },
}

/// Whose keys they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysOf {
    /// The values of a chart.
    Chart(Chart),
    /// A configuration of flytectl and pyflyte.
    ClientConfig,
}

impl From<Chart> for KeysOf {
    fn from(chart: Chart) -> Self {
        Self::Chart(chart)
    }
}

impl fmt::Display for KeysOf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chart(chart) => write!(out, "{chart} values"),
            Self::ClientConfig => out.write_str("client configs"),
        }
    }
}

/// Why values could not be compared with the schema: always a fault of this tool.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schema of {of} is not one: {message}")]
pub struct ValuesSchemaError {
    of: KeysOf,
    message: String,
}

/// What is made once for each of [`KeysOf`], when first asked for.
type Once<T> = [OnceLock<T>; 3];

const fn once<T>(cells: &Once<T>, of: KeysOf) -> &OnceLock<T> {
    let [binary, core, client] = cells;
    match of {
        KeysOf::Chart(Chart::FlyteBinary) => binary,
        KeysOf::Chart(Chart::FlyteCore) => core,
        KeysOf::ClientConfig => client,
    }
}

/// Whether the values of a chart have a key at the end of these steps, as far as authentication is about them.
pub(in crate::lint) fn has_place(chart: Chart, steps: &[&str]) -> bool {
    let steps: Vec<String> = steps.iter().map(|step| (*step).to_owned()).collect();
    node::at(schema(chart.into()), &steps).is_some_and(node::is_described)
}

/// Whether a template in the user's values reads a key of this name.
pub(in crate::lint) fn is_read_by_a_template(user: &Value, key: &str) -> bool {
    UserValues::of(user).reads(key)
}

fn schema(of: KeysOf) -> &'static Json {
    static SCHEMAS: Once<Json> = [const { OnceLock::new() }; 3];
    once(&SCHEMAS, of).get_or_init(|| match of {
        KeysOf::Chart(chart) => chart.key_schema(),
        KeysOf::ClientConfig => key_schema(),
    })
}

/// Every place of a schema.
fn places(of: KeysOf) -> &'static [SchemaPath<'static>] {
    static PLACES: Once<Vec<SchemaPath<'static>>> = [const { OnceLock::new() }; 3];
    once(&PLACES, of).get_or_init(|| places::all(schema(of)))
}

/// What compares values with a schema.
fn validator(of: KeysOf) -> Result<&'static jsonschema::Validator, ValuesSchemaError> {
    static VALIDATORS: Once<Result<jsonschema::Validator, ValuesSchemaError>> = [const { OnceLock::new() }; 3];
    let made = once(&VALIDATORS, of);
    let made = made.get_or_init(|| strict::validator(schema(of)).map_err(|message| ValuesSchemaError { of, message }));
    made.as_ref().map_err(Clone::clone)
}

/// The faults of the keys that authentication is about, in the order they were written. `user` are the merged values of
/// the user, before the chart's defaults, or a client config. Of a faulty key, what is below it is not looked at.
///
/// Values of enumerations and the syntax of URLs are not asked about: those are not matters of keys.
///
/// The comparison takes longer to prepare than all else that is done to a file, so it is made only where the walk over
/// the values came upon a sign that there is a fault.
pub fn faults(of: impl Into<KeysOf>, user: &Value) -> Result<Vec<KeyFault>, ValuesSchemaError> {
    let of = of.into();
    let schema = schema(of);
    let instance = Instance::of(user, schema);
    if !instance.has_signs {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    let around = UserValues::of(user);
    for error in validator(of)?.iter_errors(&instance.json) {
        let steps = resolve::steps(error.instance_path().as_str());
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let found = unexpected.iter().filter_map(|key| unexpected_key(of, &around, &steps, key));
            faults.extend(found);
        } else if let Some(found) = resolve::resolve(user, &steps) {
            let node = node::at(schema, &steps);
            faults.push(KeyFault {
                path: found.path,
                key: found.key,
                value: found.value.origin.clone(),
                kind: mistyped::kind(node, found.value),
            });
        }
    }
    faults.sort_by_key(|fault| written(&fault.key));
    Ok(faults)
}

fn unexpected_key(of: KeysOf, around: &UserValues<'_>, parent: &[String], key: &str) -> Option<KeyFault> {
    let mut steps = parent.to_vec();
    steps.push(key.to_owned());
    let found = resolve::resolve(around.user, &steps)?;
    if resolve::resolve(around.user, parent).is_some_and(|map| is_merged_in(&found.key, map.value)) {
        return None;
    }
    let kind = judge::judge(&judge::KeyContext { of, schema: schema(of), around, parent, key, value: found.value })?;
    Some(KeyFault { path: found.path, key: found.key, value: found.value.origin.clone(), kind })
}

/// Whether the key came into the map by `<<: *anchor`: what several maps share need not be read in each.
fn is_merged_in(key: &Origin, map: &Value) -> bool {
    match (key, &map.origin) {
        (Origin::File { source, span }, Origin::File { source: around, span: outer }) => {
            source == around && (span.start < outer.start || span.end > outer.end)
        }
        _ => false,
    }
}

/// Sorts as written: files before flags.
const fn written(origin: &Origin) -> (u8, u32, usize) {
    match origin {
        Origin::File { source, span } => (0, source.0, span.start),
        Origin::Flag { source } => (1, source.0, 0),
        _ => (2, 0, 0),
    }
}
