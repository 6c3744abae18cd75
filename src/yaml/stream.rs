//! Reads a values file like Helm.

use std::collections::HashMap;
use std::sync::Arc;

use super::cursor::to_u32;
use super::dropped::{UnreadText, find_dropped};
use super::error::{ReadError, Result, YamlFailure, YamlFault};
use super::hint;
use super::limits::{MAX_BYTES, MAX_DOCUMENTS, MAX_NODES};
use super::resolve;
use super::split::{FilePart, split};
use super::tree::{Built, Comment, Document, NodeId, build};
use crate::text::{LineIndex, Span, text_of};

/// A major version of Helm. They differ in how they split a file into documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum HelmVersion {
    /// Helm 3 reads the first document and ignores the rest.
    #[default]
    #[value(name = "3", help = "Helm 3")]
    V3,
    /// Helm 4 splits the file at lines that begin with `---`, and merges the parts.
    #[value(name = "4", help = "Helm 4")]
    V4,
}

/// The content of a values file.
#[derive(Debug, Clone)]
pub struct Stream {
    /// The documents: with [`HelmVersion::V3`] at most one, with [`HelmVersion::V4`] one for each part that is not
    /// empty, to be merged in order. Without a document, Helm's values are `{}`. Each root is a map or null.
    pub documents: Vec<Document>,
    /// The text that Helm never reads.
    pub dropped: Vec<UnreadText>,
    /// The Helm version whose rules were applied.
    pub helm: HelmVersion,
}

/// Reads a values file as Helm does.
///
/// A text is refused if Helm refuses it, with Helm's first error; or if it exceeds a limit of flyte-auth
/// ([`MAX_BYTES`], [`MAX_NODES`], [`MAX_DOCUMENTS`]) or is in UTF-16.
pub fn read(text: &[u8], helm: HelmVersion) -> std::result::Result<Stream, ReadError> {
    if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
        let fault = YamlFault::own(YamlFailure::Encoding, "the text is UTF-16; save it as UTF-8", Span::new(0, 2));
        return Err(error_of(&fault, text, helm));
    }
    let parts = match helm {
        HelmVersion::V3 => vec![Ok(FilePart::whole(text))],
        HelmVersion::V4 => split(text),
    };
    read_parts(text, helm, parts).map_err(|fault| error_of(&fault, text, helm))
}

/// Reads a text as a single part. `check` receives the result if it could be read, and its error takes precedence.
pub(super) fn read_undivided(
    text: &[u8],
    helm: HelmVersion,
    check: impl FnOnce(Option<&Stream>) -> Result<()>,
) -> std::result::Result<Stream, ReadError> {
    let stream = read_parts(text, helm, vec![Ok(FilePart::whole(text))]);
    let checked = check(stream.as_ref().ok());
    checked.and(stream).map_err(|fault| error_of(&fault, text, helm))
}

fn error_of(fault: &YamlFault, text: &[u8], helm: HelmVersion) -> ReadError {
    let position = LineIndex::new(text).position(text, fault.span().start);
    ReadError::new(fault, helm, position, hint::guess(text, fault))
}

fn read_parts(text: &[u8], helm: HelmVersion, parts: Vec<Result<FilePart<'_>>>) -> Result<Stream> {
    if text.len() > MAX_BYTES {
        let message = format!("more than {MAX_BYTES} bytes");
        return Err(YamlFault::own(YamlFailure::Limit, message, Span::new(MAX_BYTES, text.len())));
    }
    // A byte that is not UTF-8 is never in a node: Helm refuses the text, or does not read it there.
    let source: Arc<str> = text_of(text).into();
    let mut stream = Stream { documents: Vec::new(), dropped: Vec::new(), helm };
    let mut budget = MAX_NODES;
    for part in parts {
        let part = part?;
        if stream.documents.len() >= MAX_DOCUMENTS {
            let message = format!("more than {MAX_DOCUMENTS} documents");
            return Err(YamlFault::own(YamlFailure::Limit, message, part.original(Span::default())));
        }
        let built = build(&part.text, budget).map_err(|fault| {
            let span = part.original(fault.span());
            fault.with_span(span)
        })?;
        if let Some(mut dropped) = find_dropped(&part.text, &built) {
            dropped.span = part.original(dropped.span);
            stream.dropped.push(dropped);
        }
        budget -= built.nodes.len().min(budget);
        if let Some(root) = built.root {
            stream.documents.push(document(&source, &part, built, root)?);
        }
    }
    Ok(stream)
}

fn document(source: &Arc<str>, part: &FilePart<'_>, built: Built, root: NodeId) -> Result<Document> {
    let mut document = Document {
        source: Arc::clone(source),
        nodes: built.nodes,
        children: built.children,
        properties: built.properties,
        built: built.scanned.built,
        root,
        span: part.original(Span::new(0, part.text.len())),
        comments: built.scanned.comments,
        duplicates: Vec::new(),
        collisions: Vec::new(),
        merges: Vec::new(),
        effective: HashMap::new(),
    };
    if !part.is_identity() {
        move_to_original(&mut document, part);
    }
    resolve::decode(&mut document)?;
    resolve::find_entries(&mut document);
    resolve::check(&document)?;
    Ok(document)
}

/// Translates the positions in a part to those in the whole text.
fn move_to_original(document: &mut Document, part: &FilePart<'_>) {
    let place = |at: u32| to_u32(part.original_byte(at as usize));
    for node in &mut document.nodes {
        let same_text = node.data.text() == Some(node.text);
        node.start = place(node.start);
        node.end = place(node.end);
        if !node.text.built {
            node.text.start = place(node.text.start);
            node.text.end = place(node.text.end);
        }
        if same_text {
            node.data.set_text(node.text);
        }
    }
    for properties in &mut document.properties {
        let both = [properties.tag.as_mut(), properties.anchor.as_mut()];
        for (_, span) in both.into_iter().flatten() {
            *span = part.original(*span);
        }
    }
    for Comment { span } in &mut document.comments {
        *span = part.original(*span);
    }
}
