//! The client that CI and services log in with.

use std::fs;

use super::{run, short, with};
use crate::common::scripted::{Act, Scripted, init, shown, typed};

/// The short script with CI among the users of Flyte; `client` answers which client CI has.
fn with_ci(client: Act, secret: &[(&'static str, Act)]) -> Vec<(&'static str, Act)> {
    let who = ("Who will use Flyte?", Act::Mark(&["CI and services"]));
    let script = with(&short(), "Who will use Flyte?", &[who]);
    let console = ("client ID of the Flyte console?", typed("123.apps.googleusercontent.com"));
    let ci = ("do CI and services log in with?", client);
    let script = with(&script, "client ID of the Flyte console?", &[console, ci]);
    let mut end = secret.to_vec();
    end.push(("What next?", Act::Pick("write")));
    end.push(("remaining steps", Act::Say(true)));
    with(&script, "What next?", &end)
}

/// A transcript in which each run of whitespace is one space.
fn in_words(transcript: &str) -> String {
    let words: Vec<&str> = transcript.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn adds_a_separate_client_for_ci() {
    let script = with_ci(
        Act::Enter,
        &[("Password for CI?", Act::Pick("type or paste it")), ("Secret (input hidden)", typed("ci-s3cret of mine"))],
    );
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &["--save-answers", answers.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let transcript = in_words(&shown(folder.path(), &person.transcript));
    for words in [
        "CI client ID flyte-ci",
        "CI password typed (hidden)",
        "✓ lint: no errors, no warnings",
        "authType: ClientSecret clientId: flyte-ci",
        "$ flyte-auth client --answers DIR/answers.yaml --format github",
        "--ci-client-id flyte-ci \\ --ci-secret-env FLYTE_CREDENTIALS_CLIENT_SECRET \\",
    ] {
        assert!(transcript.contains(words), "{words}\n{transcript}");
    }
    let values = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(values.contains("flyte-ci:"), "{values}");
    assert!(!values.contains("ci-s3cret"), "{values}");
    let saved = fs::read_to_string(answers).unwrap();
    assert!(
        saved.contains("  ci:\n    id: flyte-ci\n    secret:\n      env: FLYTE_CREDENTIALS_CLIENT_SECRET\n"),
        "{saved}"
    );
}

#[test]
fn ci_can_use_the_client_of_flytepropeller() {
    let (folder, person) = run(&with_ci(Act::Pick("flytepropeller's client"), &[]), &[]);
    let transcript = in_words(&person.transcript);
    for words in [
        "CI client ID flytepropeller's client",
        "authType: ClientSecret clientId: flytepropeller",
        "$ flyte-auth client -f",
        "To add a separate client for CI",
    ] {
        assert!(transcript.contains(words), "{words}\n{transcript}");
    }
    let values = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!values.contains("staticClients"), "{values}");
}

/// Keycloak as the authorization server: each client gets the ID that the steps name.
#[test]
fn offers_the_client_ids_that_it_told_to_register() {
    let script = [
        ("Which Helm chart", Act::Pick("flyte-binary")),
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Public URL of Flyte?", typed("https://flyte.example.org")),
        ("Which identity provider", Act::Pick("Keycloak")),
        ("Base URL of Keycloak?", typed("https://kc.example.org")),
        ("serve its realms?", Act::Enter),
        ("Which Keycloak realm?", typed("flyte")),
        ("Which authorization server issues", Act::Pick("external")),
        ("Who will use Flyte?", Act::Mark(&["people with a browser", "CI and services"])),
        ("refresh tokens", Act::Enter),
        ("already registered at", Act::Pick("no, show me what to register")),
        ("client ID of the Flyte console?", Act::Enter),
        ("Client ID for flytectl", Act::Enter),
        ("Client ID for flytepropeller?", Act::Enter),
        ("do CI and services log in with?", Act::Enter),
        ("Audience of the access tokens", Act::Enter),
        ("Where should secrets be stored?", Act::Enter),
        ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
        ("Secret (input hidden)", typed("web-s3cret")),
        ("Client secret of flytepropeller?", Act::Pick("type or paste it")),
        ("Secret (input hidden)", typed("propeller-s3cret")),
        ("What next?", Act::Pick("write")),
    ];
    let (_folder, person) = run(&script, &[]);
    let transcript = in_words(&person.transcript);
    for words in [
        "? Keycloak client ID of the Flyte console? flyteconsole ?",
        "? Client ID for flytectl and pyflyte (public client)? flytectl ?",
        "? Client ID for flytepropeller? flytepropeller ?",
        "? Which client do CI and services log in with? flyte-ci ?",
        "✓ lint: no errors, no warnings, 1 note",
    ] {
        assert!(transcript.contains(words), "{words}\n{transcript}");
    }
}
