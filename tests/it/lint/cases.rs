//! Small inputs with their expected findings: `tests/cases/cases.jsonl`. A case has files, the arguments after `lint`, the
//! exit code (`null`: any), and findings that must or must not occur: severity (`error|warning`), line and file of one of
//! its positions, and a text (alternatives separated by `|`) in its rule, message, help, labels or paths.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::common::{flyte_auth, project};

#[test]
fn small_cases_have_their_findings() {
    let text = fs::read_to_string(project().join("tests/cases/cases.jsonl")).unwrap();
    let mut wrong = String::new();
    let mut names = std::collections::HashSet::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["name"].as_str().unwrap().to_owned();
        assert!(names.insert(name.clone()), "two cases have the name {name}");
        let faults = differences(&case);
        if !faults.is_empty() {
            writeln!(wrong, "{name}: {}\n    reason: {}", faults.join("; "), case["why"].as_str().unwrap()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The differences between the findings of a case and the expected ones.
fn differences(case: &Value) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in case["files"].as_object().unwrap() {
        fs::write(folder.path().join(name), text.as_str().unwrap()).unwrap();
    }
    let arguments = case["args"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap());
    let output =
        flyte_auth(folder.path()).args(["lint", "--format", "json"]).args(arguments).output().expect("the binary runs");
    let Ok(report) = serde_json::from_slice::<Value>(&output.stdout) else {
        return vec![format!("no report: {}", String::from_utf8_lossy(&output.stderr))];
    };
    let findings = report["findings"].as_array().unwrap();
    let mut wrong = Vec::new();
    if let Some(exit) = case["exit"].as_i64()
        && output.status.code().map(i64::from) != Some(exit)
    {
        wrong.push(format!("exit {:?}, not {exit}", output.status.code()));
    }
    for wanted in case["must"].as_array().unwrap() {
        if !findings.iter().any(|finding| matches(finding, wanted)) {
            wrong.push(format!("missing {wanted}"));
        }
    }
    for unwanted in case["must_not"].as_array().unwrap() {
        let found = findings.iter().filter(|finding| matches(finding, unwanted));
        wrong.extend(found.map(|finding| format!("must not be: {} {}", finding["rule"], finding["message"])));
    }
    wrong
}

fn matches(finding: &Value, wanted: &Value) -> bool {
    let places = finding["locations"].as_array().unwrap();
    let severity = wanted["severity"].as_str();
    if severity.is_some_and(|severities| !severities.split('|').any(|one| finding["severity"] == one)) {
        return false;
    }
    if wanted["line"].is_u64() && !places.iter().any(|place| place["line"] == wanted["line"]) {
        return false;
    }
    let is_file =
        |place: &Value| place["file"].as_str().unwrap_or_default().ends_with(wanted["file"].as_str().unwrap());
    if wanted["file"].is_string() && !places.iter().any(is_file) {
        return false;
    }
    let Some(text) = wanted["text"].as_str() else {
        return true;
    };
    let texts = [&finding["rule"], &finding["message"], &finding["help"]];
    let of_places = places.iter().flat_map(|place| [&place["label"], &place["path"]]);
    let texts: Vec<&str> = texts.into_iter().chain(of_places).filter_map(Value::as_str).collect();
    let texts = texts.join(" ").to_lowercase();
    text.split('|').any(|one| texts.contains(&one.replace('\\', "").to_lowercase()))
}
