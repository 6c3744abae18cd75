//! Parses the comments that are addressed to flyte-auth.

use crate::text::Span;

/// The directive of a comment.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lint) enum Directive {
    /// Ignores rules.
    Ignore {
        /// The names, with their positions.
        rules: Vec<(String, Span)>,
        reason: String,
        /// Whether it applies to the whole file.
        whole_file: bool,
    },
    /// An unknown directive.
    Unknown,
}

/// Parses the comment at `span` of `text`; `None` if it is not addressed to flyte-auth.
pub(in crate::lint) fn read(text: &[u8], span: Span) -> Option<Directive> {
    let comment = std::str::from_utf8(text.get(span.range())?).ok()?;
    let directive = comment.trim_start_matches('#').trim_start().strip_prefix("flyte-auth:")?.trim_start();
    let (whole_file, list) = if let Some(list) = directive.strip_prefix("ignore-file") {
        (true, list)
    } else if let Some(list) = directive.strip_prefix("ignore") {
        (false, list)
    } else {
        return Some(Directive::Unknown);
    };
    let Some((names, reason)) = list.trim_start().strip_prefix('[').and_then(|list| list.split_once(']')) else {
        return Some(Directive::Unknown);
    };
    // `names` is a slice of `comment`, so the distance of the pointers is its offset.
    let mut at = span.start + (names.as_ptr().addr() - comment.as_ptr().addr());
    let mut rules = Vec::new();
    for part in names.split(',') {
        let name = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            rules.push((name.to_owned(), Span::new(start, start + name.len())));
        }
        at += part.len() + 1;
    }
    if rules.is_empty() {
        return Some(Directive::Unknown);
    }
    Some(Directive::Ignore { rules, reason: reason.trim().to_owned(), whole_file })
}

#[cfg(test)]
mod tests {
    use super::{Directive, read};
    use crate::text::Span;

    fn directive(comment: &str) -> Option<Directive> {
        let text = format!("a: 1 {comment}");
        read(text.as_bytes(), Span::new(5, text.len()))
    }

    #[test]
    fn reads_rule_names_and_the_reason() {
        let Some(Directive::Ignore { rules, reason, whole_file }) =
            directive("# flyte-auth: ignore[one, two-b] since 2024")
        else {
            panic!("it is one");
        };
        let text = "a: 1 # flyte-auth: ignore[one, two-b] since 2024";
        let named: Vec<&str> = rules.iter().map(|(_, span)| text.get(span.range()).unwrap_or_default()).collect();
        assert_eq!(named, ["one", "two-b"]);
        assert_eq!((reason.as_str(), whole_file), ("since 2024", false));
    }

    #[test]
    fn ignores_other_comments() {
        assert_eq!(directive("# about flyte-auth: nothing"), None);
        assert_eq!(directive("# flyte-authority: ignore[x]"), None);
    }

    #[test]
    fn reports_malformed_directives() {
        for comment in ["# flyte-auth: ignore", "# flyte-auth: ignore[]", "# flyte-auth: off", "#flyte-auth: ignore[x"]
        {
            assert_eq!(directive(comment), Some(Directive::Unknown), "{comment}");
        }
    }
}
