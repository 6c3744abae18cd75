//! The header of a file that flyte-auth wrote.

use super::PlannedFile;

/// The start of the second line (`templates/header.j2`).
const TOOL: &str = "# Written by flyte-auth ";

/// The starts of the lines after it.
const REMARKS: [&str; 2] = ["# The secrets are in ", "# This file holds secrets: keep it out of git."];

/// The start of the first line.
const TITLES: [&str; 3] =
    ["# Flyte's login with ", "# Flyte's data plane, with the login of ", "# The secrets of Flyte's login."];

/// Replaces the header of `text` with the planned file's, if flyte-auth wrote it.
pub(super) fn renewed(text: &str, file: &PlannedFile) -> String {
    let new = file
        .text
        .lines()
        .skip(usize::from(file.below.is_some()))
        .map(str::trim)
        .take_while(|line| line.starts_with('#'));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts = |index: usize, with: &[&str]| {
        lines.get(index).is_some_and(|line| with.iter().any(|start| line.trim_start().starts_with(start)))
    };
    let first = (0..lines.len()).find(|index| starts(*index, &TITLES) && starts(index + 1, &[TOOL]));
    let Some(first) = first else {
        return text.to_owned();
    };
    let mut end = first + 2;
    while starts(end, &REMARKS) {
        end += 1;
    }
    let old = lines.get(first).copied().unwrap_or_default();
    let indent: String = old.chars().take_while(|c| *c == ' ').collect();
    let line_end = if old.ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut all: String = lines.iter().take(first).copied().collect();
    for line in new {
        all.push_str(&indent);
        all.push_str(line);
        all.push_str(line_end);
    }
    all.extend(lines.iter().skip(end).copied());
    all
}

#[cfg(test)]
mod tests {
    use super::{REMARKS, TITLES, TOOL};

    #[test]
    fn headers_match_those_of_the_plan() {
        let plan = include_str!("../plan.rs");
        assert!(include_str!("../../../templates/header.j2").contains(TOOL));
        for start in TITLES.iter().chain(&REMARKS) {
            let text = start.trim_start_matches("# ");
            assert!(plan.contains(text), "{text}");
        }
    }
}
