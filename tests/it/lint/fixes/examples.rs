//! The fixes of every bad example in the rule pages: one run applies all of them, nothing else in the file changes, no fix
//! causes a new finding, and `--diff` prints what `--fix` writes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use flyte_auth::internals::lint::{ALL, Example, Page, find};

use crate::common::{flyte_auth, outcome, place_example, project};

/// The bad examples, each with the rule of its page.
fn bad_examples() -> Vec<(&'static str, Example<'static>)> {
    ALL.iter()
        .flat_map(|rule| {
            let examples = Page(rule.page).examples();
            examples.into_iter().map(|example| (rule.name, example))
        })
        // Files that `lint` does not check have no fixes.
        .filter(|(_, example)| example.bad && !matches!(example.settings[..], ["manifest" | "file-in-directory", ..]))
        .collect()
}

/// A folder with the files of an example, and the arguments that lint them.
struct Place {
    folder: tempfile::TempDir,
    arguments: Vec<String>,
}

impl Place {
    fn of(example: &Example<'_>, eol: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut arguments = vec!["lint".to_owned()];
        arguments.extend(place_example(folder.path(), example, eol));
        Self { folder, arguments }
    }

    /// Exit code, stdout and stderr.
    fn lint(&self, more: &[&str]) -> String {
        outcome(flyte_auth(self.folder.path()).args(&self.arguments).args(more))
    }

    /// The files.
    fn texts(&self) -> Vec<String> {
        ["base.yaml", "values.yaml"]
            .iter()
            .filter_map(|name| fs::read_to_string(self.folder.path().join(name)).ok())
            .collect()
    }
}

/// The rules of warnings and errors in a report.
fn rules(report: &str) -> BTreeSet<String> {
    report
        .lines()
        .filter_map(|line| {
            let (level, rest) = line.split_once('[')?;
            ["error", "warning"].contains(&level).then_some(())?;
            Some(rest.split_once(']')?.0.to_owned())
        })
        .collect()
}

/// The secrets of texts.
fn secrets(texts: &[String]) -> BTreeSet<&str> {
    texts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| {
            let (key, value) = line.split_once(": ")?;
            let key = key.trim_start().to_lowercase();
            let value = value.trim().trim_matches(['\'', '"']);
            let is_one =
                ["clientsecret", "clientsecrethash", "client_secret", "oidc_client_secret"].contains(&key.as_str());
            (is_one && value.len() > 7 && !value.contains(['{', '<', '$', '&', '*'])).then_some(value)
        })
        .collect()
}

/// The comments of the texts, sorted.
fn comments(texts: &[String]) -> Vec<&str> {
    let mut comments: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.find(" #").or(line.starts_with('#').then_some(0)).map(|at| line[at..].trim()))
        .collect();
    comments.sort_unstable();
    comments
}

#[test]
fn fixes_of_every_example_are_complete_and_minimal() {
    let mut wrong = String::new();
    for (rule, example) in bad_examples() {
        let place = Place::of(&example, "\n");
        let before = place.texts();
        let diff = place.lint(&["--diff", "--unsafe-fixes"]);
        let mut complain = |what: &str, output: &str| {
            let _ = writeln!(wrong, "{rule}: {what}\n{}\n{output}\n", example.text);
        };
        if place.texts() != before {
            complain("`--diff` wrote a file", &diff);
        }
        let reported = place.lint(&[]);
        let fixed = place.lint(&["--fix", "--unsafe-fixes"]);
        for secret in secrets(&before) {
            if diff.contains(secret) || fixed.contains(secret) {
                complain("a secret is shown", secret);
            }
        }
        let after = place.texts();
        let expected = if before == after { "exit 0" } else { "exit 1\n--- stdout\n---" };
        if !diff.starts_with(expected) {
            complain("`--diff` and `--fix` differ", &diff);
        }
        let mut known = rules(&reported);
        let explained: Vec<String> = known
            .iter()
            .filter_map(|name| find(name))
            .flat_map(|rule| rule.supersedes)
            .map(|rule| rule.name.to_owned())
            .collect();
        known.extend(explained);
        // A moved key is read for the first time, so it can have new findings.
        let moved = fixed.contains(": Move it to ");
        if !moved && !rules(&fixed).is_subset(&known) {
            complain("a new finding", &fixed);
        }
        let hidden = hidden(&rules(&reported), &fixed);
        if !hidden.is_empty() {
            complain(&format!("not found again, but not fixed: {hidden:?}"), &fixed);
        }
        if rules(&fixed).iter().any(|rule| OPEN_OR_TWICE.contains(&rule.as_str()) && !known.contains(rule)) {
            complain("a fix opens the API or leaves a key twice", &fixed);
        }
        let again = place.lint(&["--fix", "--unsafe-fixes"]);
        if place.texts() != after || again.contains("\nFixed") {
            complain("not done after one run", &format!("{fixed}\n{again}"));
        }
        let lost =
            comments(&after) != comments(&before) && !fixed.contains("duplicate-keys") && !fixed.contains("-ignore");
        if lost {
            complain("a comment is lost", &after.join("---\n"));
        }
        // Each new hash has another salt.
        let windows = Place::of(&example, "\r\n");
        windows.lint(&["--fix", "--unsafe-fixes"]);
        let same: Vec<String> = after.iter().map(|text| text.replace('\n', "\r\n")).collect();
        if windows.texts() != same && !fixed.contains("Compute the hash from the client secret") {
            complain("another result with CRLF", &windows.texts().join("---\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Findings that no fix may cause, even if it moves a key.
const OPEN_OR_TWICE: [&str; 5] =
    ["auth-disable-switches-left-on", "auth-is-off", "colliding-keys", "duplicate-keys", "wrong-key-case"];

/// Pairs of rules: the fix of the second resolves the finding of the first as well.
const FIXED_TOGETHER: [(&str, &str); 2] = [
    ("cookie-domain-and-samesite", "insecure-cookie-over-http"),
    ("static-clients-partial-override", "redirect-uri-changed"),
];

/// Rules with findings before the fix, but neither a finding nor a fix afterwards.
fn hidden(before: &BTreeSet<String>, output: &str) -> BTreeSet<String> {
    let after = rules(output);
    let fixed: BTreeSet<&str> =
        output.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ").map(|(rule, _)| rule)).collect();
    let is_fixed = |rule: &String| {
        fixed.contains(rule.as_str()) || FIXED_TOGETHER.iter().any(|(one, other)| rule == one && fixed.contains(other))
    };
    before.iter().filter(|rule| !after.contains(*rule) && !is_fixed(rule)).cloned().collect()
}

/// The fixes of the examples on each rule's page, and the fixes that were not applied.
#[test]
fn the_fixes_of_each_rule() {
    let mut table = String::new();
    for rule in ALL {
        let mut lines = BTreeSet::new();
        for (_, example) in bad_examples().iter().filter(|(name, _)| *name == rule.name) {
            for (flags, sure) in [(&["--fix"] as &[&str], "safe"), (&["--fix", "--unsafe-fixes"], "unsafe")] {
                let output = Place::of(example, "\n").lint(flags);
                for line in output.lines() {
                    let done = line.trim().strip_prefix(rule.name).and_then(|line| line.strip_prefix(": "));
                    if let Some(title) = done.filter(|_| line.starts_with("  ")) {
                        let known = lines.iter().any(|line: &String| line.ends_with(&format!("{title} (safe)")));
                        if !known {
                            lines.insert(format!("  {title} ({sure})"));
                        }
                    }
                    if line.starts_with("note: not fixed") {
                        lines.insert(format!("  {line}"));
                    }
                }
            }
        }
        if !lines.is_empty() {
            let lines: Vec<String> = lines.into_iter().collect();
            let _ = writeln!(table, "{}\n{}", rule.name, lines.join("\n"));
        }
    }
    insta::assert_snapshot!("fixes-of-the-rules", table);
}

#[test]
fn docs_list_every_rule_with_a_fix() {
    let docs = fs::read_to_string(project().join("docs/fix.md")).unwrap();
    let listed: BTreeSet<&str> =
        docs.lines().filter_map(|line| line.strip_prefix("| [")?.split_once(']')).map(|(rule, _)| rule).collect();
    let source = |rule: &str| {
        let file = match rule {
            "unused-ignore" => "engine.rs".to_owned(),
            "wrong-key-case"
            | "misplaced-key"
            | "wrong-value-type"
            | "unknown-key"
            | "binary-auth-at-wrong-level"
            | "core-external-block-misindented"
            | "core-openid-null-sibling" => "rules/key_faults_support.rs".to_owned(),
            "client-key-misplaced" | "client-key-unknown" => "rules/client_keys_support.rs".to_owned(),
            rule => format!("rules/{}.rs", rule.replace('-', "_")),
        };
        fs::read_to_string(project().join("src/lint").join(file)).unwrap()
    };
    let fixed: BTreeSet<&str> =
        ALL.iter().map(|rule| rule.name).filter(|rule| source(rule).contains(".fix(")).collect();
    assert_eq!(listed, fixed);
}
