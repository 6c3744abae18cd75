//! The guide of every deployment in `examples/answers/`; its URLs and IDs are those that `generate` writes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::print;
use crate::common::{answers_examples, flyte_auth, generated_text, name_of, outcome, project};

#[test]
fn prints_guide_and_next_for_every_deployment() {
    for example in answers_examples() {
        let mut page = print("guide", &[], &example);
        let _ = write!(page, "\n---\n{}", print("next", &["-o", "login"], &example));
        let name = name_of(&example);
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn markdown_and_json_have_the_same_steps() {
    let validator = {
        let schema: Value =
            serde_json::from_str(&fs::read_to_string(project().join("schemas/guide.schema.json")).unwrap()).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    for example in answers_examples() {
        for subcommand in ["guide", "next"] {
            let json = print(subcommand, &["--format", "json"], &example);
            let json: Value = serde_json::from_str(&json).unwrap();
            assert!(validator.is_valid(&json), "{json:#}");
            let human = print(subcommand, &[], &example);
            let human = human.split_whitespace().collect::<Vec<_>>().join(" ");
            let markdown = print(subcommand, &["--format", "markdown"], &example);
            for section in json["sections"].as_array().unwrap() {
                for command in section["commands"].as_array().unwrap() {
                    let line = command["line"].as_str().unwrap();
                    assert!(human.contains(line) && markdown.contains(line), "{line}");
                }
            }
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
    let example = Path::new("examples/answers/keycloak-external-flyte-core.yaml");
    insta::assert_snapshot!("markdown", print("guide", &["--format", "markdown"], example));
}

fn steps(guide: &Value) -> Vec<&Value> {
    guide["sections"].as_array().unwrap().iter().flat_map(|section| section["steps"].as_array().unwrap()).collect()
}

#[test]
fn urls_and_ids_match_the_generated_values() {
    for example in answers_examples() {
        let values = generated_text(&example);
        for subcommand in ["guide", "next"] {
            let json: Value = serde_json::from_str(&print(subcommand, &["--format", "json"], &example)).unwrap();
            for step in steps(&json) {
                for note in step["note_down"].as_array().unwrap() {
                    let Some(known) = note["known"].as_str() else {
                        continue;
                    };
                    // Flyte's values do not have CI's client at an identity provider.
                    let is_cis = note["answer"] == "clients.ci.id";
                    assert!(values.contains(known) || is_cis, "{known}\n{values}");
                }
                let settings = step["settings"].as_array().unwrap();
                let commands = step["commands"].as_array().unwrap();
                let texts = settings
                    .iter()
                    .map(|setting| setting["value"].as_str().unwrap())
                    .chain(commands.iter().map(|command| command["line"].as_str().unwrap()));
                for url in texts.flat_map(str::split_whitespace).filter(|word| word.contains("://")) {
                    assert!(is_in_the_values(url, &values), "{url}\n{values}");
                }
            }
        }
    }
}

/// Whether a URL is in the or is one of them with a path of Flyte.
fn is_in_the_values(url: &str, values: &str) -> bool {
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
    url == "https://flyteorg.github.io/flyte"
        || url == "http://localhost:53593/callback"
        || values.contains(url)
        || own.iter().filter_map(|path| url.strip_suffix(path)).any(|base| values.contains(base))
}

#[test]
fn lists_what_to_save_before_clients_are_registered() {
    let guide = |arguments: &[&str]| outcome(flyte_auth(project()).arg("guide").args(arguments));
    for (name, idp, server) in [
        ("google", "google", "internal"),
        ("okta", "okta", "external"),
        ("keycloak", "keycloak", "external"),
        ("entra", "entra", "external"),
        ("oidc", "oidc", "external"),
    ] {
        let page = guide(&["--idp", idp, "--auth-server", server, "--url", "https://flyte.example.org"]);
        insta::assert_snapshot!(format!("from_nothing_{name}"), page);
    }
}
