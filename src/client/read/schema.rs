//! The JSON Schema of client configs.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::sections::OTHERS;
use crate::chart::publish;
use crate::flyte::config::Admin;
use crate::flyte::config::lenient::{MapSchema, in_any_case};

/// Returns the schema with the extensions that only flyte-auth reads; see [`crate::chart::Chart::key_schema`].
pub fn key_schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut generator = settings.into_generator();
    let mut root = MapSchema::default();
    let doc = &["How flytectl and pyflyte reach Flyte, and how they log in."];
    root.key::<Admin>(&mut generator, "admin", doc);
    for other in OTHERS {
        root.other(other);
    }
    in_any_case(root.open()).to_value()
}

/// Returns the published schema: draft-07, strict about `admin`, open elsewhere.
pub fn published_schema() -> Value {
    let mut schema = key_schema();
    publish(&mut schema);
    if let Value::Object(object) = &mut schema {
        let dialect = "http://json-schema.org/draft-07/schema#";
        object.shift_insert(0, "$schema".to_owned(), dialect.into());
        object.shift_insert(1, "title".to_owned(), "flytectl and pyflyte config".into());
    }
    schema
}
