//! Text that something fills in before Helm, or before Flyte, reads it.

/// Whether a text stands for one that nobody knows yet: a Terraform or shell variable (`${VAR}`), a template action
/// (`{{ … }}`), a value encrypted by SOPS (`ENC[…]`), a reference for vals (`ref+…`) or Argo CD's Vault plugin
/// (`<path:…>`).
pub fn is_placeholder(text: &str) -> bool {
    text.contains("${")
        || text.contains("{{")
        || text.starts_with("ENC[")
        || text.starts_with("ref+")
        || text.contains("<path:")
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn what_will_be_filled_in_is_known_by_its_form() {
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
        for text in [
            "",
            "$ecret",
            "{a}",
            "<client-id>",
            "enc[",
            "https://flyte.example.org",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
