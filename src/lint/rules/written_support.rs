//! Settings as written in the files, before Helm merges them.

use crate::chart::{Chart, LOGIN_SECRETS};
use crate::lint::Context;
use crate::text::Span;
use crate::values::{Dropped, Origin, Path, SourceId, Step, Value};
use crate::yaml::{Document, NodeId};

/// A node of a values file.
#[derive(Clone, Copy)]
pub(super) struct WrittenNode<'a> {
    pub source: SourceId,
    pub document: &'a Document,
    pub key: NodeId,
    pub value: NodeId,
}

impl WrittenNode<'_> {
    /// Returns the position of the value.
    pub(super) fn origin(&self) -> Origin {
        self.at(self.document.node(self.value).span())
    }

    /// Returns the position of the key.
    pub(super) fn key_origin(&self) -> Origin {
        self.at(self.document.node(self.key).span())
    }

    const fn at(&self, span: Span) -> Origin {
        Origin::File { source: self.source, span }
    }
}

/// Returns the nodes at a path of this chart's values in each file, in the order of the layers.
pub(super) fn written<'a>(cx: &Context<'a>, path: &[&str]) -> Vec<WrittenNode<'a>> {
    let in_files = cx.release().path(&Path::of(path));
    written_as(cx, &in_files.keys())
}

/// Returns the nodes at a path in each file, in the order of the layers.
pub(super) fn written_as<'a>(cx: &Context<'a>, keys: &[&str]) -> Vec<WrittenNode<'a>> {
    let files = cx.release().layered().files.iter();
    files
        .flat_map(|(source, stream)| stream.documents.iter().map(move |document| (*source, document)))
        .filter_map(|(source, document)| {
            let (last, before) = keys.split_last()?;
            let map = before.iter().try_fold(document.root(), |node, key| document.get(node, key))?;
            let entry = document.entries(map).find(|entry| entry.key == *last)?;
            Some(WrittenNode { source, document, key: entry.key_node, value: entry.value })
        })
        .collect()
}

/// Returns the node of a value that a later layer overrides.
pub(super) fn overridden<'a>(cx: &Context<'a>, dropped: &Dropped) -> Option<WrittenNode<'a>> {
    written_as(cx, &dropped.path.keys()).into_iter().find(|written| written.origin() == dropped.origin)
}

/// Returns the text of a file at an origin.
pub(super) fn raw<'a>(cx: &Context<'a>, origin: &Origin) -> Option<&'a str> {
    let Origin::File { source, span } = origin else {
        return None;
    };
    let source = cx.release().layered().sources.get(*source)?;
    std::str::from_utf8(source.text.get(span.range())?).ok()
}

/// Returns the paths of client secrets in this chart's values, including those of the user's map of secrets.
pub(super) fn secret_paths<'a>(cx: &Context<'a>) -> Vec<Vec<&'a str>> {
    let mut paths: Vec<Vec<&str>> = cx.chart().secret_places().map(<[&str]>::to_vec).collect();
    if cx.chart() == Chart::FlyteCore
        && let Some(secrets) = cx.release().user.at(&LOGIN_SECRETS)
        && let Some(map) = secrets.as_map()
    {
        let login = cx.chart().login_secret().last().copied();
        let others = map.keys().filter(|key| Some(&***key) != login);
        paths.extend(others.map(|key| vec![LOGIN_SECRETS[0], LOGIN_SECRETS[1], &**key]));
    }
    paths.retain(|path| cx.release().user.at(path).is_some());
    paths
}

/// Visits every value with its path.
pub(super) fn each_value(value: &Value, path: &mut Path, visit: &mut dyn FnMut(&Path, &Value)) {
    visit(path, value);
    if let Some(map) = value.as_map() {
        for (key, entry) in map {
            path.0.push(Step::Key(key.clone()));
            each_value(&entry.value, path, visit);
            path.0.pop();
        }
    }
    for (index, item) in value.as_list().unwrap_or_default().iter().enumerate() {
        path.0.push(Step::Index(index));
        each_value(item, path, visit);
        path.0.pop();
    }
}
