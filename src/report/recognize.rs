//! Recognizes flyte-auth's own reports by their content. A new report may overwrite only such files.

use serde::Deserialize;

use crate::lint;

/// Returns whether the first bytes of a file are those of a report in any format.
pub fn is_report(head: &[u8]) -> bool {
    // The head may end within a character.
    let text = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    first.starts_with("{\"version\":1,\"tool\":{\"name\":\"flyte-auth\"")
        || (first.starts_with("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\"")
            && first.contains("\"name\":\"flyte-auth\""))
        || second.starts_with("<testsuites name=\"flyte-auth\">")
        || is_gitlab(first, second)
        || is_github(first)
        || is_for_people(first)
}

/// The part of a GitLab issue that names the tool.
#[derive(Deserialize)]
struct Issue<'a> {
    check_name: &'a str,
}

fn is_gitlab(first: &str, second: &str) -> bool {
    let is_issue = |line: &str| {
        serde_json::from_str::<Issue<'_>>(line.trim_end_matches(',')).is_ok_and(|issue| is_rule(issue.check_name))
    };
    (first == "[" && is_issue(second)) || (first == "[]" && second.is_empty())
}

/// Returns whether a line has the form `::error file=…,title=RULE::message`.
fn is_github(first: &str) -> bool {
    first.starts_with("::")
        && first.split_once("title=").and_then(|(_, rest)| rest.split_once("::")).is_some_and(|(rule, _)| is_rule(rule))
}

/// Returns whether a line has the form `error[RULE]: message`, possibly after a location, or ends a report.
fn is_for_people(first: &str) -> bool {
    let names_a_rule =
        first.split('[').skip(1).any(|rest| rest.split_once("]: ").is_some_and(|(rule, _)| is_rule(rule)));
    names_a_rule || first.starts_with("No problems found")
}

fn is_rule(name: &str) -> bool {
    lint::ALL.iter().any(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::is_report;

    #[test]
    fn rejects_files_of_other_tools() {
        for text in [
            "",
            "a: 1\n",
            "[]\nb: 1",
            "::error::x",
            "[1]: x",
            "{\"version\":1}",
            "notes\n<testsuites name=\"flyte-auth\"",
        ] {
            assert!(!is_report(text.as_bytes()), "{text}");
        }
        assert!(is_report(b"[]\n"));
        assert!(is_report(b"No problems found\n"));
    }
}
