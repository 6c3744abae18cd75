//! Invalid answers: `init` offers a correction, or repeats the question.

use super::{run, short, with, wrote};
use crate::common::scripted::{Act, Scripted, init, typed};

#[test]
fn offers_the_issuer_of_a_discovery_url() {
    let okta = |act| {
        let mut script = vec![
            ("Which identity provider", Act::Pick("Okta")),
            ("Which Okta org?", typed("https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration")),
            ("Use the issuer `https://dev-1.okta.com/oauth2/default`?", Act::Say(act)),
        ];
        if !act {
            script.extend([("Which Okta org?", typed("dev-1")), ("Which Okta authorization server?", Act::Enter)]);
        }
        script.extend([
            ("Which authorization server issues", Act::Enter),
            ("Who will use Flyte?", Act::Enter),
            ("refresh tokens", Act::Enter),
            ("registered at", Act::Pick("no, show me what to register")),
            ("client ID of the Flyte console?", typed("0oaweb")),
        ]);
        script
    };
    for accept in [true, false] {
        let mut script = with(&short(), "client ID of the Flyte console?", &[]);
        script = with(&script, "registered at", &[]);
        script = with(&script, "Who will use Flyte?", &[]);
        script = with(&script, "Which identity provider", &okta(accept));
        let (folder, person) = run(&script, &[]);
        let transcript = &person.transcript;
        assert!(
            transcript.contains("✗ `https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration` is a\n"),
            "{transcript}"
        );
        assert!(transcript.contains("Okta authorization server  default"), "{transcript}");
        // The values to register are printed before the question for the client ID.
        assert!(
            transcript.contains("At Okta\n") && transcript.contains("https://flyte.example.org/callback"),
            "{transcript}"
        );
        assert!(wrote(folder.path()));
    }
}

#[test]
fn repeats_the_url_question_until_it_is_valid() {
    let script = with(
        &short(),
        "Public URL of Flyte?",
        &[
            ("Public URL of Flyte?", typed("flyte.example.org")),
            ("Use `https://flyte.example.org` instead?", Act::Say(false)),
            ("Public URL of Flyte?", typed("https://<host>")),
            ("Public URL of Flyte?", typed("  https://flyte.example.org/console\r\n")),
            ("Use `https://flyte.example.org` instead?", Act::Say(true)),
        ],
    );
    let (_folder, person) = run(&script, &[]);
    assert!(person.transcript.contains("has a path"), "{}", person.transcript);
}

#[test]
fn checks_the_keycloak_url_before_the_realm_question() {
    let keycloak = [
        ("Which identity provider", Act::Pick("Keycloak")),
        ("Base URL of Keycloak?", typed("http://kc.example.org/")),
        ("Use `https://kc.example.org` instead?", Act::Say(true)),
        ("serve its realms?", Act::Back),
        ("Base URL of Keycloak?", typed("https://kc.example.org/auth/realms/flyte/protocol/openid-connect/auth")),
        ("Use the issuer `https://kc.example.org/auth/realms/flyte`?", Act::Say(true)),
        ("Which authorization server issues", Act::Enter),
    ];
    let mut script = with(&short(), "Which identity provider", &keycloak);
    let registered = [("refresh tokens", Act::Enter), ("registered at", Act::Enter)];
    script = with(&script, "registered at", &registered);
    let (_folder, person) = run(&script, &[]);
    let transcript = &person.transcript;
    assert!(transcript.contains("✗ `http://kc.example.org` is not https"), "{transcript}");
    assert!(transcript.contains("https://kc.example.org/auth\n"), "{transcript}");
}

#[test]
fn accepts_okta_with_the_external_server_flag() {
    let mut script = with(
        &short(),
        "Which identity provider",
        &[
            ("Which identity provider", Act::Pick("Okta")),
            ("Which Okta org?", typed("dev-1")),
            ("Which Okta authorization server?", Act::Enter),
        ],
    );
    let registered = [("refresh tokens", Act::Enter), ("registered at", Act::Enter)];
    script = with(&script, "registered at", &registered);
    script = with(
        &script,
        "client ID of the Flyte console?",
        &[
            ("client ID of the Flyte console?", typed("0oaweb")),
            ("Client ID for flytectl", typed("0oaweb")),
            ("Client ID for flytectl", typed("0oacli")),
            ("Client ID for flytepropeller?", typed("0oaprop")),
            ("Audience of the access tokens", Act::Enter),
        ],
    );
    script = with(
        &script,
        "What next?",
        &[
            ("Client secret of flytepropeller?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("prop-s3cret")),
            ("What next?", Act::Pick("write")),
        ],
    );
    let (_folder, person) = run(&script, &["--auth-server", "external"]);
    assert!(!person.transcript.contains("org server"), "{}", person.transcript);
}

/// The transcript from the Okta org to the question after its authorization server.
fn okta(org: &[(&'static str, Act)]) -> String {
    let mut script = short()[..5].to_vec();
    script.push(("Which identity provider", Act::Pick("Okta")));
    script.extend_from_slice(org);
    script.push(("Which authorization server issues", Act::CtrlC));
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    person.done();
    let (_, transcript) = person.transcript.split_once("Okta\n").unwrap();
    transcript.to_owned()
}

#[test]
fn corrects_the_server_id_in_place() {
    insta::assert_snapshot!(okta(&[
        ("Which Okta org?", typed("dev-1234-admin.okta.com")),
        ("Use `", Act::Enter),
        ("Which Okta authorization server?", Act::Pick("another custom server")),
        ("ID of the authorization server?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Say(false)),
        // The same question again, not the list of servers.
        ("ID of the authorization server?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Enter),
    ]));
}

#[test]
fn a_keycloak_issuer_answers_the_realm_questions() {
    let mut script = short()[..5].to_vec();
    script.extend([
        ("Which identity provider", Act::Pick("Keycloak")),
        ("Base URL of Keycloak?", typed("https://kc.example.org/realms/flyte")),
        ("Which authorization server issues", Act::CtrlC),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    person.done();
}

#[test]
fn reports_partial_and_unknown_versions() {
    for (version, note) in
        [("1.16", "! using 1.16.0 for 1.16\n"), ("1.99.0", "! Flyte 1.99.0 is newer than 1.16.8, the newest that")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut person = Scripted::in_order(&[
            ("Which Helm chart", Act::Enter),
            ("Which Flyte version", typed(version)),
            ("Helm release", Act::CtrlC),
        ]);
        init(folder.path(), &[], &mut person).unwrap_err();
        assert!(person.transcript.contains(note), "{}", person.transcript);
    }
}
