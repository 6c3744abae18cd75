//! How much of a release the values are, and so what they can be blamed for.

use crate::chart::Chart;
use crate::values::{Kind, Origin, Value};

/// What the user said about how much of a release the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completeness {
    /// Nothing: it is found out.
    #[default]
    FindOut,
    /// They are part of a release: `--partial`.
    Partial,
    /// They are all of it: `--complete`.
    Complete,
}

/// How values are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// They turn auth on: everything that is wrong or missing counts.
    On,
    /// They turn auth off, or say nothing about it: nothing is an error.
    Off,
    /// They say something about auth and do not turn it on or off: they are judged for what they say, not for what
    /// they leave out.
    Fragment,
}

impl Scope {
    /// Finds out how to judge the user's values, and for a fragment why it is one, in words.
    ///
    /// Auth is on when they say so, and off when they say that. Where they do neither, they are a fragment if they say
    /// anything about auth, and off if they do not. A data plane is a fragment, because its control plane decides about
    /// auth; `nested` values, those of a subchart, are one, as other layers of the umbrella chart are not at hand. Keys of auth that stand where nothing reads them
    /// (`has_faulty_keys`), or that Helm drops, say something about it, too.
    pub fn of(
        chart: Chart,
        user: &Value,
        nested: bool,
        has_faulty_keys: bool,
        said: Completeness,
    ) -> (Self, Option<&'static str>) {
        let switch = user.at(switch(chart)).filter(|value| !value.is_null());
        if switch.is_some_and(|value| !turns_on(chart, value)) {
            return (Self::Off, None);
        }
        let why = if said == Completeness::Partial {
            "as `--partial` says"
        } else if switch.is_some() {
            if !nested || said == Completeness::Complete {
                return (Self::On, None);
            }
            "because other values of the umbrella chart are not at hand"
        } else if is_data_plane(chart, user) {
            if said == Completeness::Complete {
                return (Self::On, None);
            }
            "because a data plane has no flyteadmin"
        } else if has_faulty_keys || speaks_of_auth(chart, user) {
            "because auth is neither turned on nor off here"
        } else {
            return (Self::Off, None);
        };
        (Self::Fragment, Some(why))
    }
}

/// flyte-core without its API server.
fn is_data_plane(chart: Chart, user: &Value) -> bool {
    chart == Chart::FlyteCore
        && user.at(&["flyteadmin", "enabled"]).is_some_and(|enabled| !enabled.is_null() && !enabled.is_truthy())
}

/// The key that turns auth on.
pub(super) const fn switch(chart: Chart) -> &'static [&'static str] {
    match chart {
        Chart::FlyteBinary => &["configuration", "auth", "enabled"],
        Chart::FlyteCore => &["configmap", "adminServer", "server", "security", "useAuth"],
    }
}

/// A template's `if` takes any string for true; flyteadmin reads a boolean, also from a string.
fn turns_on(chart: Chart, value: &Value) -> bool {
    match chart {
        Chart::FlyteBinary => value.is_truthy(),
        Chart::FlyteCore => {
            !matches!(&value.kind, Kind::Bool(false) | Kind::Null)
                && !matches!(value.as_str(), Some("" | "0" | "f" | "F" | "false" | "False" | "FALSE"))
        }
    }
}

/// Whether the values hold anything that only a login needs.
fn speaks_of_auth(chart: Chart, user: &Value) -> bool {
    let paths: &[&[&str]] = match chart {
        Chart::FlyteBinary => &[&["configuration", "auth"], &["configuration", "inline", "auth"]],
        Chart::FlyteCore => &[&["configmap", "adminServer", "auth"], &["secrets", "adminOauthClientCredentials"]],
    };
    paths.iter().filter_map(|path| user.at(path)).any(|value| value.is_truthy() && says_more_than_off(value))
}

/// Whether a block holds more than `enabled: false`.
fn says_more_than_off(value: &Value) -> bool {
    value.as_map().is_none_or(|map| map.iter().any(|(key, entry)| &**key != "enabled" || entry.value.is_truthy()))
}

/// The values with auth turned on, so that a fragment can be judged as part of a release that has it.
pub(super) fn turned_on(chart: Chart, user: &Value) -> Value {
    with(user, switch(chart), Kind::Bool(true))
}

/// The values with `kind` at `path`, as if a template had put it there.
pub(super) fn with(user: &Value, path: &[&str], kind: Kind) -> Value {
    let origin = Origin::Template { file: "another layer" };
    let Some((first, rest)) = path.split_first() else {
        return Value::new(kind, origin);
    };
    let mut map = user.as_map().cloned().unwrap_or_default();
    let empty = Value::null(origin.clone());
    let below = map.get(*first).map_or(&empty, |entry| &entry.value);
    let value = with(below, rest, kind);
    let key_origin = map.get(*first).map_or(origin, |entry| entry.key_origin.clone());
    map.insert((*first).into(), crate::values::Entry { key_origin, value });
    Value::map(map, user.origin.clone())
}
