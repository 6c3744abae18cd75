//! Finds keys of the values that no template reads.

use crate::values::{Path, Value};

use super::Chart;
use super::schema::{
    AdminOauthClientCredentials, Auth, BinaryRoot, Configmap, Configuration, CoreRoot, Internal, Keys, Oidc, Secrets,
};

/// A map of the values, and the keys in it that the chart's templates read.
struct ReadKeys {
    below: &'static [&'static str],
    keys: &'static [&'static str],
}

impl ReadKeys {
    const fn of<S: Keys>(below: &'static [&'static str]) -> Self {
        Self { below, keys: S::KEYS }
    }
}

const BINARY: &[ReadKeys] = &[
    ReadKeys::of::<BinaryRoot>(&[]),
    ReadKeys::of::<Configuration>(&["configuration"]),
    ReadKeys::of::<Auth>(&["configuration", "auth"]),
    ReadKeys::of::<Oidc>(&["configuration", "auth", "oidc"]),
    ReadKeys::of::<Internal>(&["configuration", "auth", "internal"]),
];

const CORE: &[ReadKeys] = &[
    ReadKeys::of::<CoreRoot>(&[]),
    ReadKeys::of::<Configmap>(&["configmap"]),
    ReadKeys::of::<Secrets>(&["secrets"]),
    ReadKeys::of::<AdminOauthClientCredentials>(&["secrets", "adminOauthClientCredentials"]),
];

/// Returns the paths in the `user`'s values that no template of the chart reads, with their values. Keys that start
/// with `x-` hold YAML anchors, and are not listed.
pub fn unread(chart: Chart, user: &Value) -> Vec<(Path, Value)> {
    let known = match chart {
        Chart::FlyteBinary => BINARY,
        Chart::FlyteCore => CORE,
    };
    let mut found = Vec::new();
    for level in known {
        let Some(map) = user.at(level.below).and_then(Value::as_map) else {
            continue;
        };
        for (key, entry) in map {
            if !key.starts_with("x-") && !level.keys.contains(&&**key) {
                found.push((Path::of(level.below).key(key.clone()), entry.value.clone()));
            }
        }
    }
    found
}
