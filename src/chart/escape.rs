//! Escapes text for Helm's `tpl`.

/// Escapes `text` so that Helm's `tpl` prints it unchanged: flyte-core evaluates all its ConfigMaps and client secrets
/// with it, flyte-binary `inline` and `authorizedUris` (v1.16.8). YAML quotes do not prevent the evaluation of `{{`.
pub fn escape_tpl(text: &str) -> String {
    // A raw string of Go's templates: it has no quote that YAML would escape, and no space at which a line would be
    // folded.
    text.replace("{{", "{{`{{`}}")
}
