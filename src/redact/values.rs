//! Hides secrets in values.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::keys::{Neighbors, Sensitivity, content_in, names_secret};
use super::names::is_name;
use super::{lines, one_line};
use crate::text::{REDACTED, replace};
use crate::values::{Entry, Kind, Map, Value};

/// Replaces every secret in values, and user names in URLs.
pub fn redact(value: &Value) -> Value {
    let mut walk = ValuesWalk::default();
    visit(value, Sensitivity::Plain, &mut |value, content| {
        if let (Sensitivity::Secret, Kind::String(text)) = (content, &value.kind) {
            walk.secrets.insert(address(text));
        }
    });
    walk.value(value, Sensitivity::Plain)
}

/// Redacts the value of a key as [`redact`] does in a map.
pub fn redact_at(key: &str, value: &Value) -> Value {
    ValuesWalk::default().value(value, content_in(Sensitivity::Plain, key, is_map(value)))
}

/// Replaces every scalar in a value. Empty values stay: they are not secret, and it is useful to see that they are
/// empty.
pub fn redact_all(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Null => Kind::Null,
        Kind::String(text) if text.is_empty() => value.kind.clone(),
        Kind::List(items) => Kind::List(items.iter().map(redact_all).collect::<Vec<_>>().into()),
        Kind::Map(map) => Kind::Map(Arc::new(mapped(map, |_, _, value| redact_all(value)))),
        _ => Kind::String(REDACTED.into()),
    };
    Value::new(kind, value.origin.clone())
}

/// Replaces the secrets in a text: user names in URLs, arguments, settings.
pub fn redact_text(text: &str) -> Cow<'_, str> {
    let found = if text.contains('\n') { lines::spans(text) } else { one_line::in_value(text) };
    if found.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(replace(text, &found)) }
}

/// Calls `visitor` for each value with its sensitivity.
pub(super) fn visit(value: &Value, content: Sensitivity, visitor: &mut dyn FnMut(&Value, Sensitivity)) {
    visitor(value, content);
    match &value.kind {
        Kind::Map(map) => {
            for (key, entry) in map.iter() {
                visit(&entry.value, in_map(map, key, &entry.value, content), visitor);
            }
        }
        Kind::List(items) => {
            for (item, own) in items.iter().zip(in_list(items, content)) {
                visit(item, own, visitor);
            }
        }
        _ => {}
    }
}

#[derive(Default)]
struct ValuesWalk {
    /// The addresses of the secrets in memory: an alias and its anchor share a text.
    secrets: HashSet<usize>,
}

fn address(text: &Arc<str>) -> usize {
    Arc::as_ptr(text).cast::<u8>().addr()
}

impl ValuesWalk {
    fn value(&self, value: &Value, content: Sensitivity) -> Value {
        let is_secret_elsewhere = matches!(&value.kind, Kind::String(text) if self.secrets.contains(&address(text)));
        let content = if is_secret_elsewhere { Sensitivity::Secret } else { content };
        let kind = match &value.kind {
            Kind::Map(map) => Kind::Map(Arc::new(self.map(map, content))),
            Kind::List(items) => {
                let shown = items.iter().zip(in_list(items, content)).map(|(item, own)| self.value(item, own));
                Kind::List(shown.collect::<Vec<_>>().into())
            }
            Kind::Null | Kind::Bool(_) => value.kind.clone(),
            Kind::String(text) => match content {
                Sensitivity::Secret if !text.is_empty() => Kind::String(REDACTED.into()),
                Sensitivity::Name | Sensitivity::Variable if content.hides(text) => Kind::String(REDACTED.into()),
                _ => Kind::String(redact_text(text).as_ref().into()),
            },
            _ if content == Sensitivity::Secret => Kind::String(REDACTED.into()),
            _ => value.kind.clone(),
        };
        Value::new(kind, value.origin.clone())
    }

    fn map(&self, map: &Map, content: Sensitivity) -> Map {
        let mut shown = Map::default();
        for (key, entry) in map {
            let value = self.value(&entry.value, in_map(map, key, &entry.value, content));
            shown.insert(shown_key(key, &entry.value, content), Entry { key_origin: entry.key_origin.clone(), value });
        }
        shown
    }
}

/// Returns the sensitivity of a key's value in a map with the sensitivity `content`.
fn in_map(map: &Map, key: &str, value: &Value, content: Sensitivity) -> Sensitivity {
    let text = |key: &str| map.get(key).and_then(|entry| entry.value.as_str());
    let neighbors = Neighbors {
        names_a_secret: text("name").is_some_and(names_secret),
        is_secret_manifest: text("kind") == Some("Secret"),
        has_account: map.contains_key("account"),
    };
    neighbors.content_in(content, key, is_map(value))
}

const fn is_map(value: &Value) -> bool {
    matches!(value.kind, Kind::Map(_) | Kind::List(_))
}

/// Returns the sensitivities of the items in a list with the sensitivity `content`: the item after `--client-secret` is
/// a secret.
fn in_list(items: &[Value], content: Sensitivity) -> impl Iterator<Item = Sensitivity> + '_ {
    let is_flag = |item: &Value| {
        item.as_str().is_some_and(|text| text.starts_with('-') && !text.contains(['=', ' ']) && names_secret(text))
    };
    let before = std::iter::once(false).chain(items.iter().map(is_flag));
    before.map(move |is_behind_flag| if is_behind_flag { Sensitivity::Secret } else { content })
}

/// Returns a key for display in a map with this sensitivity. In place of a secret, `{x}` is a map whose key is the
/// secret.
fn shown_key(key: &Arc<str>, value: &Value, content: Sensitivity) -> Arc<str> {
    let is_secret = content != Sensitivity::Plain && value.is_null() && !is_name(key);
    if is_secret { Arc::from(REDACTED) } else { Arc::clone(key) }
}

fn mapped(map: &Map, mut change: impl FnMut(&Map, &str, &Value) -> Value) -> Map {
    map.iter()
        .map(|(key, entry)| {
            let value = change(map, key, &entry.value);
            (shown_key(key, &entry.value, Sensitivity::Secret), Entry { key_origin: entry.key_origin.clone(), value })
        })
        .collect()
}
