//! Where in merged values something was written.

use super::{Kind, Origin, Path, Step, Value};

/// The path of the value, or of the key, that was written at `origin`. The innermost counts: a map of the chart's
/// defaults has the line of its first entry.
pub fn path_of(root: &Value, origin: &Origin) -> Option<Path> {
    let mut path = Path::default();
    find(root, origin, &mut path).then_some(path)
}

fn find(value: &Value, origin: &Origin, path: &mut Path) -> bool {
    let inside = match &value.kind {
        Kind::Map(map) => map.iter().any(|(key, entry)| {
            path.0.push(Step::Key(key.clone()));
            let key_itself = entry.key_origin == *origin && origin.is_user();
            let found = key_itself || find(&entry.value, origin, path);
            if !found {
                path.0.pop();
            }
            found
        }),
        // The items of a list in the chart's defaults all have the line of the list.
        Kind::List(items) if origin.is_user() => items.iter().enumerate().any(|(index, item)| {
            path.0.push(Step::Index(index));
            let found = find(item, origin, path);
            if !found {
                path.0.pop();
            }
            found
        }),
        _ => false,
    };
    inside || (value.origin == *origin && !matches!(origin, Origin::ChartDefault { line: None }))
}
