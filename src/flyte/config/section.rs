//! Declarations of configuration sections: their fields with keys, types and defaults.

use super::decode::DecodeIssues;
use super::field::{Field, Traced};
use crate::values::Dropped;
use crate::values::{Entry, Kind, LossReason, Map, Origin, Path, Step, Value};

/// A struct for a section of the configuration.
pub trait Section: Sized + schemars::JsonSchema {
    /// The keys of the section, in lower case.
    const KEYS: &'static [&'static str];

    /// Whether the keys are names that the user chooses.
    const NAMES: bool = false;

    /// Decodes the map that `reader` is at.
    fn read(reader: &mut Reader<'_, '_>) -> Self;

    /// Returns the section as a value, with the key names that Flyte documents and the origin of each field.
    fn show(&self) -> Value;
}

/// Reads a map of the configuration, which may be missing.
pub struct Reader<'a, 'b> {
    map: Option<&'a Map>,
    origin: Origin,
    path: Path,
    sink: &'b mut DecodeIssues,
}

impl<'a> Reader<'a, '_> {
    /// Decodes a section from the value at `path`.
    pub(super) fn section_at<S: Section>(value: Option<&'a Value>, path: Path, sink: &mut DecodeIssues) -> S {
        let map = match value.map(|value| (&value.kind, value)) {
            Some((Kind::Map(map), _)) => Some(&**map),
            None | Some((Kind::Null, _)) => None,
            Some((_, value)) => {
                sink.fail(&path, value, "expected a map");
                None
            }
        };
        let origin = value.map_or(Origin::FlyteDefault, |value| value.origin.clone());
        if let Some(map) = map {
            for (key, entry) in map {
                if !S::NAMES && !S::KEYS.contains(&&**key) && !entry.value.is_null() {
                    sink.unread.push(Dropped {
                        path: path.key(key.clone()),
                        origin: entry.key_origin.clone(),
                        reason: LossReason::UnreadByFlyte,
                    });
                }
            }
        }
        S::read(&mut Reader { map, origin, path, sink })
    }

    /// Reads a field; the default applies if it is missing or null.
    pub fn field<F: Field>(&mut self, key: &str, default: F) -> Traced<F> {
        let lower = key.to_ascii_lowercase();
        let value = self.map.and_then(|map| map.get(lower.as_str())).map(|entry| &entry.value);
        let mut path = self.path.clone();
        path.0.push(Step::Key(key.into()));
        F::traced(value, default, path, self.sink)
    }

    /// Reads a section inside this one.
    pub fn section<S: Section>(&mut self, key: &str) -> S {
        let lower = key.to_ascii_lowercase();
        let value = self.map.and_then(|map| map.get(lower.as_str())).map(|entry| &entry.value);
        Reader::section_at(value, self.path.key(key), self.sink)
    }

    /// Iterates over the entries, for a map whose keys the user chooses.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Entry)> + use<'a> {
        self.map.into_iter().flatten().map(|(key, entry)| (&**key, entry))
    }

    /// Decodes a section from an entry of this map.
    pub fn section_of<S: Section>(&mut self, key: &str, value: &'a Value) -> S {
        Reader::section_at(Some(value), self.path.key(key), self.sink)
    }

    /// Returns the position of the map.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// Declares a section: `field: Type = "key" or default;` and, after `---`, `section: Type = "key";`. The doc comments
/// are the descriptions of its JSON Schema.
macro_rules! section {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $key:literal or $default:expr ; )*
            $( --- $( $(#[doc = $sub_doc:literal])* $sub:ident : $sub_type:ty = $sub_key:literal ; )* )?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $crate::flyte::config::Traced<$type>, )*
            $( $( $(#[doc = $sub_doc])* pub $sub: $sub_type, )* )?
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = $crate::flyte::config::lenient::MapSchema::default();
                $( schema.field::<$type>(generator, $key, &[$($field_doc),*], $default); )*
                $( $( schema.key::<$sub_type>(generator, $sub_key, &[$($sub_doc),*]); )* )?
                $crate::flyte::config::lenient::in_any_case(schema.strict())
            }
        }

        impl $crate::flyte::config::section::Section for $name {
            const KEYS: &'static [&'static str] = &[
                $( $crate::flyte::config::section::lower!($key), )*
                $( $( $crate::flyte::config::section::lower!($sub_key), )* )?
            ];

            fn read(reader: &mut $crate::flyte::config::section::Reader<'_, '_>) -> Self {
                Self {
                    $( $field: reader.field($key, $default), )*
                    $( $( $sub: reader.section($sub_key), )* )?
                }
            }

            fn show(&self) -> $crate::values::Value {
                $crate::flyte::config::section::show_map([
                    $( ($key, self.$field.show()), )*
                    $( $( ($sub_key, $crate::flyte::config::section::Section::show(&self.$sub)), )* )?
                ])
            }
        }
    };
}
pub(super) use section;

/// Converts a key to lower case at compile time.
macro_rules! lower {
    ($key:literal) => {{
        const BYTES: [u8; $key.len()] = $crate::flyte::config::section::lower_bytes($key);
        match std::str::from_utf8(&BYTES) {
            Ok(key) => key,
            Err(_) => $key,
        }
    }};
}
pub(super) use lower;

#[doc(hidden)]
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where iterators are not to be had")]
pub const fn lower_bytes<const N: usize>(key: &str) -> [u8; N] {
    let bytes = key.as_bytes();
    let mut lowered = [0; N];
    let mut index = 0;
    while index < N {
        lowered[index] = bytes[index].to_ascii_lowercase();
        index += 1;
    }
    lowered
}

#[doc(hidden)]
pub fn show_map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let map: Map = entries.into_iter().map(|(key, value)| (key.into(), Entry::new(value))).collect();
    Value::map(map, Origin::FlyteDefault)
}
