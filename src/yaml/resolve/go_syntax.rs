//! Formats a value like Go's `%#v`, which two of Helm's messages contain.

use crate::go::strconv::{format_float, quote};
use crate::yaml::tree::{Data, Document, NodeId};

/// The length at which messages are cut; Helm's are not.
const MAX_BYTES: usize = 16 * 1024;

/// Output that is still to be written.
enum Todo {
    Text(&'static str),
    Node(NodeId),
    Key(NodeId),
}

/// Formats a node's value. Keys are sorted, first by type: Go does not define that order, but the binaries of Helm
/// 3.17.2 and 4.1.4 use it.
pub(super) fn show(document: &Document, id: NodeId) -> String {
    let mut text = String::new();
    let mut todo = vec![Todo::Node(id)];
    while let Some(next) = todo.pop() {
        if text.len() > MAX_BYTES {
            text.push('…');
            break;
        }
        match next {
            Todo::Text(piece) => text.push_str(piece),
            Todo::Key(id) => {
                text.push_str(&scalar(document, id));
                text.push(':');
            }
            Todo::Node(id) => match document.node(document.target(id)).data {
                Data::List { .. } => {
                    text.push_str("[]interface {}{");
                    todo.push(Todo::Text("}"));
                    for (at, item) in document.items(id).iter().enumerate().rev() {
                        todo.push(Todo::Node(*item));
                        if at > 0 {
                            todo.push(Todo::Text(", "));
                        }
                    }
                }
                Data::Map { .. } => {
                    text.push_str("map[interface {}]interface {}{");
                    todo.push(Todo::Text("}"));
                    push_entries(document, id, &mut todo);
                }
                _ => text.push_str(&scalar(document, id)),
            },
        }
    }
    text
}

fn push_entries(document: &Document, id: NodeId, todo: &mut Vec<Todo>) {
    #[allow(clippy::cast_precision_loss, reason = "only for the order of keys in a message")]
    let rank = |key| match document.node(document.target(key)).data {
        Data::Null => (0, 0.0),
        Data::String(_) => (1, 0.0),
        Data::Uint(value) => (2, value as f64),
        Data::Int(value) => (3, value as f64),
        Data::Float(value) => (4, value),
        Data::Bool(value) => (5, f64::from(u8::from(value))),
        _ => (6, 0.0),
    };
    let mut entries: Vec<_> = document.entries(id).collect();
    entries.sort_by(|one, other| {
        let ((one_rank, one_number), (other_rank, other_number)) = (rank(one.key_node), rank(other.key_node));
        one_rank.cmp(&other_rank).then(one_number.total_cmp(&other_number)).then_with(|| one.key.cmp(&other.key))
    });
    for (at, entry) in entries.iter().enumerate().rev() {
        todo.push(Todo::Node(entry.value));
        todo.push(Todo::Key(entry.key_node));
        if at > 0 {
            todo.push(Todo::Text(", "));
        }
    }
}

fn scalar(document: &Document, id: NodeId) -> String {
    match document.node(document.target(id)).data {
        Data::Bool(value) => value.to_string(),
        Data::Int(value) => value.to_string(),
        Data::Uint(value) => format!("0x{value:x}"),
        Data::Float(value) => format_float(value),
        Data::String(text) => quote(document.slice(text)),
        _ => "interface {}(nil)".to_owned(),
    }
}
