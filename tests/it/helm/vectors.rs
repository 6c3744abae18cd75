//! `show` compared with recorded renderings of Helm with the real charts.
//!
//! Each folder of `tests/vectors` has values files (`1.yaml`, `2.yaml`, …), the chart and flags (`case.json`), and the
//! renderings of Helm 3.17.2 (`helm3.json`) and in some cases 4.1.4 (`helm4.json`) with the charts of Flyte v1.16.8.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::flyte_auth;

/// The processes in a rendering.
const PROCESSES: [&str; 4] = ["flyte", "flyteadmin", "flytepropeller", "flytescheduler"];

#[test]
fn show_agrees_with_helm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root).expect("vectors").map(|entry| entry.expect("entry").path()).collect();
    cases.sort();
    assert_eq!(cases.len(), 168, "the number of folders in tests/vectors");
    let mut failures = Vec::new();
    for case in &cases {
        for (file, version) in [("helm3.json", "3"), ("helm4.json", "4")] {
            let Ok(expected) = fs::read(case.join(file)) else {
                continue;
            };
            let expected: Value = serde_json::from_slice(&expected).expect("JSON");
            if let Err(difference) = compare(case, version, &expected) {
                failures.push(format!("{} (Helm {version}): {difference}", case.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn compare(case: &Path, version: &str, expected: &Value) -> Result<(), String> {
    let mut command = flyte_auth(case);
    command.args(["show", "--format", "json", "--show-secrets", "--helm-version", version]);
    command.args(["--chart", text(&expected["chart"]), "--release", text(&expected["release"])]);
    command.args(["--namespace", text(&expected["namespace"])]);
    for file in expected["values"].as_array().expect("values") {
        command.arg("-f").arg(text(file));
    }
    for flag in expected["set"].as_array().into_iter().flatten() {
        let (flag, argument) = text(flag).split_once(' ').expect("flag and argument");
        command.arg(flag).arg(argument);
    }
    // Helm's messages contain the file names as they are passed.
    let output = command.output().expect("run");
    let found: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    if let Some(error) = expected.get("error") {
        let wanted = without_positions(text(error));
        let got = found.get("error").map_or("nothing", text);
        if output.status.code() != Some(2) || got != wanted {
            return Err(format!("error `{got}`, not `{wanted}`"));
        }
        return Ok(());
    }
    for process in PROCESSES {
        let config = |root: &Value| root.get(process).map(|found| found.get("config").cloned().unwrap_or(Value::Null));
        if config(&found) != config(expected) {
            return Err(format!("{process}: {:#?}\nnot {:#?}", config(&found), config(expected)));
        }
    }
    if found.get("secrets") != expected.get("secrets") {
        return Err(format!("secrets: {:#?}\nnot {:#?}", found.get("secrets"), expected.get("secrets")));
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().expect("string")
}

/// Helm's message without positions in the chart's templates (`:12:34`).
fn without_positions(message: &str) -> String {
    let mut result = String::new();
    let mut rest = message;
    while let Some(colon) = rest.find(':') {
        result.push_str(&rest[..colon]);
        rest = &rest[colon..];
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let line = digits(&rest[1..]);
        let column = rest[1 + line..].strip_prefix(':').map_or(0, digits);
        if line > 0 && column > 0 {
            rest = &rest[2 + line + column..];
        } else {
            result.push(':');
            rest = &rest[1..];
        }
    }
    result + rest
}
