//! The JSON Schemas of the charts' values, generated from the types of the effective model and from the declared keys
//! that the charts' templates read.

mod flyte_binary;
mod flyte_core;
mod publish;
mod shape;

use schemars::generate::SchemaSettings;
use serde_json::Value;

pub(super) use flyte_binary::{Auth, Configuration, Internal, Oidc, Root as BinaryRoot};
pub(super) use flyte_core::{AdminOauthClientCredentials, Configmap, Root as CoreRoot, Secrets};
pub(crate) use publish::publish;
pub(super) use shape::Keys;

use super::Chart;
use super::defaults::Row;
use crate::flyte::config;

impl Chart {
    /// Returns the published JSON Schema of this chart's values (draft-07, without references): strict about
    /// authentication, open elsewhere, and lenient enough to accept everything that Helm and Flyte accept.
    pub fn values_schema(self) -> Value {
        let mut schema = self.key_schema();
        if let Value::Object(object) = &mut schema {
            object.insert("title".to_owned(), format!("{self} values").into());
        }
        with_defaults(&mut schema, self.default_rows());
        publish(&mut schema);
        schema
    }

    /// Returns the top-level keys of this chart's values.
    pub fn root_keys(self) -> impl Iterator<Item = &'static str> {
        let keys = match self {
            Self::FlyteBinary => BinaryRoot::KEYS,
            Self::FlyteCore => CoreRoot::KEYS,
        };
        keys.iter().copied()
    }

    /// Returns the schema with markers for flyte-auth: `x-any-case` on maps whose keys are case-insensitive, `x-open`
    /// on maps that may have undeclared keys, `x-format` for the kind of text in a scalar.
    pub fn key_schema(self) -> Value {
        let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
        let generator = settings.into_generator();
        match self {
            Self::FlyteBinary => generator.into_root_schema_for::<BinaryRoot>(),
            Self::FlyteCore => generator.into_root_schema_for::<CoreRoot>(),
        }
        .to_value()
    }
}

/// The keys of the maps that the templates of either chart read for authentication.
const CHART_KEYS: &[&[&str]] = &[
    BinaryRoot::DESCRIBED,
    CoreRoot::DESCRIBED,
    Configuration::DESCRIBED,
    Auth::DESCRIBED,
    Oidc::DESCRIBED,
    Internal::DESCRIBED,
    flyte_binary::Inline::DESCRIBED,
    Configmap::DESCRIBED,
    Secrets::DESCRIBED,
    AdminOauthClientCredentials::DESCRIBED,
];

/// Returns whether either schema has a key, in any letter case: a cheap sign that it is about authentication.
pub fn is_known_somewhere(key: &str) -> bool {
    config::is_key_of_a_section(key)
        || CHART_KEYS.iter().flat_map(|keys| keys.iter()).any(|known| known.eq_ignore_ascii_case(key))
}

/// Replaces Flyte's defaults with the chart's.
fn with_defaults(schema: &mut Value, rows: &[Row]) {
    for Row(_, path, default) in rows {
        let node = path.split('.').try_fold(&mut *schema, |node, key| node.get_mut("properties")?.get_mut(key));
        if let Some(Value::Object(node)) = node {
            node.insert("default".to_owned(), default.to_json());
        }
    }
}
