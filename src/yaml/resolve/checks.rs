//! Checks a document that go-yaml accepts for what JSON refuses, and for a root that is not a map.

use super::go_syntax;
use crate::go::strconv::format_float;
use crate::stack::levels;
use crate::yaml::cursor::to_u32;
use crate::yaml::error::{Result, YamlFailure, YamlFault};
use crate::yaml::limits::MAX_DEPTH;
use crate::yaml::tree::{Data, Document, NodeId, NodeKind};

/// Checks for invalid keys, numbers that JSON does not have, excessive depth, and a root that is not a map.
pub(in crate::yaml) fn check(document: &Document) -> Result<()> {
    let facts = NodeFacts::of(document);
    if facts.odd_key {
        check_keys(document)?;
    }
    if facts.not_finite {
        check_numbers(document)?;
    }
    if facts.depth > MAX_DEPTH {
        return Err(too_deep(document, &facts.heights));
    }
    if facts.depth > levels() {
        let message = format!("there is not enough memory for more than {} levels of nesting", levels());
        return Err(YamlFault::own(YamlFailure::Limit, message, document.node(document.root).span()));
    }
    let kind = match document.node(document.target(document.root)).data {
        Data::Map { .. } | Data::Null | Data::Alias(_) => return Ok(()),
        Data::List { .. } => "array",
        Data::Bool(_) => "bool",
        Data::String(_) => "string",
        Data::Int(_) | Data::Uint(_) | Data::Float(_) => "number",
    };
    let message = format!("json: cannot unmarshal {kind} into Go value of type map[string]interface {{}}");
    Err(YamlFault::json(YamlFailure::NotAMap, message, document.node(document.root).span()))
}

/// Facts that decide which checks are needed.
struct NodeFacts {
    /// A key that is null or too big for an `int64`.
    odd_key: bool,
    /// An infinity or a NaN.
    not_finite: bool,
    /// The number of levels of each node; 0 for a scalar.
    heights: Vec<u32>,
    depth: usize,
}

impl NodeFacts {
    fn of(document: &Document) -> Self {
        let mut facts = Self { odd_key: false, not_finite: false, heights: Vec::new(), depth: 0 };
        facts.heights.reserve(document.nodes.len());
        for index in 0..document.nodes.len() {
            let id = NodeId(to_u32(index));
            let height = |id: NodeId| facts.heights.get(id.index()).copied().unwrap_or(0);
            let height = match document.node(id).data {
                Data::Alias(target) => height(target),
                Data::List { .. } => 1 + document.items(id).iter().map(|item| height(*item)).max().unwrap_or(0),
                Data::Map { .. } => {
                    facts.odd_key |= document.raw_entries(id).any(|entry| is_odd(document, entry.key));
                    1 + document.raw_entries(id).map(|entry| height(entry.value)).max().unwrap_or(0)
                }
                Data::Float(value) => {
                    facts.not_finite |= !value.is_finite();
                    0
                }
                _ => 0,
            };
            facts.heights.push(height);
        }
        facts.depth = facts.heights.get(document.root.index()).copied().unwrap_or(0) as usize;
        facts
    }
}

fn is_odd(document: &Document, key: NodeId) -> bool {
    matches!(document.node(document.target(key)).data, Data::Null | Data::Uint(_))
}

/// Fails for the first invalid key that Helm keeps. (Helm checks keys in a random order.)
fn check_keys(document: &Document) -> Result<()> {
    let mut maps = in_order(document, false);
    let entries = maps.by_ref().flat_map(|id| document.entries(id));
    let Some(entry) = entries.into_iter().find(|entry| is_odd(document, entry.key_node)) else {
        return Ok(());
    };
    let (kind, key) = match document.node(document.target(entry.key_node)).data {
        Data::Uint(value) => ("uint64", format!("0x{value:x}")),
        _ => ("%!s(<nil>)", "<nil>".to_owned()),
    };
    let value = match document.node(document.target(entry.value)).data {
        Data::Null => "<nil>".to_owned(),
        _ => go_syntax::show(document, entry.value),
    };
    let message = format!("unsupported map key of type: {kind}, key: {key}, value: {value}");
    Err(YamlFault::convert(YamlFailure::Key, message, entry.key_span))
}

/// Fails for the first infinity or NaN, in the order of sorted keys.
fn check_numbers(document: &Document) -> Result<()> {
    let bad = in_order(document, true).find_map(|id| match document.node(id).data {
        Data::Float(value) if !value.is_finite() => Some((id, value)),
        _ => None,
    });
    let Some((id, value)) = bad else {
        return Ok(());
    };
    let message = format!("json: unsupported value: {}", format_float(value));
    Err(YamlFault::convert(YamlFailure::Scalar, message, document.node(id).span()))
}

/// Returns the error for the first list or map that is too deep, in the order of sorted keys.
fn too_deep(document: &Document, heights: &[u32]) -> YamlFault {
    let mut id = document.target(document.root);
    let mut depth = 1;
    while depth <= MAX_DEPTH {
        let reaches = |child: &NodeId| {
            let height = heights.get(document.target(*child).index()).copied().unwrap_or(0);
            depth + height as usize > MAX_DEPTH
        };
        let Some(child) = children(document, id, true).into_iter().find(reaches) else {
            break;
        };
        id = document.target(child);
        depth += 1;
    }
    let bracket = if document.node(id).kind() == NodeKind::Map { '{' } else { '[' };
    let message = format!("invalid character '{bracket}' exceeded max depth");
    YamlFault::json(YamlFailure::Depth, message, document.node(id).span())
}

/// Returns the values of a list or map.
fn children(document: &Document, id: NodeId, sorted: bool) -> Vec<NodeId> {
    match document.node(id).kind() {
        NodeKind::Map => {
            let mut entries: Vec<_> = document.entries(id).collect();
            if sorted {
                entries.sort_by(|one, other| one.key.cmp(&other.key));
            }
            entries.into_iter().map(|entry| entry.value).collect()
        }
        _ => document.items(id).to_vec(),
    }
}

/// Iterates over the nodes below the root, parents before children, each once.
fn in_order(document: &Document, sorted: bool) -> impl Iterator<Item = NodeId> + '_ {
    let mut seen = vec![false; document.nodes.len()];
    let mut todo = vec![document.root];
    std::iter::from_fn(move || {
        loop {
            let id = document.target(todo.pop()?);
            let Some(seen) = seen.get_mut(id.index()) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            todo.extend(children(document, id, sorted).into_iter().rev());
            return Some(id);
        }
    })
}
