//! Whole interviews: every question and answer, Esc, a changed answer, and the transcript in the docs.

use std::fs;
use std::path::Path;

use super::{run, short, with, wrote};
use crate::common::scripted::{Act, Scripted, init_in, kept, shown, typed};

#[test]
fn writes_values_for_google() {
    let (folder, person) = run(&short(), &[]);
    insta::assert_snapshot!("google", shown(folder.path(), &person.transcript));
    assert_eq!(shown(folder.path(), &person.results), "DIR/values.yaml\n");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("GOCSPX-s3cret"));
    assert_eq!(kept(&folder.path().join("state")), None);
}

#[test]
fn writes_values_for_okta_as_external_server() {
    let script = [
        ("Which Helm chart", Act::Pick("flyte-core")),
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Public URL of Flyte?", typed("https://flyte.example.org")),
        ("one cluster or several", Act::Enter),
        ("Which identity provider", Act::Pick("Okta")),
        ("Which Okta org?", typed("dev-1")),
        ("Which Okta authorization server?", Act::Pick("another custom server")),
        ("ID of the authorization server?", typed("ausabc")),
        ("Which authorization server issues", Act::Pick("external")),
        ("Who will use Flyte?", Act::Mark(&["people with a browser", "CI and services", "people without a browser"])),
        ("refresh tokens", Act::Say(true)),
        ("registered at", Act::Pick("no, show me what to register")),
        ("client ID of the Flyte console?", typed("0oaweb")),
        ("Client ID for flytectl", typed("0oactl")),
        ("Client ID for flytepropeller?", typed("0oaprop")),
        ("do CI and services log in with?", Act::Enter),
        ("Client ID for CI?", typed("0oaprop")),
        ("Client ID for CI?", typed("0oaci")),
        ("Audience of the access tokens", typed("api://default, https://flyte.example.org")),
        ("Where should secrets be stored?", Act::Pick("in a separate values file")),
        ("Client secret of the Flyte console?", Act::Pick("an environment variable")),
        ("Which variable?", Act::Enter),
        ("Client secret of flytepropeller?", Act::Pick("a file")),
        ("Which file?", typed("SECRET")),
        ("What next?", Act::Pick("write")),
    ];
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("propeller-secret");
    fs::write(&secret, "s3cret-in-a-file\r\n").unwrap();
    let script = with(&script, "Which file?", &[("Which file?", typed(secret.to_str().unwrap()))]);
    let mut person = Scripted::in_order(&script);
    init_in(folder.path(), &[], &mut person, None, &[("FLYTE_WEB_SECRET", "s3cret-in-a-variable")])
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let transcript = shown(folder.path(), &person.transcript);
    assert!(!transcript.contains("s3cret-in"), "{transcript}");
    insta::assert_snapshot!("okta", transcript);
}

#[test]
fn esc_returns_to_the_previous_question() {
    let script = short();
    for at in 1..script.len() {
        let (asked, _) = &script[at];
        // Esc at the secret returns to the question for its source.
        let (before, answer) = &script[at - 1];
        let again = if *asked == "What next?" {
            // Esc at the review opens the list of answers, and Esc there returns to the review.
            vec![("What next?", Act::Back), ("Which answer?", Act::Back)]
        } else {
            vec![(*asked, Act::Back), (*before, again(before, answer))]
        };
        let mut with_back = script[..at].to_vec();
        with_back.extend(again);
        with_back.extend_from_slice(&script[at..]);
        let (folder, _person) = run(&with_back, &[]);
        assert!(wrote(folder.path()));
    }
    let mut first = vec![("Which Helm chart", Act::Back)];
    first.extend(script);
    let (_folder, person) = run(&first, &[]);
    assert!(person.transcript.contains("This is the first question"));
}

/// The answer when a question is repeated: the former answer is the default.
fn again(question: &str, answer: &Act) -> Act {
    match answer {
        Act::Type(_) if !question.contains("input hidden") => Act::Enter,
        other => other.clone(),
    }
}

#[test]
fn a_changed_answer_repeats_dependent_questions() {
    let script = with(
        &short(),
        "What next?",
        &[
            ("What next?", Act::Pick("change an answer")),
            ("Which answer?", Act::Pick("Namespace")),
            ("Namespace of the release", typed("workflows")),
            ("What next?", Act::Pick("change an answer")),
            ("Which answer?", Act::Pick("Identity provider")),
            ("Which identity provider", Act::Pick("Microsoft Entra ID")),
            ("Directory (tenant) ID?", typed("common")),
            ("Directory (tenant) ID?", typed("11111111-2222-3333-4444-555555555555")),
            ("Which authorization server issues", Act::Enter),
            ("refresh tokens", Act::Say(false)),
            ("registered at", Act::Enter),
            ("client ID of the Flyte console?", typed("22222222-2222-3333-4444-555555555555")),
            ("Client secret of the Flyte console?", Act::Enter),
            ("Secret (input hidden)", typed("another-s3cret")),
            ("What next?", Act::Pick("write")),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("login.microsoftonline.com"), "{text}");
    assert!(text.contains("another-s3cret"));
    assert!(person.transcript.contains("--namespace workflows"));
}

/// The transcript as a page shows it: up to the written file.
fn transcript() -> String {
    let script = with(
        &short(),
        "Public URL of Flyte?",
        &[
            ("Public URL of Flyte?", typed("https://flyte.example.org/console")),
            ("Use `https://flyte.example.org` instead?", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let transcript = shown(folder.path(), &person.transcript).replace("DIR/", "");
    let end = "? What next? write\n";
    let (transcript, _) = transcript.split_once(end).unwrap();
    let results = shown(folder.path(), &person.results).replace("DIR/", "");
    format!("```text\n$ flyte-auth init\n{transcript}{end}{results}```\n")
}

/// The transcript without the file, which the README shows in another place.
fn in_short(transcript: &str) -> String {
    let (before, rest) = transcript.split_once("(secrets hidden):\n").unwrap();
    let (_, after) = rest.split_once("\nYour answers\n").unwrap();
    format!("{before}(secrets hidden):\n[…]\n\nYour answers\n{after}")
}

#[test]
fn pages_show_the_current_transcript() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = transcript();
    for (page, made) in [("docs/init.md", whole.clone()), ("README.md", in_short(&whole))] {
        let file = project.join(page);
        let text = fs::read_to_string(&file).unwrap();
        let Some((before, rest)) = text.split_once("<!-- transcript") else {
            panic!("{page} has no place for it");
        };
        let (mark, rest) = rest.split_once("-->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /transcript -->").unwrap();
        let current = format!("{before}<!-- transcript{mark}-->\n{made}<!-- /transcript -->{after}");
        if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
            fs::write(&file, &current).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            current,
            "{page} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it init"
        );
    }
}
