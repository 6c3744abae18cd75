//! How the shape of a chart's values is declared: its keys with their kinds and descriptions stand once.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::flyte::config::lenient::{HOLE_PATTERN, describe, map};

/// The keys that the templates of a chart read in one map of the values.
pub(in crate::chart) trait Keys {
    /// Those that authentication is about, then the others.
    const KEYS: &'static [&'static str];
}

/// How a map takes keys that are not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It has none.
    Strict,
    /// It may have others; templates read the declared ones, so their case counts.
    Open,
    /// It may have others; Flyte reads the declared ones, in any case.
    OpenAnyCase,
}

/// Builds the schema of such a map.
#[derive(Debug)]
pub(super) struct ShapeSchema(Map<String, Value>);

impl ShapeSchema {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    pub(super) fn key<S: JsonSchema>(
        &mut self,
        generator: &mut SchemaGenerator,
        key: &str,
        doc: &[&str],
    ) {
        let mut schema = generator.subschema_for::<S>();
        describe(&mut schema, doc);
        self.0.insert(key.to_owned(), schema.to_value());
    }

    /// A key that authentication does not depend on.
    pub(super) fn other(&mut self, key: &str) {
        self.0.insert(key.to_owned(), json!(true));
    }

    pub(super) fn finish(self, manner: Manner, doc: &[&str]) -> Schema {
        let mut schema = map();
        describe(&mut schema, doc);
        schema.insert("properties".to_owned(), Value::Object(self.0));
        if manner == Manner::Strict {
            schema.insert("additionalProperties".to_owned(), json!(false));
        } else {
            schema.insert("x-open".to_owned(), json!(true));
        }
        if manner == Manner::OpenAnyCase {
            schema.insert("x-any-case".to_owned(), json!(true));
        }
        schema
    }
}

/// Declares the shape of a map: `"key": Shape,` and, after `others`, the keys that are not about authentication. It is a
/// type without values: values are never decoded into it, only compared with its schema.
macro_rules! shape {
    (
        $(#[doc = $doc:literal])*
        $manner:ident $name:ident {
            $( $(#[doc = $key_doc:literal])* $key:literal : $shape:ty , )*
            $( others $( $other:literal )* )?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(in crate::chart) enum $name {}

        impl $crate::chart::schema::shape::Keys for $name {
            const KEYS: &'static [&'static str] = &[ $( $key, )* $( $( $other, )* )? ];
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = $crate::chart::schema::shape::ShapeSchema::new();
                $( schema.key::<$shape>(_generator, $key, &[$($key_doc),*]); )*
                $( $( schema.other($other); )* )?
                schema.finish($crate::chart::schema::shape::Manner::$manner, &[$($doc),*])
            }
        }
    };
}
pub(super) use shape;

/// Declares the shape of a scalar or a list.
macro_rules! leaf {
    ($(#[doc = $doc:literal])* $name:ident => $schema:expr) => {
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(super) enum $name {}

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
                schema(generator)
            }
        }
    };
}

leaf! {
    /// What a template asks with `if`: every scalar is true or false to it.
    Switch => |_| json_schema!({
        "type": ["boolean", "string", "number", "null"], "x-format": "switch"
    })
}

leaf! {
    /// Text that a template prints, and so a number too.
    Text => |_| json_schema!({ "type": ["string", "number", "boolean", "null"] })
}

leaf! {
    /// A list of URLs that a template appends others to, so that no scalar will do but an empty text.
    Urls => |generator| {
        let items = generator.subschema_for::<crate::flyte::config::Traced<crate::flyte::GoUrl>>();
        json_schema!({
            "type": ["array", "null", "string"],
            "pattern": format!("^$|{HOLE_PATTERN}"),
            "x-format": "empty",
            "items": items,
        })
    }
}

leaf! {
    /// A map whose keys are the user's.
    Names => |_| map()
}
