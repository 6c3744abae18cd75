//! What a comment says to this tool.

use crate::text::Span;

/// What a comment says that is for this tool.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lint) enum Said {
    /// To ignore rules.
    Ignore {
        /// Their names, and where each is.
        rules: Vec<(String, Span)>,
        reason: String,
        /// Whether in the whole file.
        whole_file: bool,
    },
    /// Something that no one understands.
    Nonsense,
}

/// Reads the comment at `span` of `text`; `None` for one that is not for this tool.
pub(in crate::lint) fn read(text: &[u8], span: Span) -> Option<Said> {
    let comment = std::str::from_utf8(text.get(span.range())?).ok()?;
    let said = comment.trim_start_matches('#').trim_start().strip_prefix("flyte-auth:")?.trim_start();
    let (whole_file, list) = if let Some(list) = said.strip_prefix("ignore-file") {
        (true, list)
    } else if let Some(list) = said.strip_prefix("ignore") {
        (false, list)
    } else {
        return Some(Said::Nonsense);
    };
    let Some((names, reason)) = list.trim_start().strip_prefix('[').and_then(|list| list.split_once(']')) else {
        return Some(Said::Nonsense);
    };
    // `names` is a part of `comment`, so its distance from the start is its place.
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
        return Some(Said::Nonsense);
    }
    Some(Said::Ignore { rules, reason: reason.trim().to_owned(), whole_file })
}

#[cfg(test)]
mod tests {
    use super::{Said, read};
    use crate::text::Span;

    fn said(comment: &str) -> Option<Said> {
        let text = format!("a: 1 {comment}");
        read(text.as_bytes(), Span::new(5, text.len()))
    }

    #[test]
    fn names_have_places_and_the_rest_is_the_reason() {
        let Some(Said::Ignore { rules, reason, whole_file }) = said("# flyte-auth: ignore[one, two-b] since 2024")
        else {
            panic!("it is one");
        };
        let text = "a: 1 # flyte-auth: ignore[one, two-b] since 2024";
        let named: Vec<&str> = rules.iter().map(|(_, span)| text.get(span.range()).unwrap_or_default()).collect();
        assert_eq!(named, ["one", "two-b"]);
        assert_eq!((reason.as_str(), whole_file), ("since 2024", false));
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(said("# about flyte-auth: nothing"), None);
        assert_eq!(said("# flyte-authority: ignore[x]"), None);
    }

    #[test]
    fn what_nobody_understands_is_told() {
        for comment in ["# flyte-auth: ignore", "# flyte-auth: ignore[]", "# flyte-auth: off", "#flyte-auth: ignore[x"]
        {
            assert_eq!(said(comment), Some(Said::Nonsense), "{comment}");
        }
    }
}
