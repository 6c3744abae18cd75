//! Wraps text at words.

use unicode_width::UnicodeWidthStr as _;

/// The minimum width that text is wrapped at. A longer word gets its own line.
const MIN_WIDTH: usize = 20;

/// Wraps `text` at `width` columns. Lines after the first are indented by `indent`, and existing line ends are kept.
pub fn wrap(text: &str, width: usize, indent: usize) -> String {
    let width = width.max(MIN_WIDTH);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let words = paragraph.trim_start();
        let margin = paragraph.len() - words.len();
        let mut line = " ".repeat(margin);
        let mut is_begun = false;
        for word in words.split(' ') {
            if is_begun && columns(&line) + 1 + columns(word) > width {
                lines.push(line.trim_end().to_owned());
                line = " ".repeat(indent);
            } else if is_begun {
                line.push(' ');
            }
            line.push_str(word);
            is_begun = true;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// Wraps the comment lines of YAML, or of a diff of YAML.
pub fn wrap_comments(text: &str, width: usize) -> String {
    let broken = text.lines().map(|line| {
        let margin = line.find(|letter| !matches!(letter, '+' | '-' | ' ')).unwrap_or_default();
        match line.split_at_checked(margin) {
            Some((margin, comment)) if comment.starts_with("# ") && columns(line) > width => {
                let room = width.saturating_sub(columns(margin) + 2);
                let lines = wrap(comment.trim_start_matches("# "), room, 0);
                lines.lines().map(|line| format!("{margin}# {line}")).collect::<Vec<_>>().join("\n")
            }
            _ => line.to_owned(),
        }
    });
    broken.collect::<Vec<_>>().join("\n")
}

/// Returns the width of a text in columns.
pub fn columns(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::{wrap, wrap_comments};

    #[test]
    fn wraps_only_comments() {
        assert_eq!(
            wrap_comments("+  # a comment that is long\n+  key: a text that is longer\n   # short", 20),
            "+  # a comment that is\n+  # long\n+  key: a text that is longer\n   # short"
        );
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(
            wrap("the number after `v` in the column CHART", 24, 2),
            "the number after `v` in\n  the column CHART"
        );
        assert_eq!(wrap("a\nb", 80, 2), "a\nb");
        assert_eq!(wrap("  a  b", 80, 0), "  a  b");
        assert_eq!(wrap("  a\n\nb", 80, 0), "  a\n\nb");
        assert_eq!(wrap("x https://flyte.example.org/callback y", 20, 0), "x\nhttps://flyte.example.org/callback\ny");
    }
}
