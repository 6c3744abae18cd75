//! Settings that a real installation of each chart needs, and Helm's defaults without them.

use super::{Chart, EXTERNAL_SECRET_REF};
use crate::values::{Kind, Value};

/// A setting that a real installation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Essential {
    /// The name in a sentence.
    pub name: &'static str,
    /// The chart's default (`values.yaml` of each chart, v1.16.8).
    pub default: &'static str,
    /// The keys below which values set it.
    places: &'static [&'static [&'static str]],
    /// Whether only flyteadmin needs it.
    of_server: bool,
}

const BINARY: [Essential; 2] = [
    Essential {
        name: "database",
        default: "host `127.0.0.1`",
        places: &[
            &["configuration", "database"],
            &["configuration", "inline", "database"],
            &["configuration", "externalConfigMap"],
            &["configuration", "externalSecretRef"],
            &["configuration", "inlineConfigMap"],
        ],
        of_server: true,
    },
    Essential {
        name: "storage",
        default: "container `my-organization-flyte-container`",
        places: &[
            &["configuration", "storage"],
            &["configuration", "inline", "storage"],
            &["configuration", "externalConfigMap"],
            &["configuration", "inlineConfigMap"],
        ],
        of_server: false,
    },
];

const CORE: [Essential; 2] = [
    Essential {
        name: "database",
        default: "host `postgres`",
        places: &[&["db"], &["common", "databaseSecret"], &["configmap", "adminServer", "database"], &["postgres"]],
        of_server: true,
    },
    Essential {
        name: "storage",
        default: "the sandbox bucket `my-s3-bucket`",
        places: &[&["storage"], &["minio"]],
        of_server: false,
    },
];

impl Chart {
    /// Iterates over the values that this chart requires with authentication enabled and that the user's values lack.
    pub fn missing_required(self, user: &Value) -> impl Iterator<Item = &'static [&'static str]> {
        let secrets_elsewhere = user.at(&EXTERNAL_SECRET_REF).is_some_and(Value::is_truthy);
        self.required_places().filter(move |path| {
            let is_secret = self.secret_places().any(|secret| secret == *path);
            let given = user.at(path).is_some_and(Value::is_truthy);
            !given && (!is_secret || !secrets_elsewhere)
        })
    }

    /// Returns the essential settings that merged values lack. `values` include the chart's defaults.
    pub fn missing_essentials(self, values: &Value, has_server: bool) -> Vec<Essential> {
        let all = match self {
            Self::FlyteBinary => &BINARY,
            Self::FlyteCore => &CORE,
        };
        let is_set = |place: &&[&str]| values.at(place).is_some_and(is_written);
        let needed = all.iter().filter(|essential| has_server || !essential.of_server);
        needed.filter(|essential| !essential.places.iter().any(&is_set)).copied().collect()
    }
}

/// Returns whether the user wrote a value, or part of it.
fn is_written(value: &Value) -> bool {
    match &value.kind {
        Kind::Map(map) => map.iter().any(|(_, entry)| is_written(&entry.value)),
        Kind::Null => false,
        Kind::String(text) => value.origin.is_user() && !text.is_empty(),
        _ => value.origin.is_user(),
    }
}
