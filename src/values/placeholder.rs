//! Placeholders: text that another tool replaces before Helm or Flyte reads it.

use super::{Kind, Value};

/// Matches the text that [`is_placeholder`] accepts, in a JSON Schema.
pub const PLACEHOLDER_PATTERN: &str = r"\{\{|\$\{|^ENC\[|^ref\+|<path:";

/// Returns whether a text is a placeholder, so that its value is unknown: a Terraform or shell variable (`${VAR}`), a
/// template action (`{{ … }}`), a value encrypted by SOPS (`ENC[…]`), a reference for vals (`ref+…`) or for Argo CD's
/// Vault plugin (`<path:…>`). [`PLACEHOLDER_PATTERN`] matches the same texts.
pub fn is_placeholder(text: &str) -> bool {
    text.contains("${")
        || text.contains("{{")
        || text.starts_with("ENC[")
        || text.starts_with("ref+")
        || text.contains("<path:")
}

/// Returns whether values are from a file that SOPS has encrypted: SOPS adds a map at the root.
pub fn is_sops(values: &Value) -> bool {
    values.get("sops").is_some_and(|sops| sops.as_map().is_some())
}

/// Returns the first of the user's texts that must be decrypted before Helm reads the values.
pub fn encrypted(values: &Value) -> Option<&str> {
    find(values, &|text| text.starts_with("ENC["))
}

/// Returns the first of the user's texts that must be replaced before Helm reads the values. Template actions do not
/// count: the charts evaluate some of them.
pub fn unfilled(values: &Value) -> Option<&str> {
    find(values, &|text| text.contains("${") || text.starts_with("ref+") || text.contains("<path:"))
}

fn find<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    match &value.kind {
        Kind::String(text) | Kind::Unknown(text) => (value.origin.is_user() && is_wanted(text)).then_some(&**text),
        Kind::List(items) => items.iter().find_map(|item| find(item, is_wanted)),
        Kind::Map(map) => map.iter().find_map(|(_, entry)| find(&entry.value, is_wanted)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn detects_placeholders() {
        for text in [
            "${VAR}",
            "https://${HOST}/x",
            "{{ .Values.x }}",
            "ENC[AES256_GCM,data:x]",
            "ref+vault://a/b",
            "<path:kv/data/flyte#secret>",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "$ecret", "{a}", "<client-id>", "enc[", "https://flyte.example.org"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
