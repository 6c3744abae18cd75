//! The layers of a release: `-f a -f b`, then the `--set` family.

use std::sync::Arc;

use super::from_yaml::{unread_part, value_of};
use super::set::{ReadFile, SetError, SetKind, apply};
use super::{
    Dropped, HelmVersion, LossReason, Origin, Path, Source, SourceId, SourceKind, Sources, Value, empty, merge,
};
use crate::diagnostic::{Diagnostic, Fault, Place, SourceText};
use crate::text::text_of;
use crate::yaml::{DropReason, ReadError, Stream, read_encoded};

/// A values file.
#[derive(Debug, Clone)]
pub struct FileInput {
    /// The name as given; `-` for standard input.
    pub name: Arc<str>,
    pub bytes: Arc<[u8]>,
}

/// The sources of a release's values, except the chart.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The values files, in order.
    pub files: Vec<FileInput>,
    /// The flags, in the order of the command line.
    pub flags: Vec<(SetKind, String)>,
    pub helm: HelmVersion,
}

/// The user's merged values.
#[derive(Debug, Clone)]
pub struct Layered {
    /// The values that `helm get values` would print.
    pub values: Value,
    pub sources: Sources,
    /// The values that were lost.
    pub dropped: Vec<Dropped>,
    /// The parsed content of each values file.
    pub files: Vec<(SourceId, Stream)>,
}

/// Values that Helm refuses. Prints Helm's message.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// A file does not parse.
    #[error("failed to parse {name}: {error}")]
    Parse {
        name: Arc<str>,
        text: Arc<[u8]>,
        /// The cause. It is part of Helm's one-line message, so it is not an error source.
        error: Box<ReadError>,
    },
    /// A flag does not parse.
    #[error(transparent)]
    Set(#[from] SetError),
}

impl LayerError {
    /// Returns Helm's message including the text that Helm quotes, which may be a secret.
    pub fn in_full(&self) -> String {
        match self {
            Self::Set(error) => error.in_full(),
            Self::Parse { name, error, .. } => format!("failed to parse {name}: {}", error.in_full()),
        }
    }

    /// Returns the position in a file that does not parse, with its line and the probable cause. `cover` hides secrets
    /// in the file's text without moving anything.
    pub fn diagnostic(&self, cover: impl FnOnce(&str) -> String) -> Option<Diagnostic> {
        let Self::Parse { name, text, error } = self else {
            return None;
        };
        let shown = cover(&text_of(text));
        let source = Arc::new(SourceText { name: name.to_string(), text: shown });
        let mut fault = Fault::new(self.to_string());
        if let Some(hint) = error.hint() {
            fault = fault.help(hint.to_string());
        }
        let span = error.span();
        Some(Diagnostic::new(fault, Place::Text { source, span }))
    }
}

/// Reads a single values file like Helm 3.
pub fn layer_one(name: &str, bytes: &[u8]) -> Result<Layered, LayerError> {
    let inputs = Inputs {
        files: vec![FileInput { name: name.into(), bytes: bytes.into() }],
        flags: Vec::new(),
        helm: HelmVersion::V3,
    };
    // Without flags there is no file to read.
    layer(&inputs, &|_| Err(std::io::ErrorKind::NotFound.into()))
}

impl Layered {
    /// Returns the texts of files that are not read as values.
    pub fn unread(inputs: &Inputs) -> Self {
        let mut sources = Sources::default();
        for file in &inputs.files {
            sources.add(Source { kind: SourceKind::File, name: Arc::clone(&file.name), text: Arc::clone(&file.bytes) });
        }
        Self { values: empty(), sources, dropped: Vec::new(), files: Vec::new() }
    }
}

/// Returns the value of every document of a file; `None` if it is not YAML. `source` is the file's number in
/// [`Sources`].
pub fn documents(bytes: &Arc<[u8]>, source: SourceId) -> Option<Vec<Value>> {
    let (_, stream) = read_encoded(bytes, HelmVersion::V4);
    Some(stream.ok()?.documents.iter().map(|document| value_of(document, source, 0)).collect())
}

/// Merges the layers as Helm does.
pub fn layer(inputs: &Inputs, read_file: &ReadFile<'_>) -> Result<Layered, LayerError> {
    let mut layered = Layered {
        values: empty(),
        sources: Sources::default(),
        dropped: Vec::new(),
        files: Vec::with_capacity(inputs.files.len()),
    };
    for file in &inputs.files {
        let name = Arc::clone(&file.name);
        let (text, stream) = read_encoded(&file.bytes, inputs.helm);
        let stream = match stream {
            Ok(stream) => stream,
            Err(error) => return Err(LayerError::Parse { name, text, error: Box::new(error) }),
        };
        let source = layered.sources.add(Source { kind: SourceKind::File, name, text: Arc::clone(&text) });
        let values = read_layer(&text, &stream, source, &mut layered.dropped);
        layered.files.push((source, stream));
        merge(&mut layered.values, values, &mut layered.dropped);
    }
    // Helm applies flags by kind, not in the order of the command line; the order within a kind is kept.
    let mut flags: Vec<_> = inputs.flags.iter().collect();
    flags.sort_by_key(|(kind, _)| *kind);
    for (kind, argument) in flags {
        let source = layered.sources.add(Source {
            kind: SourceKind::Flag,
            name: kind.flag().into(),
            text: argument.as_bytes().into(),
        });
        let origin = Origin::Flag { source };
        apply(&mut layered.values, *kind, argument, &origin, inputs.helm, read_file, &mut layered.dropped)?;
    }
    Ok(layered)
}

/// Returns a file's values, with its documents merged.
fn read_layer(text: &[u8], stream: &Stream, source: SourceId, dropped: &mut Vec<Dropped>) -> Value {
    let mut values = empty();
    for document in &stream.documents {
        for duplicate in document.duplicates().iter().chain(document.collisions()) {
            let at = |span| Origin::File { source, span };
            dropped.push(Dropped {
                path: Path::of(&[&duplicate.key]),
                origin: at(duplicate.earlier),
                reason: LossReason::DuplicateKey { by: at(duplicate.later) },
            });
        }
        let value = value_of(document, source, 0);
        // A document that is null has no values.
        if !value.is_null() {
            merge(&mut values, value, dropped);
        }
    }
    for part in &stream.dropped {
        let reason = match part.reason {
            DropReason::LaterDocument | DropReason::AfterDocumentEnd => LossReason::IgnoredDocument,
            DropReason::Dedent | DropReason::AfterFlowRoot | DropReason::AfterScalar => LossReason::AfterEnd,
        };
        unread_part(text, source, part.span, &reason, dropped);
    }
    values
}
