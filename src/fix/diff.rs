//! Shows the changes of a file as a diff, without secrets.

use std::collections::HashSet;
use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use crate::redact::replaced;
use crate::text::{REDACTED, visible};

/// The number of unchanged lines around a change.
const CONTEXT: usize = 3;

/// The replacement for a secret that replaces another one in the same line.
const CHANGED: &str = "<redacted, changed>";

/// Returns the difference between two texts of the file `name` in the unified format, with secrets replaced: for
/// reading, not for `patch`. Empty if there is none.
pub fn diff(name: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (crate::text::text_of(before), crate::text::text_of(after));
    if before == after {
        return String::new();
    }
    // The original texts are compared, so that a changed secret shows as changed.
    let [old, new] = [&before, &after].map(|text| lines(text));
    let shown = [&before, &after].map(|text| replaced(text));
    let [old_shown, new_shown] = shown.each_ref().map(|text| lines(text));
    let diff = TextDiff::from_slices(&old, &new);
    let name = visible(name);
    let mut result = format!("--- {name}\n+++ {name}\n");
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        // Writing to a String cannot fail.
        let _ = writeln!(result, "{}", hunk.header());
        let removed: HashSet<&str> = hunk
            .iter_changes()
            .filter(|change| change.tag() == ChangeTag::Delete)
            .map(|change| at(&old_shown, change.old_index()))
            .collect();
        for change in hunk.iter_changes() {
            let (sign, line) = match change.tag() {
                ChangeTag::Delete => ('-', at(&old_shown, change.old_index())),
                ChangeTag::Insert => ('+', at(&new_shown, change.new_index())),
                ChangeTag::Equal => (' ', at(&old_shown, change.old_index())),
            };
            let shown = visible(line.trim_end_matches(['\r', '\n']));
            // Only a hidden part differs.
            let is_other_secret = change.tag() == ChangeTag::Insert && removed.contains(line);
            let shown = if is_other_secret { shown.replace(REDACTED, CHANGED) } else { shown };
            let _ = writeln!(result, "{sign}{shown}");
            if !line.ends_with('\n') {
                result.push_str("\\ No newline at end of file\n");
            }
        }
    }
    result
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn at<'a>(lines: &[&'a str], index: Option<usize>) -> &'a str {
    index.and_then(|index| lines.get(index).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn a_diff_has_context_and_hides_secrets() {
        let before = "a: 1\nb: 2\nc: 3\nd: 4\ne:\n  clientSecret: one\n  x: 1";
        let after = "a: 1\nb: 2\nc: 3\nd: 4\ne:\n  clientSecret: two\n  x: 1";
        assert_eq!(
            diff("v.yaml", before.as_bytes(), after.as_bytes()),
            "--- v.yaml\n+++ v.yaml\n@@ -3,5 +3,5 @@\n c: 3\n d: 4\n e:\n-  clientSecret: <redacted>\n+  clientSecret: \
                <redacted, changed>\n   x: 1\n\\ No newline at end of file\n"
        );
        assert_eq!(diff("v.yaml", b"a", b"a"), "");
    }
}
