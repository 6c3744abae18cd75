//! Finds secrets in a text that is YAML, node by node.

use std::collections::HashSet;

use super::keys::{Neighbors, Sensitivity, content_of, names_secret};
use super::names::is_name;
use super::{lines, one_line};
use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind, Resolved, Style};

/// Finds the secrets in the text of a document.
pub(super) fn spans(document: &Document, text: &str) -> Vec<Span> {
    let mut walk = TreeWalk { document, text, found: Vec::new(), seen: HashSet::new(), waiting: Vec::new() };
    walk.waiting.push((document.root(), Sensitivity::Plain));
    while let Some((node, content)) = walk.waiting.pop() {
        // The target of an alias is visited once for each sensitivity.
        if walk.seen.insert((node, content)) {
            walk.node(node, content);
        }
    }
    walk.comments();
    walk.found
}

struct TreeWalk<'a> {
    document: &'a Document,
    text: &'a str,
    found: Vec<Span>,
    seen: HashSet<(NodeId, Sensitivity)>,
    waiting: Vec<(NodeId, Sensitivity)>,
}

impl TreeWalk<'_> {
    fn node(&mut self, node: NodeId, content: Sensitivity) {
        match self.document.node(node).kind() {
            NodeKind::Alias => self.waiting.push((self.document.target(node), content)),
            NodeKind::Map => self.map(node, content),
            NodeKind::List => self.list(node, content),
            NodeKind::Scalar => self.scalar(node, content),
        }
    }

    fn map(&mut self, node: NodeId, content: Sensitivity) {
        let document = self.document;
        let text_of = |key_name: &str| {
            let found = document.written(node).find(|(key, _)| document.text(*key) == key_name);
            found.map(|(_, value)| document.text(value)).unwrap_or_default()
        };
        let neighbors = Neighbors {
            names_a_secret: names_secret(text_of("name")),
            is_secret_manifest: text_of("kind") == "Secret",
            has_account: !text_of("account").is_empty(),
        };
        for (key, value) in document.written(node) {
            let key_text = document.text(key);
            let is_map = matches!(document.node(document.target(value)).kind(), NodeKind::Map | NodeKind::List);
            let own = neighbors.content_in(content, key_text, is_map);
            // `{x}` in place of a secret: the key is the secret.
            let has_no_value = self.is_nothing(value) && document.node(value).span().range().is_empty();
            if content != Sensitivity::Plain
                && has_no_value
                && content_of(key_text) == Sensitivity::Plain
                && !is_name(key_text)
            {
                self.found.push(document.node(key).span());
            }
            self.waiting.push((value, own));
        }
    }

    fn list(&mut self, node: NodeId, content: Sensitivity) {
        let mut is_behind_flag = false;
        for item in self.document.items(node) {
            let own = if is_behind_flag { Sensitivity::Secret } else { content };
            let text = self.document.text(*item);
            is_behind_flag = text.starts_with('-') && !text.contains(['=', ' ']) && names_secret(text);
            self.waiting.push((*item, own));
        }
    }

    fn scalar(&mut self, node: NodeId, content: Sensitivity) {
        let document = self.document;
        let span = document.node(node).span();
        let raw = self.text.get(span.range()).unwrap_or_default();
        let is_block = matches!(document.node(node).style(), Style::Literal | Style::Folded);
        match content {
            Sensitivity::Secret => {
                self.properties(node, content);
                if !self.is_nothing(node) {
                    // The header of a block stays visible, and so do quotes.
                    let head = if is_block { raw.find('\n').unwrap_or(0) } else { 0 };
                    let quote = usize::from(raw.len() > 2 && raw.starts_with(['"', '\'']));
                    self.found.push(Span::new(span.start + head + quote, span.end - quote));
                }
                self.glued_comment(span.end);
            }
            Sensitivity::Name | Sensitivity::Variable => {
                self.properties(node, content);
                let is_hidden = content.hides(document.text(node));
                if is_hidden {
                    self.found.push(span);
                }
                if is_hidden || self.is_nothing(node) {
                    self.glued_comment(span.end);
                }
            }
            Sensitivity::Plain => {
                let inside = if raw.contains('\n') { lines::spans(raw) } else { one_line::in_value(raw) };
                // The closing quote stays visible, so that a JSON line stays one.
                let is_quoted = raw.len() > 1 && raw.starts_with(['"', '\'']) && raw.ends_with(['"', '\'']);
                let end = span.end - usize::from(is_quoted);
                let inside = inside.into_iter().map(|inner| within(span, inner));
                self.found.extend(
                    inside
                        .map(|inner| Span::new(inner.start, inner.end.min(end)))
                        .filter(|inner| inner.start < inner.end),
                );
            }
        }
    }

    /// Hides `!x` and `&x` at a place with this sensitivity: they are not meant as a tag or an anchor.
    fn properties(&mut self, node: NodeId, content: Sensitivity) {
        let document = self.document;
        for property in [document.tag(node), document.anchor(node)].into_iter().flatten() {
            let is_of_yaml = property.name.starts_with("tag:yaml.org,2002:");
            if !is_of_yaml && content.hides(property.name.trim_start_matches('!')) {
                self.found.push(property.span);
            }
        }
    }

    /// Hides `#x` after a secret's place: it is not meant as a comment.
    fn glued_comment(&mut self, end: usize) {
        let rest = self.text.get(end..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let white = line.len() - line.trim_start().len();
        let comment = line.get(white..).unwrap_or_default();
        if comment.starts_with('#') && !comment.starts_with("# ") && comment.len() > 1 {
            self.found.push(Span::new(end + white, end + line.len()));
        }
    }

    fn is_nothing(&self, node: NodeId) -> bool {
        match self.document.resolved(node) {
            Resolved::Null | Resolved::Bool(_) => true,
            Resolved::List | Resolved::Map => false,
            _ => self.document.text(node).is_empty(),
        }
    }

    /// Finds secrets in comments, which may be settings that were commented out.
    fn comments(&mut self) {
        for comment in self.document.comments() {
            let text = self.text.get(comment.span.range()).unwrap_or_default();
            self.found.extend(lines::spans(text).into_iter().map(|inner| within(comment.span, inner)));
        }
    }
}

fn within(outer: Span, inner: Span) -> Span {
    Span::new(outer.start + inner.start, outer.start + inner.end)
}
