//! Converts documents to values.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::{Dropped, Entry, Kind, LossReason, Map, Origin, Path, SourceId, Step, Value};
use crate::text::Span;
use crate::yaml::{Document, NodeId, Resolved};

/// Returns the value of a document from `source`; every span is moved by `offset` bytes.
pub(super) fn value_of(document: &Document, source: SourceId, offset: usize) -> Value {
    converter(document, source, offset).value(document.root())
}

/// Returns the value of a node of a document from `source`.
pub fn node_value(document: &Document, node: NodeId, source: SourceId) -> Value {
    converter(document, source, 0).value(node)
}

fn converter(document: &Document, source: SourceId, offset: usize) -> Converter<'_> {
    Converter { document, source, offset, shared: HashMap::new(), keys: HashMap::default() }
}

struct Converter<'a> {
    document: &'a Document,
    source: SourceId,
    offset: usize,
    /// The values of nodes with an anchor, which aliases share: each is built once.
    shared: HashMap<NodeId, Kind>,
    /// The keys so far: maps in a list mostly have the same keys, which are shared.
    keys: HashMap<&'a str, Arc<str>, RandomState>,
}

impl<'a> Converter<'a> {
    fn origin(&self, span: Span) -> Origin {
        Origin::File { source: self.source, span: Span::new(span.start + self.offset, span.end + self.offset) }
    }

    fn value(&mut self, id: NodeId) -> Value {
        let origin = self.origin(self.document.node(id).span());
        let target = self.document.target(id);
        // Without an anchor, no alias can refer to it.
        if target == id && self.document.anchor(id).is_none() {
            return Value::new(self.kind(id), origin);
        }
        if let Some(kind) = self.shared.get(&target) {
            return Value::new(kind.clone(), origin);
        }
        let kind = self.kind(target);
        self.shared.insert(target, kind.clone());
        Value::new(kind, origin)
    }

    fn kind(&mut self, id: NodeId) -> Kind {
        let document = self.document;
        match document.resolved(id) {
            Resolved::Null => Kind::Null,
            Resolved::Bool(yes) => Kind::Bool(yes),
            Resolved::Number { value, .. } => Kind::Float(value),
            Resolved::String(text) => Kind::String(text.into()),
            Resolved::List => Kind::List(Arc::new(document.items(id).iter().map(|item| self.value(*item)).collect())),
            Resolved::Map => {
                let entries = document.entries(id);
                let mut map = Map::with_capacity_and_hasher(entries.len(), RandomState::default());
                for entry in entries {
                    let key_origin = self.origin(entry.key_span);
                    let value = self.value(entry.value);
                    map.insert(self.key(entry.key), Entry { key_origin, value });
                }
                Kind::Map(Arc::new(map))
            }
        }
    }

    fn key(&mut self, key: Cow<'a, str>) -> Arc<str> {
        match key {
            Cow::Borrowed(key) => Arc::clone(self.keys.entry(key).or_insert_with(|| key.into())),
            Cow::Owned(key) => key.into(),
        }
    }
}

/// Records the values in a part of the file that Helm does not read, each with its path; if the part is not YAML, the
/// part itself.
pub(super) fn unread_part(text: &[u8], source: SourceId, span: Span, reason: &LossReason, dropped: &mut Vec<Dropped>) {
    let part = text.get(span.range()).unwrap_or_default();
    let documents = crate::yaml::read(part, crate::yaml::HelmVersion::V4).map(|stream| stream.documents);
    let before = dropped.len();
    for document in documents.iter().flatten() {
        let value = value_of(document, source, span.start);
        leaves(&value, &mut Path::default(), &mut |path, origin| {
            dropped.push(Dropped { path: path.clone(), origin: origin.clone(), reason: reason.clone() });
        });
    }
    if dropped.len() == before {
        dropped.push(Dropped { path: Path::default(), origin: Origin::File { source, span }, reason: reason.clone() });
    }
}

/// Calls `found` for every scalar, list and empty map, with the position of its key.
fn leaves(value: &Value, path: &mut Path, found: &mut dyn FnMut(&Path, &Origin)) {
    let Kind::Map(map) = &value.kind else {
        return;
    };
    for (key, entry) in map.iter() {
        path.0.push(Step::Key(Arc::clone(key)));
        match entry.value.as_map() {
            Some(inner) if !inner.is_empty() => leaves(&entry.value, path, found),
            _ => found(path, &entry.key_origin),
        }
        path.0.pop();
    }
}
