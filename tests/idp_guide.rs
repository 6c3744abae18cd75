//! What `guide` and `next` say for each deployment of `examples/answers/`, and that it is about what `generate` writes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what fails here is a failed test"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use common::{answers_examples, flyte_auth, outcome, project, with_secrets};

fn say(subcommand: &str, arguments: &[&str], example: &Path) -> String {
    let output = flyte_auth(project())
        .arg(subcommand)
        .args(arguments)
        .arg("--answers")
        .arg(example)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The path of an example as the tests show it, whatever the folder of the project is called.
fn scrubbed(text: &str) -> String {
    text.replace(&format!("{}/", project().display()), "")
}

#[test]
fn every_deployment_has_its_guide() {
    for example in answers_examples() {
        let mut page = say("guide", &[], &example);
        let _ = write!(page, "\n---\n{}", say("next", &["-o", "login"], &example));
        let name = example.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("guide_{name}"), scrubbed(&page));
    }
}

#[test]
fn markdown_and_json_say_the_same() {
    let validator = {
        let schema: Value = serde_json::from_str(
            &fs::read_to_string(project().join("schemas/guide.schema.json")).unwrap(),
        )
        .unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    for example in answers_examples() {
        for subcommand in ["guide", "next"] {
            let json = say(subcommand, &["--format", "json"], &example);
            let json: Value = serde_json::from_str(&json).unwrap();
            assert!(validator.is_valid(&json), "{json:#}");
            let human = say(subcommand, &[], &example);
            let human = human.split_whitespace().collect::<Vec<_>>().join(" ");
            let markdown = say(subcommand, &["--format", "markdown"], &example);
            for step in steps(&json) {
                let mut texts = vec![step["title"].as_str().unwrap()];
                for setting in step["settings"].as_array().unwrap() {
                    texts.push(setting["value"].as_str().unwrap());
                }
                for command in step["commands"].as_array().unwrap() {
                    texts.push(command["line"].as_str().unwrap());
                }
                for text in texts {
                    let in_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(human.contains(&in_one_line), "{text}\n{human}");
                    assert!(markdown.contains(text), "{text}\n{markdown}");
                }
            }
        }
    }
    let example = project().join("examples/answers/keycloak-external-flyte-core.yaml");
    insta::assert_snapshot!(
        "guide_markdown",
        scrubbed(&say("guide", &["--format", "markdown"], &example))
    );
}

fn steps(guide: &Value) -> Vec<&Value> {
    guide["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["steps"].as_array().unwrap())
        .collect()
}

/// All texts of what `generate` writes for an example.
fn values(example: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let made = outcome(
        with_secrets(folder.path())
            .args(["generate", "-o", ".", "--answers"])
            .arg(example),
    );
    assert!(made.starts_with("exit 0"), "{made}");
    fs::read_dir(folder.path())
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn no_url_and_no_id_differs_from_the_values() {
    for example in answers_examples() {
        let values = values(&example);
        for subcommand in ["guide", "next"] {
            let json: Value =
                serde_json::from_str(&say(subcommand, &["--format", "json"], &example)).unwrap();
            for step in steps(&json) {
                for note in step["note_down"].as_array().unwrap() {
                    let Some(known) = note["known"].as_str() else {
                        continue;
                    };
                    assert!(values.contains(known), "{known}\n{values}");
                }
                let settings = step["settings"].as_array().unwrap();
                let commands = step["commands"].as_array().unwrap();
                let texts = settings
                    .iter()
                    .map(|setting| setting["value"].as_str().unwrap())
                    .chain(
                        commands
                            .iter()
                            .map(|command| command["line"].as_str().unwrap()),
                    );
                for url in texts
                    .flat_map(str::split_whitespace)
                    .filter(|word| word.contains("://"))
                {
                    assert!(is_of_the_values(url, &values), "{url}\n{values}");
                }
            }
        }
    }
}

/// Whether a URL is one of the values, or one of them with a path of Flyte's own.
fn is_of_the_values(url: &str, values: &str) -> bool {
    let url = url.trim_matches(['\'', '`', ',', ';']);
    let own = [
        "/callback",
        "/logout",
        "/console",
        "/healthcheck",
        "/api/v1/projects",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ];
    url == "http://localhost:53593/callback"
        || values.contains(url)
        || own
            .iter()
            .filter_map(|path| url.strip_suffix(path))
            .any(|base| values.contains(base))
}

#[test]
fn before_anything_is_registered_the_guide_says_what_to_note_down() {
    let guide = |arguments: &[&str]| outcome(flyte_auth(project()).arg("guide").args(arguments));
    for (name, idp, server) in [
        ("google", "google", "internal"),
        ("okta", "okta", "external"),
        ("keycloak", "keycloak", "external"),
        ("entra", "entra", "external"),
        ("oidc", "oidc", "external"),
    ] {
        let page = guide(&[
            "--idp",
            idp,
            "--auth-server",
            server,
            "--url",
            "https://flyte.example.org",
        ]);
        insta::assert_snapshot!(format!("guide_from_nothing_{name}"), page);
    }
}

#[test]
fn the_way_from_one_server_to_the_other_is_told_where_the_server_changes() {
    let moves = |from: &str, to: &str| {
        let page = outcome(
            flyte_auth(&project().join("examples"))
                .args(["guide", "--answers", &format!("answers/{to}.yaml")])
                .args(["--into", &format!("values/{from}.yaml")]),
        );
        let at = page.find("\nMoving").unwrap_or(page.len());
        let section = &page[at..];
        let end = section.find("\nValues").unwrap_or(section.len());
        section[..end].trim().to_owned()
    };
    insta::assert_snapshot!(moves("flyte-core-okta-internal", "okta-external-flyte-core"), @"");
    insta::assert_snapshot!(moves("flyte-binary-keycloak-external", "keycloak-internal-flyte-binary"), @"");
    assert_eq!(
        moves("flyte-core-okta-internal", "okta-internal-flyte-core"),
        ""
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let run = |arguments: &[&str]| {
        outcome(flyte_auth(&project().join("examples/values")).args(arguments))
    };
    insta::assert_snapshot!(run(&["guide"]), @"");
    insta::assert_snapshot!(run(&["guide", "--idp", "google", "--auth-server", "external", "--url", "https://flyte.example.org/"]), @"");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--url", "https://x.example.org"]), @"");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--flyte-version", "x"]), @"");
}

#[test]
fn values_name_their_own_release() {
    let run = |arguments: &[&str]| {
        let page = outcome(
            flyte_auth(&project().join("examples/values"))
                .arg("next")
                .args(arguments),
        );
        page.lines()
            .filter(|line| {
                line.contains("$ ") && (line.contains("helm") || line.contains("kubectl"))
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(run(&["-f", "flyte-binary-okta-external.yaml", "--set", "fullnameOverride=flyte,x.clientSecret=hunter2", "--release", "r", "-n", "ns", "--flyte-version", "1.15.0"]), @"");
    insta::assert_snapshot!(run(&["-f", "flyte-core-okta-internal.yaml", "--set-string", "workflow_scheduler.enabled=true", "--set", "workflow_scheduler.type=native"]), @"");
}
