//! Verifies that the rendered text has the planned content: it is read like Helm does, and compared.

use serde_json::Value;

use crate::yaml::{self, HelmVersion};

/// The text of a file differs from its plan. Messages show paths only, since values may be secrets.
#[derive(Debug, thiserror::Error)]
pub enum RoundTripError {
    #[error("Helm would reject it")]
    Refused(#[from] yaml::ReadError),
    /// Helm 3 and 4 read different values, or ignore a part of the text.
    #[error("it is not a single YAML document")]
    Documents,
    /// A value differs.
    #[error("`{0}` is not what was planned")]
    Different(String),
}

/// Reads `text` like both Helm 3 and 4 and compares it with the plan.
pub(super) fn verify(text: &str, planned: &Value) -> Result<(), RoundTripError> {
    for helm in [HelmVersion::V3, HelmVersion::V4] {
        let stream = yaml::read(text.as_bytes(), helm)?;
        let [document] = stream.documents.as_slice() else {
            return Err(RoundTripError::Documents);
        };
        if !stream.dropped.is_empty() {
            return Err(RoundTripError::Documents);
        }
        let read = document.to_json(document.root());
        if let Some(path) = difference(&read, planned, String::new()) {
            return Err(RoundTripError::Different(path));
        }
    }
    Ok(())
}

/// Returns the path of the first difference.
fn difference(read: &Value, planned: &Value, path: String) -> Option<String> {
    match (read, planned) {
        (Value::Object(read), Value::Object(planned)) => {
            let keys = read.keys().chain(planned.keys());
            for key in keys {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match (read.get(key), planned.get(key)) {
                    (Some(read), Some(planned)) => {
                        if let Some(path) = difference(read, planned, below) {
                            return Some(path);
                        }
                    }
                    _ => return Some(below),
                }
            }
            None
        }
        (Value::Array(read), Value::Array(planned)) if read.len() == planned.len() => read
            .iter()
            .zip(planned)
            .enumerate()
            .find_map(|(index, (read, planned))| difference(read, planned, format!("{path}[{index}]"))),
        _ => (read != planned).then_some(path),
    }
}
