//! The client configurations of every deployment in `examples/answers/`; URLs, IDs and scopes are those of the values.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::{answers_examples, generated_text, name_of, outcome, project, with_secrets};

fn client(example: &Path, arguments: &[&str]) -> String {
    outcome(with_secrets(project()).arg("client").args(arguments).arg("--answers").arg(example))
}

#[test]
fn prints_clients_for_every_deployment() {
    for example in answers_examples() {
        let mut page = String::new();
        for arguments in [
            &["--flow", "pkce"][..],
            &["--flow", "client-secret", "--secret-file", "/run/secrets/flyte"],
            &["--flow", "device-flow"],
            &["--flow", "external-command", "--command", "get-token", "--command", "--quiet"],
            &["--format", "env"],
            &["--format", "github", "--client-id", "ci"],
            &["--format", "gitlab"],
        ] {
            let _ = writeln!(page, "$ client {}\n{}", arguments.join(" "), client(&example, arguments));
        }
        let name = name_of(&example);
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn urls_ids_and_scopes_match_the_values() {
    for example in answers_examples() {
        let values = generated_text(&example);
        let env = client(&example, &["--format", "env"]);
        let variables: BTreeMap<&str, &str> =
            env.lines().filter(|line| line.starts_with("FLYTE_")).filter_map(|line| line.split_once('=')).collect();
        assert!(variables.len() >= 5, "{env}");
        // The values need not repeat the chart's default.
        let is_there = |text: &str| text == "flytepropeller" || values.contains(text);
        assert!(values.contains(&format!("://{}", variables["FLYTE_PLATFORM_URL"])), "{env}");
        let id = variables["FLYTE_CREDENTIALS_CLIENT_ID"];
        // Flyte's values do not have CI's client at an identity provider.
        let answers = fs::read_to_string(&example).unwrap();
        let is_cis = answers.contains("authServer: external") && answers.contains(&format!("ci:        {{id: {id}}}"));
        assert!(is_there(id) || is_cis, "{env}");
        for scope in variables["FLYTE_CREDENTIALS_SCOPES"].split(',') {
            assert!(is_there(scope), "{scope}\n{env}");
        }
        if let Some(audience) = variables.get("FLYTE_CREDENTIALS_AUDIENCE") {
            assert!(is_there(audience), "{env}");
        }
    }
}
