//! The formats of `lint`: each report is valid by its schema for every example in the rule pages, and names and values
//! are escaped.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::LazyLock;

use flyte_auth::internals::lint::{ALL, Page};
use serde_json::{Value, json};

use crate::common::{FORMATS, example_values, flyte_auth, folder_with_values, outcome, place_example, project};

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

fn from_file(file: &str) -> jsonschema::Validator {
    let text = fs::read(project().join(file)).unwrap();
    validator(&serde_json::from_slice(&text).unwrap())
}

static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = fs::read(project().join("tests/schemas/sarif-2.1.0.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&text).unwrap();
    // These patterns have an extra bracket, which only some regex engines accept.
    for kind in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][kind]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    validator(&schema)
});
static JSON: LazyLock<jsonschema::Validator> = LazyLock::new(|| from_file("schemas/report.schema.json"));
/// From the table in GitLab's documentation, "Code Quality report format".
static GITLAB: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    validator(&json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "location", "severity"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^[^/.]"},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
    }))
});

fn valid(validator: &jsonschema::Validator, text: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    if errors.is_empty() { Ok(value) } else { Err(errors.join("\n")) }
}

/// Validates a report and returns the number of its findings.
fn check(format: &str, text: &str) -> Result<usize, String> {
    match format {
        "json" => {
            let report = valid(&JSON, text)?;
            let findings = report["findings"].as_array().unwrap();
            for finding in findings {
                let primary = finding["locations"].as_array().unwrap();
                if primary.iter().filter(|place| place["primary"] == true).count() != 1 {
                    return Err(format!("not one primary location: {finding}"));
                }
            }
            let counts = &report["summary"];
            let counted = ["error", "warning", "info"].map(|name| counts[name].as_u64().unwrap());
            if counted.iter().sum::<u64>() != findings.len() as u64 {
                return Err(format!("{counts} does not count {} findings", findings.len()));
            }
            Ok(findings.len())
        }
        "sarif" => {
            let log = valid(&SARIF, text)?;
            let run = &log["runs"][0];
            let results = run["results"].as_array().unwrap();
            for result in results {
                // GitHub's requirements beyond the schema.
                let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
                let named = &run["tool"]["driver"]["rules"][index]["id"];
                let location = &result["locations"][0]["physicalLocation"];
                let uri = location["artifactLocation"]["uri"].as_str().unwrap();
                if *named != result["ruleId"] || uri.starts_with('/') || uri.contains('\\') {
                    return Err(result.to_string());
                }
            }
            let counting = results.iter().filter(|result| result["suppressions"].is_null());
            Ok(counting.count())
        }
        "gitlab" => {
            let issues = valid(&GITLAB, text)?;
            let issues = issues.as_array().unwrap();
            let mut prints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
            prints.sort_unstable();
            prints.dedup();
            if prints.len() != issues.len() {
                return Err("two issues have the same fingerprint".to_owned());
            }
            Ok(issues.len())
        }
        "junit" => junit(text),
        "github" => {
            let known =
                |line: &&str| ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command));
            match text.lines().find(|line| !known(line)) {
                Some(line) => Err(format!("no command: {line}")),
                None => Ok(text.lines().count()),
            }
        }
        "concise" => Ok(text.lines().count() - 1),
        _ => Ok(0),
    }
}

/// Validates a `junit` report and returns the number of its findings.
fn junit(text: &str) -> Result<usize, String> {
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "testsuites" {
        return Err(root.tag_name().name().to_owned());
    }
    let mut found = 0;
    for suite in root.children().filter(roxmltree::Node::is_element) {
        let count = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count();
        let attribute = |name: &str| suite.attribute(name).unwrap().parse::<usize>().unwrap();
        if count("testcase") != attribute("tests") || count("failure") != attribute("failures") {
            return Err(format!("{suite:?}"));
        }
        found += count("failure") + count("system-out");
    }
    Ok(found)
}

fn lint(folder: &Path, format: &str, arguments: &[&str]) -> Output {
    flyte_auth(folder).args(["lint", "--format", format]).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn every_report_of_every_example_is_valid() {
    let mut wrong = Vec::new();
    for rule in ALL {
        for example in Page(rule.page).examples() {
            let folder = tempfile::tempdir().unwrap();
            let mut arguments = place_example(folder.path(), &example, "\n");
            // One process writes all formats.
            for format in &FORMATS[1..] {
                arguments.extend(["--format".to_owned(), format!("{format}=report.{format}")]);
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = lint(folder.path(), "human", &arguments);
            let is_unchecked = ["manifest", "file-in-directory"].contains(&example.settings[0]);
            assert_eq!(output.stderr.is_empty(), !is_unchecked, "{output:?}");
            let counts: Vec<_> = FORMATS[1..]
                .iter()
                .map(|format| {
                    let file = folder.path().join(format!("report.{format}"));
                    check(format, &fs::read_to_string(file).unwrap())
                })
                .collect();
            let same = counts.windows(2).all(|pair| pair[0] == pair[1]);
            if !same || counts[0].is_err() {
                wrong.push(format!("{}: {counts:?}\n{}", rule.name, example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn prints_every_format() {
    let file = "examples/values/external-misplaced.yaml";
    for format in FORMATS.iter().filter(|format| **format != "human") {
        let output = outcome(flyte_auth(project()).args(["lint", "--format", format, file]));
        let mut settings = insta::Settings::clone_current();
        // The rule pages are left out.
        settings.add_filter(r#""rules":\[.*\]\}\},"columnKind""#, r#""rules":[…]}},"columnKind""#);
        settings.add_filter(r#""(version|semanticVersion)":"[0-9.]+""#, r#""$1":"…""#);
        settings.bind(|| insta::assert_snapshot!(format!("report_{format}"), output));
    }
}

#[test]
fn writes_a_report_without_findings() {
    let clean = project().join("examples/values");
    for format in FORMATS {
        let output = lint(&clean, format, &["flyte-core-okta-external.yaml"]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        if !matches!(format, "human" | "concise") {
            assert_eq!(check(format, &text(&output)), Ok(0), "{format}");
        }
    }
    let output = lint(&clean, "sarif", &["flyte-core-okta-external.yaml"]);
    assert!(text(&output).contains("\"results\":[\n]"));
}

#[test]
fn the_exit_code_does_not_depend_on_the_format() {
    let values = project().join("examples/values");
    for (arguments, code) in [
        (&["external-misplaced.yaml"][..], 1),
        (&["flyte-core-okta-external.yaml"], 0),
        (&["flyte-core-okta-external.yaml", "missing.yaml"], 2),
        (&["missing.yaml"], 2),
        (&["external-misplaced.yaml", "missing.yaml"], 2),
    ] {
        for format in FORMATS {
            let output = lint(&values, format, arguments);
            assert_eq!(output.status.code(), Some(code), "{format} {arguments:?}");
            if !matches!(format, "human" | "concise") {
                check(format, &text(&output)).unwrap();
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn formats_escape_names_and_values() {
    let names = [
        "a\n::error file=x,line=1::forged.yaml",
        "a%0A::error::b.yaml",
        "a,line=99.yaml",
        "a:b.yaml",
        "<&\"'>]]>.yaml",
        "\u{1b}[31mred.yaml",
        "\u{202e}gpj.yaml",
        "größe und 😀.yaml",
        "a\"],\"b\":[\".yaml",
        "C:\\values.yaml",
    ];
    let misplaced = example_values("external-misplaced");
    let odd = misplaced.replace(
        "externalAuthServer:",
        "\"external\\n::error::forged <&>\\e[31m\\u202e\": 1\n      externalAuthServer:",
    );
    assert_ne!(odd, misplaced);
    let mut wrong = Vec::new();
    for name in names {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("x{name}");
        fs::write(folder.path().join(&file), &odd).unwrap();
        let mut counts = Vec::new();
        for format in &FORMATS[2..] {
            let output = lint(folder.path(), format, &[&file]);
            let text = text(&output);
            if text.contains(['\u{1b}', '\u{202e}']) {
                wrong.push(format!("{format} {name:?}: a control character"));
            }
            match check(format, &text) {
                Ok(count) => counts.push(count),
                Err(error) => wrong.push(format!("{format} {name:?}: {error}")),
            }
        }
        if counts.iter().any(|count| *count != counts[0]) {
            wrong.push(format!("{name:?}: {counts:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fingerprints_do_not_depend_on_lines() {
    let misplaced = example_values("external-misplaced");
    let prints = |text: &str| -> Vec<String> {
        let folder = folder_with_values(text);
        let report: Value = serde_json::from_slice(&lint(folder.path(), "json", &["values.yaml"]).stdout).unwrap();
        let mut prints: Vec<String> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["fingerprint"].as_str().unwrap().to_owned())
            .collect();
        prints.sort();
        prints
    };
    let before = prints(&misplaced);
    assert!(before.len() > 3);
    assert_eq!(before, prints(&format!("# a comment\n\n{misplaced}")));
    assert_ne!(before, prints(&misplaced.replace("externalAuthServer", "externalAuthserver")));
}
