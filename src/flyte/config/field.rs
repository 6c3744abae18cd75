//! The types of fields, and mapstructure's weak typing.
//!
//! Source: `flytestdlib/config/viper/viper.go` at v1.16.8 (decode hooks, `WeaklyTypedInput`) and mapstructure 2.4.

use std::sync::Arc;

use schemars::Schema;

use super::decode::DecodeIssues;
use super::lenient;
use crate::go::GoUrl;
use crate::values::{Kind, Origin, Path, Value};

/// A decoded value with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced<T> {
    /// The value; `None` if only a running Helm can evaluate it, or if it does not decode.
    pub value: Option<T>,
    pub origin: Origin,
    /// The origin of each item, for a list that is written as a list.
    pub items: Vec<Origin>,
    /// The path of the setting, with the keys that Flyte documents: `auth.userAuth.openId.baseUrl`.
    pub path: Path,
}

impl<T> Traced<T> {
    /// Creates a default of the process itself.
    pub const fn default_of(value: T, path: Path) -> Self {
        Self { value: Some(value), origin: Origin::FlyteDefault, items: Vec::new(), path }
    }

    /// Returns the value, if it is known.
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns whether values or a template set it.
    pub fn is_given(&self) -> bool {
        self.origin != Origin::FlyteDefault
    }
}

impl<T: Field> Traced<T> {
    /// Returns the value for display and for JSON.
    pub(super) fn show(&self) -> Value {
        let mut kind = self.value.as_ref().map_or_else(|| Kind::Unknown("unknown".into()), Field::show);
        if let Kind::List(items) = &mut kind {
            for (index, item) in Arc::make_mut(items).iter_mut().enumerate() {
                item.origin = self.items.get(index).unwrap_or(&self.origin).clone();
            }
        }
        Value::new(kind, self.origin.clone())
    }
}

impl Traced<String> {
    /// Returns the text, if it is known and not empty.
    pub fn text(&self) -> Option<&str> {
        self.value.as_deref().filter(|text| !text.is_empty())
    }
}

/// A type of fields.
pub trait Field: Sized {
    /// Whether a text in place of a list of these is split at its commas.
    const SPLITS_AT_COMMAS: bool = true;

    /// Reads a value that is neither null nor unknown; the error is shown to the user.
    fn read(value: &Value) -> Result<Self, String>;

    /// Returns the value for display.
    fn show(&self) -> Kind;

    /// Returns the JSON Schema of the values that [`Field::read`] accepts, of null and of placeholders.
    fn schema() -> Schema;

    /// Reads a value, or uses the default.
    fn traced(value: Option<&Value>, default: Self, path: Path, sink: &mut DecodeIssues) -> Traced<Self> {
        let Some(value) = value.filter(|value| is_given(value, &path)) else {
            let known = (!sink.defaults_are_open).then_some(default);
            return Traced { value: known, origin: Origin::FlyteDefault, items: Vec::new(), path };
        };
        let is_open = sink.defaults_are_open && matches!(value.origin, Origin::ChartDefault { .. });
        let items = value.as_list().unwrap_or_default();
        let unknown = |value: &Value| matches!(value.kind, Kind::Unknown(_));
        let read = if is_open || unknown(value) || items.iter().any(unknown) {
            None
        } else {
            Self::read(value).map_err(|message| sink.fail(&path, value, message)).ok()
        };
        Traced {
            value: read,
            origin: value.origin.clone(),
            items: items.iter().map(|item| item.origin.clone()).collect(),
            path,
        }
    }
}

/// Returns whether the value of a setting reaches the decoder: viper drops null, and an empty map unless the process
/// has a flag of the same name; it has one for all settings except these (`config_flags.go` of each section at
/// v1.16.8).
fn is_given(value: &Value, path: &Path) -> bool {
    const WITHOUT_FLAG: [&str; 2] = ["authorizedUris", "staticClients"];
    match &value.kind {
        Kind::Null => false,
        Kind::Map(map) if map.is_empty() => !path.keys().iter().any(|key| WITHOUT_FLAG.contains(key)),
        _ => true,
    }
}

fn unconvertible(expected: &str, value: &Value) -> String {
    format!("expected {expected}, got {}", in_words(value))
}

fn in_words(value: &Value) -> &'static str {
    match value.kind {
        Kind::Null => "null",
        Kind::Bool(_) => "a boolean",
        Kind::Int(_) | Kind::Float(_) => "a number",
        Kind::String(_) | Kind::Unknown(_) => "a string",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
    }
}

impl Field for String {
    fn read(value: &Value) -> Result<Self, String> {
        match &value.kind {
            Kind::String(text) => Ok(text.to_string()),
            Kind::Bool(yes) => Ok(if *yes { "1" } else { "0" }.to_owned()),
            Kind::Int(number) => Ok(number.to_string()),
            // Go's FormatFloat 'f' writes all digits, as Rust does.
            Kind::Float(number) => Ok(number.to_string()),
            _ => Err(unconvertible("a string", value)),
        }
    }

    fn show(&self) -> Kind {
        Kind::String(self.as_str().into())
    }

    fn schema() -> Schema {
        lenient::scalar(&["string", "number", "boolean"])
    }
}

impl Field for bool {
    fn read(value: &Value) -> Result<Self, String> {
        match &value.kind {
            Kind::Bool(yes) => Ok(*yes),
            Kind::Int(number) => Ok(*number != 0),
            Kind::Float(number) => Ok(*number != 0.0),
            Kind::String(text) => match &**text {
                "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(true),
                "" | "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(false),
                _ => Err(format!("cannot parse `{text}` as a boolean")),
            },
            _ => Err(unconvertible("a boolean", value)),
        }
    }

    fn show(&self) -> Kind {
        Kind::Bool(*self)
    }

    fn schema() -> Schema {
        lenient::text_of(
            &["boolean", "string", "number"],
            "boolean",
            "^(|0|1|t|T|true|True|TRUE|f|F|false|False|FALSE)$",
        )
    }
}

impl Field for i64 {
    fn read(value: &Value) -> Result<Self, String> {
        match &value.kind {
            Kind::Bool(yes) => Ok(Self::from(*yes)),
            Kind::Int(number) => Ok(*number),
            #[expect(clippy::cast_possible_truncation, reason = "mapstructure truncates too")]
            Kind::Float(number) => Ok(*number as Self),
            Kind::String(text) if text.is_empty() => Ok(0),
            Kind::String(text) => text.parse().map_err(|_| format!("cannot parse `{text}` as a number")),
            _ => Err(unconvertible("a number", value)),
        }
    }

    fn show(&self) -> Kind {
        Kind::Int(*self)
    }

    fn schema() -> Schema {
        lenient::text_of(&["integer", "string", "number", "boolean"], "integer", "^([-+]?[0-9][0-9A-Za-z_]*)?$")
    }
}

/// Splits a value that is decoded as a list into items: a string at its commas, untrimmed, if the items are texts;
/// another scalar is a list of one.
fn items(value: &Value, split_at_commas: bool) -> Vec<Value> {
    match &value.kind {
        // mapstructure uses the zero value for a null item.
        Kind::List(items) => items
            .iter()
            .map(|item| if item.is_null() { Value::string("", item.origin.clone()) } else { item.clone() })
            .collect(),
        Kind::String(text) if text.is_empty() => Vec::new(),
        Kind::Map(map) if map.is_empty() => Vec::new(),
        Kind::String(text) if split_at_commas => {
            text.split(',').map(|part| Value::string(part, value.origin.clone())).collect()
        }
        _ => vec![value.clone()],
    }
}

impl<T: Field> Field for Vec<T> {
    fn read(value: &Value) -> Result<Self, String> {
        items(value, T::SPLITS_AT_COMMAS)
            .iter()
            .enumerate()
            .map(|(index, item)| T::read(item).map_err(|message| format!("[{index}]: {message}")))
            .collect()
    }

    fn show(&self) -> Kind {
        let items: Vec<Value> = self.iter().map(|item| Value::new(item.show(), Origin::FlyteDefault)).collect();
        Kind::List(items.into())
    }

    fn schema() -> Schema {
        lenient::list(T::schema())
    }
}

impl Field for GoUrl {
    // The hook that reads a URL runs before the one that splits: the whole text is one URL.
    const SPLITS_AT_COMMAS: bool = false;

    fn read(value: &Value) -> Result<Self, String> {
        match &value.kind {
            Kind::String(text) => Self::parse(text).map_err(|error| error.to_string()),
            _ => Err(unconvertible("a URL", value)),
        }
    }

    fn show(&self) -> Kind {
        Kind::String(self.to_string().into())
    }

    fn schema() -> Schema {
        lenient::url()
    }
}
