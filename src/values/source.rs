//! The texts that values came from, so that an origin can be said in words.

use std::sync::Arc;

use super::{Origin, SourceId};
use crate::text::{LineIndex, Position};

/// What kind of text a [`Source`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A values file.
    File,
    /// The argument of a flag; the name of the source is the flag.
    Flag,
}

/// One text that values came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// File or flag.
    pub kind: SourceKind,
    /// The file's name as it was given (`-` for standard input), or the flag (`--set-string`).
    pub name: Arc<str>,
    /// The bytes of the file, or the flag's argument.
    pub text: Arc<[u8]>,
}

/// Every text that the values of a release came from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<Source>,
    /// Where the lines of each source start, counted when first asked for.
    lines: Vec<std::sync::OnceLock<LineIndex>>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, source: Source) -> SourceId {
        // More than four thousand million files do not fit on a command line.
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(source);
        self.lines.push(std::sync::OnceLock::new());
        id
    }

    /// The text that `id` names.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }

    /// All of them, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// The line and column of the byte `offset` of the source.
    pub fn position(&self, id: SourceId, offset: usize) -> Option<Position> {
        let text = &self.get(id)?.text;
        let lines = self.lines.get(id.0 as usize)?.get_or_init(|| LineIndex::new(text));
        Some(lines.position(text, offset))
    }

    /// Where an origin is: its source and the place there, if it has one.
    pub fn place(&self, origin: &Origin) -> Option<(&Source, Option<Position>)> {
        match origin {
            Origin::File { source, span } => Some((self.get(*source)?, self.position(*source, span.start))),
            Origin::Flag { source } => Some((self.get(*source)?, None)),
            _ => None,
        }
    }

    /// The origin in a few words: `values.yaml:12`, `--set`, `chart default`, `flyteadmin default`.
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
