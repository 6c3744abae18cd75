//! Declarations of a chart's keys with their types and descriptions.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::flyte::config::lenient::{MapSchema, in_any_case, map};
use crate::values::PLACEHOLDER_PATTERN;

/// The keys that a chart's templates read in one map of the values.
pub(in crate::chart) trait Keys {
    /// The keys that are about authentication.
    const DESCRIBED: &'static [&'static str];

    /// All keys.
    const KEYS: &'static [&'static str];
}

/// How a map treats undeclared keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExtraKeys {
    /// They are not allowed.
    Strict,
    /// They are allowed. Templates read the declared keys, which are case-sensitive.
    Open,
    /// They are allowed. Flyte reads the declared keys, which are case-insensitive.
    OpenAnyCase,
}

impl ExtraKeys {
    /// Returns the schema of a map with these keys.
    pub(super) fn schema(self, keys: MapSchema) -> Schema {
        match self {
            Self::Strict => keys.strict(),
            Self::Open => keys.open(),
            Self::OpenAnyCase => in_any_case(keys.open()),
        }
    }
}

/// Declares a map: `"key": Shape,` and, after `others`, the keys that are not about authentication. The type has no
/// values: values are never decoded into it, only validated against its schema.
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
            const DESCRIBED: &'static [&'static str] = &[ $( $key, )* ];
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
                let mut schema = $crate::flyte::config::lenient::MapSchema::default();
                $( schema.key::<$shape>(_generator, $key, &[$($key_doc),*]); )*
                $( $( schema.other($other); )* )?
                let mut schema = $crate::chart::schema::shape::ExtraKeys::$manner.schema(schema);
                $crate::flyte::config::lenient::describe(&mut schema, &[$($doc),*]);
                schema
            }
        }
    };
}
pub(super) use shape;

/// Declares a scalar or a list.
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
        let items = generator.subschema_for::<crate::flyte::config::Traced<crate::go::GoUrl>>();
        json_schema!({
            "type": ["array", "null", "string"],
            "pattern": format!("^$|{PLACEHOLDER_PATTERN}"),
            "x-format": "empty",
            "items": items,
        })
    }
}

leaf! {
    /// A map whose keys are the user's.
    Names => |_| map()
}
