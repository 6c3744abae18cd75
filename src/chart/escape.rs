//! Text that Helm's `tpl` gives back.

/// `text` so that Helm's `tpl` gives it back: flyte-core runs all its configmaps and client secrets through that,
/// flyte-binary `inline` and `authorizedUris` (v1.16.8). Quotes of YAML do not keep `{{` from being run.
pub fn escape_tpl(text: &str) -> String {
    // A raw string of Go's templates: no quote that a YAML quoting style would escape, no space to fold a line at.
    text.replace("{{", "{{`{{`}}")
}
