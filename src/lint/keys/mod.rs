//! Finds keys in values that are unknown, misplaced, in the wrong letter case or of the other chart, and values of a
//! wrong type.
//!
//! Neither Helm nor Flyte reports them. They are found by validating the values against the chart's JSON Schema, after
//! bringing keys into the letter case that Flyte documents; the same schema shows where a misplaced key belongs. Begin
//! with [`faults`].

mod classify;
mod client_secret;
mod collisions;
mod fork;
mod instance;
mod node;
mod other_chart;
mod places;
mod resolve;
mod roots;
mod strict;
#[cfg(test)]
mod tests;
mod user_values;
mod wrong_type;

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

/// A key that has no effect, or not the intended one.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFault {
    /// The path, as written.
    pub path: Path,
    /// The position of the key; for an item of a list, of the item.
    pub key: Origin,
    /// The position of the value.
    pub value: Origin,
    pub kind: KeyFaultKind,
}

/// The problem with a key. It holds no text of a value, since a misplaced value may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFaultKind {
    /// Nothing reads the key.
    Unknown {
        /// The key in the same map that was probably meant.
        suggestion: Option<Arc<str>>,
    },
    /// The key is read at another place, but not here.
    Misplaced {
        /// The places that read it, all equally likely.
        belongs: Vec<Path>,
    },
    /// Only the other chart reads it.
    OtherChart {
        /// The other chart.
        chart: Chart,
        /// The places where this chart has the setting; empty if unknown.
        belongs: Vec<Path>,
    },
    /// A template reads it only in another letter case.
    WrongCase {
        /// The key as the template reads it.
        canonical: Arc<str>,
    },
    /// The key differs from another one only in letter case, which Flyte ignores.
    Colliding {
        /// The other key.
        other: Arc<str>,
        /// Whether the other key is only in the chart's defaults.
        by_chart: bool,
    },
    /// The value has a type that is not read.
    WrongType {
        /// The expected type, in words.
        expected: String,
        /// The type of the value, in words.
        found: String,
    },
}

/// The schema that keys are checked against.
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

/// Values could not be compared with the schema: always a bug of flyte-auth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schema of {of} is not one: {message}")]
pub struct ValuesSchemaError {
    of: KeysOf,
    message: String,
}

/// A value for each of [`KeysOf`], computed on first use.
type Once<T> = [OnceLock<T>; 3];

const fn once<T>(cells: &Once<T>, of: KeysOf) -> &OnceLock<T> {
    let [binary, core, client] = cells;
    match of {
        KeysOf::Chart(Chart::FlyteBinary) => binary,
        KeysOf::Chart(Chart::FlyteCore) => core,
        KeysOf::ClientConfig => client,
    }
}

/// Returns whether the schema of a chart's values describes the key at these steps.
pub(in crate::lint) fn has_place(chart: Chart, steps: &[&str]) -> bool {
    let steps: Vec<String> = steps.iter().map(|step| (*step).to_owned()).collect();
    node::at(schema(chart.into()), &steps).is_some_and(node::is_described)
}

/// Returns whether a template in the user's values reads a key of this name.
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

/// Returns every key of a schema, with its path.
fn places(of: KeysOf) -> &'static [SchemaPath<'static>] {
    static PLACES: Once<Vec<SchemaPath<'static>>> = [const { OnceLock::new() }; 3];
    once(&PLACES, of).get_or_init(|| places::all(schema(of)))
}

/// Returns the validator of a schema.
fn validator(of: KeysOf) -> Result<&'static jsonschema::Validator, ValuesSchemaError> {
    static VALIDATORS: Once<Result<jsonschema::Validator, ValuesSchemaError>> = [const { OnceLock::new() }; 3];
    let made = once(&VALIDATORS, of);
    let made = made.get_or_init(|| strict::validator(schema(of)).map_err(|message| ValuesSchemaError { of, message }));
    made.as_ref().map_err(Clone::clone)
}

/// Finds the problems with keys that are about authentication, in the order of the text. `user` holds the user's merged
/// values without the chart's defaults, or a client configuration. Keys below a faulty key are skipped.
///
/// Enumerations and the syntax of URLs are not checked: they are not about keys.
///
/// Compiling the validator takes longer than everything else that is done to a file, so it runs only if the walk over
/// the values has found a sign of a problem.
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
                kind: wrong_type::kind(node, found.value),
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
    let kind =
        classify::classify(&classify::KeyContext { of, schema: schema(of), around, parent, key, value: found.value })?;
    Some(KeyFault { path: found.path, key: found.key, value: found.value.origin.clone(), kind })
}

/// Returns whether the key came into the map by `<<: *anchor`: what several maps share need not be read in each.
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
