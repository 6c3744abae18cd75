//! Texts in a values file at the places of answers that are not valid answers.

use std::sync::Arc;

use crate::chart::OwnValues;
use crate::diagnostic::{Fault, Place, SourceText};
use crate::flyte::PublicUrl;
use crate::idp::{ClientId, IdpKind, Issuer};
use crate::redact::covered;
use crate::text::{LineIndex, text_of};
use crate::values::{self, Kind, Origin, SourceId};

/// A text in a values file that an answer is read from.
#[derive(Debug, Clone)]
pub(super) struct FoundText {
    /// The key of the answer; for a part of an issuer, `idp.issuer`.
    pub key: &'static str,
    pub text: String,
    /// The keys in lower case, and the indices.
    pub path: Vec<String>,
}

/// A text in a values file that cannot be the answer to a question.
#[derive(Debug, Clone)]
pub struct UnusableAnswer {
    /// The key of the answer; for a part of an issuer, `idp.issuer`.
    pub key: &'static str,
    pub fault: Fault,
    /// The position in the values file.
    pub place: Place,
}

impl FoundText {
    /// Returns the fault of the text; `None` if it may be an answer.
    fn fault(&self) -> Option<Fault> {
        match self.key {
            "url" => PublicUrl::parse(&self.text).err(),
            "idp.issuer" => match Issuer::parse(&self.text) {
                Ok(issuer) => IdpKind::of(&issuer).provider().check_issuer(&issuer).err(),
                Err(fault) => Some(fault),
            },
            _ => ClientId::parse(&self.text).err(),
        }
    }

    /// Returns its place in the file; nowhere if it is in a document that Helm ignores.
    fn place(&self, source: &Arc<SourceText>, values: &values::Value) -> Place {
        let mut value = OwnValues::of(values).values;
        for step in &self.path {
            let next = match &value.kind {
                Kind::Map(map) => {
                    map.iter().find(|(key, _)| key.to_lowercase() == *step).map(|(_, entry)| &entry.value)
                }
                Kind::List(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => None,
            };
            let Some(next) = next else {
                return Place::File(Arc::clone(source));
            };
            value = next;
        }
        match value.origin {
            // Another file is a layer with secrets.
            Origin::File { source: SourceId(0), span } => Place::Text { source: Arc::clone(source), span },
            _ => Place::File(Arc::clone(source)),
        }
    }
}

/// Returns the places of the texts in the file with the content `text`, with the faults of those that are not answers.
pub(super) fn located(
    texts: &[FoundText],
    name: &str,
    text: &[u8],
    values: &values::Value,
) -> Vec<(&'static str, Place, Option<Fault>)> {
    let source = Arc::new(SourceText { name: name.to_owned(), text: covered(&text_of(text)) });
    texts.iter().map(|found| (found.key, found.place(&source, values), found.fault())).collect()
}

/// Returns whether the answer to `key` is read from the text for `text_key`.
pub(super) fn is_read_from(key: &str, text_key: &str) -> bool {
    key == text_key || (text_key == "idp.issuer" && key.starts_with("idp."))
}

impl UnusableAnswer {
    /// Returns whether this is the reason why there is no answer to `key`.
    pub fn answers(&self, key: &str) -> bool {
        is_read_from(key, self.key)
    }

    /// Returns place, fault and help on one line.
    pub fn line(&self) -> String {
        let place = match &self.place {
            Place::Text { source, span } => {
                let line = LineIndex::new(source.text.as_bytes()).position(source.text.as_bytes(), span.start).line;
                format!("{}:{line}: ", source.name)
            }
            Place::File(source) => format!("{}: ", source.name),
            Place::Line { .. } | Place::Flag(_) | Place::Nowhere => String::new(),
        };
        let help = self.fault.advice().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{place}{}{help}", self.fault.message())
    }
}
