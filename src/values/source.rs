//! The texts that values come from, for descriptions of origins.

use std::sync::Arc;

use super::{Origin, SourceId};
use crate::text::{LineIndex, Position};

/// The kind of a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A values file.
    File,
    /// The argument of a flag; the name of the source is the flag.
    Flag,
}

/// A text that values come from.
#[derive(Debug, Clone)]
pub struct Source {
    pub kind: SourceKind,
    /// The file's name as given (`-` for standard input), or the flag (`--set-string`).
    pub name: Arc<str>,
    /// The bytes of the file, or the flag's argument.
    pub text: Arc<[u8]>,
}

/// All texts that a release's values come from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<Source>,
    /// The line starts of each source, computed on first use.
    lines: Vec<std::sync::OnceLock<LineIndex>>,
}

impl Sources {
    pub fn add(&mut self, source: Source) -> SourceId {
        // A command line cannot have more than four billion files.
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(source);
        self.lines.push(std::sync::OnceLock::new());
        id
    }

    /// Returns the text with an ID.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }

    /// Iterates over the texts, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// Returns the line and column of the byte `offset` of a source.
    pub fn position(&self, id: SourceId, offset: usize) -> Option<Position> {
        let text = &self.get(id)?.text;
        let lines = self.lines.get(id.0 as usize)?.get_or_init(|| LineIndex::new(text));
        Some(lines.position(text, offset))
    }

    /// Returns the source of an origin, and the position in it, if it has one.
    pub fn place(&self, origin: &Origin) -> Option<(&Source, Option<Position>)> {
        match origin {
            Origin::File { source, span } => Some((self.get(*source)?, self.position(*source, span.start))),
            Origin::Flag { source } => Some((self.get(*source)?, None)),
            _ => None,
        }
    }

    /// Describes an origin in a few words: `values.yaml:12`, `--set`, `chart default`, `flyteadmin default`.
    pub fn describe(&self, origin: &Origin) -> String {
        match origin {
            Origin::File { source, span } => {
                let name = self.get(*source).map_or("values", |source| &*source.name);
                match self.position(*source, span.start) {
                    Some(position) => format!("{name}:{}", position.line),
                    None => name.to_owned(),
                }
            }
            Origin::Flag { source } => {
                self.get(*source).map_or_else(|| "--set".to_owned(), |source| source.name.to_string())
            }
            Origin::ChartDefault { .. } => "chart default".to_owned(),
            Origin::Template { file } => format!("chart, {file}"),
            Origin::FlyteDefault => "Flyte default".to_owned(),
            Origin::Assumed => "another layer".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn says_file_and_line() {
        let mut sources = Sources::default();
        let source = sources.add(Source {
            kind: SourceKind::File,
            name: "v.yaml".into(),
            text: Arc::from(&b"a: 1\nb: 2\n"[..]),
        });
        for (offset, line) in [(0, 1), (4, 1), (5, 2), (9, 2)] {
            let origin = Origin::File { source, span: Span::new(offset, offset + 1) };
            assert_eq!(sources.describe(&origin), format!("v.yaml:{line}"));
        }
    }
}
