//! `init` as a conversation: what is asked, in which order, what is said to wrong answers, and what is left behind.

use std::fs;
use std::path::Path;

use crate::common::scripted::{Act, Scripted, init, init_in, kept, shown, typed};
use flyte_auth::internals::cli::{CliError, NobodyToAsk, Outcome};

/// The shortest way through: flyte-binary with Google.
fn short() -> Vec<(&'static str, Act)> {
    vec![
        ("Which Helm chart", Act::Pick("flyte-binary")),
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Public URL of Flyte?", typed("https://flyte.example.org")),
        ("Which identity provider", Act::Pick("Google")),
        ("Who will use Flyte?", Act::Enter),
        ("registered at", Act::Enter),
        ("client ID of the Flyte console?", typed("123.apps.googleusercontent.com")),
        ("Where should secrets be stored?", Act::Enter),
        ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
        ("Secret (input hidden)", typed("GOCSPX-s3cret")),
        ("What next?", Act::Pick("write")),
    ]
}

/// The script with something else in place of the answer to a question.
fn with(script: &[(&'static str, Act)], question: &str, instead: &[(&'static str, Act)]) -> Vec<(&'static str, Act)> {
    let at = script.iter().position(|(asked, _)| *asked == question).unwrap();
    let mut changed = script[..at].to_vec();
    changed.extend_from_slice(instead);
    changed.extend_from_slice(&script[at + 1..]);
    changed
}

fn wrote(folder: &Path) -> bool {
    folder.join("values.yaml").exists()
}

fn run(script: &[(&'static str, Act)], arguments: &[&str]) -> (tempfile::TempDir, Scripted) {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(script);
    init(folder.path(), arguments, &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    (folder, person)
}

#[test]
fn a_conversation_from_the_beginning_to_the_end() {
    let (folder, person) = run(&short(), &[]);
    insta::assert_snapshot!("init_google", shown(folder.path(), &person.transcript));
    assert_eq!(shown(folder.path(), &person.results), "DIR/values.yaml\n");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("GOCSPX-s3cret"));
    assert_eq!(kept(&folder.path().join("state")), None);
}

#[test]
fn an_external_server_with_okta() {
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
    let told = shown(folder.path(), &person.transcript);
    assert!(!told.contains("s3cret-in"), "{told}");
    insta::assert_snapshot!("init_okta", told);
}

#[test]
fn what_is_nearly_right_is_offered_right() {
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
        let told = &person.transcript;
        assert!(
            told.contains("✗ `https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration` is a\n"),
            "{told}"
        );
        assert!(told.contains("Okta authorization server  default"), "{told}");
        // What is to be registered is shown before anybody has an id.
        assert!(told.contains("At Okta\n") && told.contains("https://flyte.example.org/callback"), "{told}");
        assert!(wrote(folder.path()));
    }
}

#[test]
fn a_wrong_url_is_asked_for_until_it_is_right() {
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
fn keycloaks_address_is_judged_before_its_realm_is_asked_for() {
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
    let told = &person.transcript;
    assert!(told.contains("✗ `http://kc.example.org` is not https"), "{told}");
    assert!(told.contains("https://kc.example.org/auth\n"), "{told}");
}

#[test]
fn the_external_server_by_flag_is_no_reason_to_refuse_oktas_org() {
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

#[test]
fn back_at_each_question_asks_the_one_before_again() {
    let script = short();
    for at in 1..script.len() {
        let (asked, _) = &script[at];
        // Back from typing a secret is back to where it comes from.
        let (before, answer) = &script[at - 1];
        let again = if *asked == "What next?" {
            // Back from the review is to change an answer, and back from there is the review.
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

/// What was answered before is offered when a question is asked again.
fn again(question: &str, answer: &Act) -> Act {
    match answer {
        Act::Type(_) if !question.contains("input hidden") => Act::Enter,
        other => other.clone(),
    }
}

#[test]
fn an_answer_is_changed_and_what_depends_on_it_is_asked() {
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

#[test]
fn quitting_writes_nothing_and_the_next_run_goes_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "What next?", &[("What next?", Act::Pick("quit"))]);
    let mut person = Scripted::in_order(&script);
    let outcome = init(folder.path(), &[], &mut person).unwrap();
    assert_eq!(outcome, Outcome::Left);
    assert!(!wrote(folder.path()));
    let file = kept(&folder.path().join("state")).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("flyte.example.org") && !text.contains("s3cret"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
        assert_eq!(mode(&file) & 0o777, 0o600);
        assert_eq!(mode(&folder.path().join("state")) & 0o777, 0o700);
    }
    // Only what was not kept is asked for: the secret.
    let mut person = Scripted::in_order(&[
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("GOCSPX-s3cret")),
        ("What next?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--resume"], &mut person).unwrap();
    assert!(wrote(folder.path()));
    assert_eq!(kept(&folder.path().join("state")), None);
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--resume"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: there is no interrupted run in this directory
    help: run `flyte-auth init` without `--resume`
    ");
}

#[test]
fn a_wrong_variable_or_file_is_named_anew_where_it_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("web-secret");
    fs::write(&secret, "GOCSPX-s3cret").unwrap();
    let script: Vec<_> = short().into_iter().filter(|(question, _)| *question != "Secret (input hidden)").collect();
    let script = with(
        &script,
        "Client secret of the Flyte console?",
        &[
            ("Client secret of the Flyte console?", Act::Pick("an environment variable")),
            ("Which variable?", typed("NOT_SET")),
            ("Which variable?", Act::Back),
            ("Client secret of the Flyte console?", Act::Pick("a file")),
            ("Which file?", typed("no-such-file")),
            ("Which file?", typed(secret.to_str().unwrap())),
        ],
    );
    let (_, person) = run(&script, &[]);
    let told: Vec<&str> = person
        .transcript
        .lines()
        .skip_while(|line| !line.contains("Client secret of the Flyte console?"))
        .take_while(|line| !line.is_empty())
        .collect();
    insta::assert_snapshot!(shown(folder.path(), &told.join("\n")), @"
    ? Client secret of the Flyte console? an environment variable
    ? Which variable? NOT_SET
    ✗ the environment variable `NOT_SET` is not set
      set it with hidden input: `read -rs NOT_SET && export NOT_SET`
      Esc = other ways to enter it; Ctrl-C = quit, and `--resume` continues from
      here
    ? Which variable? (back)
    ? Client secret of the Flyte console? a file
    ? Which file? no-such-file
    ✗ the file `no-such-file` does not exist
      the file must contain only the secret, on one line; a relative path starts at
      the working directory
      Esc = other ways to enter it; Ctrl-C = quit, and `--resume` continues from
      here
    ? Which file? DIR/web-secret
    ");
}

#[test]
fn a_run_that_was_left_is_offered_before_another_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let leave = [
        ("Which Helm chart", Act::Pick("flyte-core")),
        ("Which Flyte version?", Act::Enter),
        ("Helm release?", typed("mine")),
        ("Namespace of the release", Act::CtrlC),
    ];
    let left = |script: &[(&'static str, Act)]| {
        let mut person = Scripted::in_order(script);
        let error = init(folder.path(), &[], &mut person).unwrap_err();
        assert_eq!(error.exit_code(), 130, "{}", plain(&error));
        person.transcript
    };
    left(&leave);
    let told = left(&[("Continue with them?", Act::Enter), ("Namespace of the release", Act::CtrlC)]);
    insta::assert_snapshot!(told, @"
    A few questions, then the Helm values for Flyte's login. Enter = accept, Esc =
    back, Ctrl-C = quit. You review everything before it is written.

    ? Is Flyte already installed? no, this is a new installation
    Found answers from an earlier run in this directory:
      Chart          flyte-core
      Flyte version  1.16.8
      Helm release   mine
    ? Continue with them? Yes
    ");
    // Who leaves before the answer loses nothing.
    left(&[("Continue with them?", Act::CtrlC)]);
    left(&[
        ("Continue with them?", Act::Say(false)),
        ("Which Helm chart", Act::Pick("flyte-binary")),
        ("Which Flyte version?", Act::CtrlC),
    ]);
    let file = kept(&folder.path().join("state")).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn answers_of_an_earlier_run_and_flags_of_this_one_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let leave = |flags: &[&str], script: &[(&'static str, Act)]| {
        let mut person = Scripted::in_order(script);
        init(folder.path(), flags, &mut person).unwrap_err();
        let told = person.transcript;
        let begins = |line: &str| ["Given", "Found", "Continuing"].iter().any(|word| line.starts_with(word));
        told.lines().skip_while(|line| !begins(line)).map(|line| format!("{line}\n")).collect::<String>()
    };
    leave(&[], &[("Which Helm chart", Act::Pick("flyte-core")), ("Which Flyte version?", Act::CtrlC)]);
    let flags = ["--release", "mine", "--namespace", "ml"];
    insta::assert_snapshot!(leave(&flags, &[("Continue with them?", Act::CtrlC)]), @"
    Given with this command:
      Helm release  mine
      Namespace     ml
    Found answers from an earlier run in this directory:
      Chart  flyte-core
    ");
    let resume = ["--resume", "--release", "mine"];
    insta::assert_snapshot!(leave(&resume, &[("Which Flyte version?", Act::CtrlC)]), @"
    Given with this command:
      Helm release  mine
    Continuing with the answers of the earlier run:
      Chart  flyte-core
    ");
}

#[test]
fn ctrl_c_writes_nothing_and_keeps_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "client ID of the Flyte console?", &[("client ID of the Flyte console?", Act::CtrlC)]);
    let mut person = Scripted::in_order(&script);
    let error = init(folder.path(), &[], &mut person).unwrap_err();
    assert_eq!(error.exit_code(), 130);
    insta::assert_snapshot!(shown(folder.path(), &plain(&error)), @"
    error: interrupted, nothing was written
    help: `flyte-auth init --resume --output DIR` continues from here; typed secrets have to be entered again
    ");
    assert!(!wrote(folder.path()));
    assert!(kept(&folder.path().join("state")).is_some());
}

#[test]
fn a_secret_with_something_around_it_is_asked_about() {
    let script = with(
        &short(),
        "Secret (input hidden)",
        &[
            ("Secret (input hidden)", typed("")),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("two words")),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("s3cret\r\n")),
            ("starts or ends with whitespace", Act::Say(false)),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed(" s3cret-kept\n")),
            ("starts or ends with whitespace", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let told = &person.transcript;
    assert!(told.contains("✗ the secret is empty"), "{told}");
    assert!(told.contains("✗ the secret contains whitespace"), "{told}");
    assert!(!told.contains("s3cret") && !told.contains("two words"), "{told}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("'s3cret-kept'") || text.contains(": s3cret-kept"), "{text}");
}

const EXISTING: &str = "# Ours.
configuration:
  database:
    host: db   # keep
  auth:
    enabled: true
    authorizedUris:
      - https://flyte.example.org
    oidc:
      baseUrl: https://kc.example.org/realms/flyte
      clientId: old-client
      clientSecret: old-s3cret
    internal:
      clientSecret: foobar
      clientSecretHash: JDJhJDA2JGQ2UFFuMlFBRlUzY0w1VjhNRGtlTXVrNjN4dWJxVXhOeGp0ZlBsZXgyUGVVWHJBR0FxZ0Ft
  inline:
    auth:
      userAuth:
        cookieSetting:
          sameSitePolicy: LaxMode
    server:
      security:
        allowCors: true
        allowedOrigins: ['*']
";

#[test]
fn into_a_file_offers_what_is_in_it_and_leaves_the_rest_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Who will use Flyte?", Act::Enter),
        ("refresh tokens", Act::Enter),
        ("Client secret of the Flyte console?", Act::Pick("keep the one in DIR/ours.yaml")),
        ("What next?", Act::Pick("change an answer")),
        ("Which answer?", Act::Pick("Web client ID")),
        ("client ID of the Flyte console?", typed("new-client")),
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("new-s3cret")),
        ("What next?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = shown(folder.path(), &person.transcript);
    assert!(!told.contains("old-s3cret") && !told.contains("new-s3cret"), "{told}");
    insta::assert_snapshot!("init_into", told);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Ours.\nconfiguration:\n  database:\n    host: db   # keep\n"), "{text}");
    assert_eq!(text.matches("clientId:").count(), 1, "{text}");
    assert!(text.contains("new-s3cret") && !text.contains("old-"), "{text}");
}

#[test]
fn what_the_file_sets_wrongly_is_told_and_fixed_if_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    // A level too high.
    let wrong = EXISTING.replace("        allowedOrigins: ['*']\n", "").replace(
        "    auth:\n      userAuth:\n        cookieSetting:\n          sameSitePolicy: LaxMode\n",
        "    userAuth:\n      redirectUrl: /console # ours\n",
    );
    assert!(wrong.contains("# ours"));
    fs::write(&file, &wrong).unwrap();
    let run = |choices: &[(&'static str, Act)], flags: &[&str]| {
        let mut script = vec![
            ("client ID of the Flyte console?", typed("new-client")),
            ("Secret (input hidden)", typed("new-s3cret")),
        ];
        script.extend_from_slice(choices);
        let mut person = Scripted::by_question(&script)
            .then("What next?", &[Act::Pick("apply safe fixes to the file"), Act::Pick("write")]);
        let mut arguments = vec!["--into", file.to_str().unwrap()];
        arguments.extend_from_slice(flags);
        init(folder.path(), &arguments, &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        shown(folder.path(), &person.transcript)
    };
    // A dry run shows the same and changes nothing.
    let told = run(&[("What next?", Act::Pick("finish"))], &["--dry-run"]);
    assert!(told.contains("misplaced-key"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), wrong);
    let told = run(&[], &[]);
    insta::assert_snapshot!("init_fix", told);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("      userAuth:\n        redirectUrl: /console # ours\n"), "{text}");
}

#[test]
fn from_values_offers_what_they_say_and_writes_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("got.yaml");
    fs::write(&file, format!("USER-SUPPLIED VALUES:\n{EXISTING}")).unwrap();
    let mut person = Scripted::by_question(&[]);
    init_in(
        folder.path(),
        &["--from", file.to_str().unwrap()],
        &mut person,
        None,
        &[("FLYTE_WEB_SECRET", "web-s3cret")],
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("'old-client'") && text.contains("kc.example.org/realms/flyte"), "{text}");
    assert!(!text.contains("database"), "{text}");
}

#[test]
fn a_file_of_another_chart_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error =
        init(folder.path(), &["--into", file.to_str().unwrap(), "--chart", "flyte-core"], &mut person).unwrap_err();
    assert_eq!(
        shown(folder.path(), &plain(&error)),
        "error: `DIR/ours.yaml` holds values for flyte-binary, but the answers are for flyte-core"
    );
}

#[test]
fn files_that_exist_are_replaced_only_if_wanted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), "mine: true\n").unwrap();
    let script = with(
        &short(),
        "What next?",
        &[
            ("What next?", Act::Pick("write")),
            ("exists. Replace?", Act::Enter),
            ("What next?", Act::Pick("write")),
            ("exists. Replace?", Act::Say(true)),
        ],
    );
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap();
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn flags_and_answers_files_are_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-core\nidp: {type: google}\nsandbox: true\n").unwrap();
    let saved = folder.path().join("saved.yaml");
    let mut person = Scripted::in_order(&[
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("registered at", Act::Enter),
        ("client ID of the Flyte console?", typed("1.apps.googleusercontent.com")),
        ("Where should secrets be stored?", Act::Enter),
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("s3cret-typed")),
        ("What next?", Act::Enter),
    ]);
    init(
        folder.path(),
        &[
            "--answers",
            answers.to_str().unwrap(),
            "--namespace",
            "workflows",
            "--flow",
            "pkce",
            "--save-answers",
            saved.to_str().unwrap(),
        ],
        &mut person,
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    insta::assert_snapshot!(fs::read_to_string(&saved).unwrap(), @"
    # Answers of `flyte-auth init`. `flyte-auth generate --answers FILE` generates the values from them.
    # Set FLYTE_WEB_SECRET first: this file contains no secrets.
    chart: flyte-core
    idp:
      type: google
    sandbox: true
    namespace: workflows
    flyteVersion: '1.16.8'
    release: flyte-backend
    clients:
      web:
        id: '1.apps.googleusercontent.com'
        secret:
          env: FLYTE_WEB_SECRET
    secrets: inline
    authServer: internal
    ");
}

#[test]
fn wrong_flags_are_refused_before_the_first_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-cor\n").unwrap();
    let error = init(folder.path(), &["--answers", answers.to_str().unwrap()], &mut person).unwrap_err();
    assert!(plain(&error).contains("did you mean `flyte-core`?"));
    assert!(matches!(error, CliError::Problems(_)), "{error:?}");
    let error = init(folder.path(), &["--url", "flyte.example.org"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `flyte.example.org` is not a URL
    --> --url
     = help: add the scheme: `https://flyte.example.org`

    error: 1 problem found, nothing was written
    ");
}

#[test]
fn where_nobody_can_be_asked_what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init_in(folder.path(), &[], &mut person, Some(NobodyToAsk::Ci), &[]).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    insta::assert_snapshot!(plain(&error), @"
    error: `CI` is set, so `init` does not ask, and these answers are missing:
      --chart           `flyte-binary` or `flyte-core`: `helm list -A` shows which one is installed
      --url             the public URL of Flyte, `https://flyte.example.org`; or `sandbox: true`
      --idp             one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
      --yes             write without a review
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
    let error = init(
        folder.path(),
        &["--yes", "--chart", "flyte-core", "--idp", "okta", "--url", "https://flyte.example.org"],
        &mut person,
    )
    .unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `--yes` needs these answers, which have no default:
      --issuer          the issuer of the authorization server (Okta: Security > API), or `org` and `server`
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
    assert!(!folder.path().join("state").exists());
}

#[test]
fn yes_takes_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    init_in(
        folder.path(),
        &[
            "--yes",
            "--chart",
            "flyte-core",
            "--idp",
            "google",
            "--url",
            "https://flyte.example.org",
            "--web-client-id",
            "1.apps.googleusercontent.com",
        ],
        &mut person,
        Some(NobodyToAsk::NoTerminal),
        &[("FLYTE_WEB_SECRET", "web-s3cret")],
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    assert!(wrote(folder.path()));
    assert!(person.transcript.contains("✓ lint: no errors, no warnings"));
}

#[test]
fn a_secret_made_elsewhere_needs_the_hash_of_its_password() {
    for (which, instead) in [
        (
            "the password",
            vec![
                ("flytepropeller's password in the Secret?", Act::Pick("type or paste it")),
                ("Secret (input hidden)", typed("propeller-s3cret")),
            ],
        ),
        (
            "the hash",
            vec![
                ("Hash of flytepropeller's password?", Act::Pick("type or paste it")),
                ("Secret (input hidden)", typed("not-a-hash")),
                (
                    "Secret (input hidden)",
                    typed("JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL"),
                ),
            ],
        ),
    ] {
        let mut script = short();
        let at = script.iter().position(|(asked, _)| *asked == "Where should secrets be stored?").unwrap();
        script.splice(
            at..at + 3,
            [
                ("Where should secrets be stored?", Act::Pick("in existing Kubernetes Secrets")),
                ("Name of the Secret?", Act::Enter),
                ("Which do you have?", Act::Pick(if which == "the hash" { "the hash" } else { "the password" })),
            ]
            .into_iter()
            .chain(instead),
        );
        let (folder, person) = run(&script, &[]);
        let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
        assert!(text.contains("clientSecretHash"), "{text}");
        assert!(!text.contains("s3cret") && !person.transcript.contains("s3cret"));
        assert!(folder.path().join("secrets-manifest.yaml").exists());
    }
}

/// The conversation as a page shows it: up to what is written.
fn conversation() -> String {
    let script = with(
        &short(),
        "Public URL of Flyte?",
        &[
            ("Public URL of Flyte?", typed("https://flyte.example.org/console")),
            ("Use `https://flyte.example.org` instead?", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let told = shown(folder.path(), &person.transcript).replace("DIR/", "");
    let end = "? What next? write\n";
    let (told, _) = told.split_once(end).unwrap();
    let results = shown(folder.path(), &person.results).replace("DIR/", "");
    format!("```text\n$ flyte-auth init\n{told}{end}{results}```\n")
}

/// The same without the file, which the README shows elsewhere.
fn in_short(conversation: &str) -> String {
    let (before, rest) = conversation.split_once("(secrets hidden):\n").unwrap();
    let (_, after) = rest.split_once("\nYour answers\n").unwrap();
    format!("{before}(secrets hidden):\n[…]\n\nYour answers\n{after}")
}

#[test]
fn the_pages_show_the_conversation_as_it_is() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = conversation();
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

fn plain(error: &CliError) -> String {
    anstream::adapter::strip_str(&error.render()).to_string()
}

#[test]
fn an_answers_file_that_cannot_be_written_leaves_no_values() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.yaml");
    fs::write(&there, "mine: true\n").unwrap();
    let try_it = |path: &Path| {
        let mut person = Scripted::in_order(&[]);
        let error = init_in(
            folder.path(),
            &[
                "--yes",
                "--chart",
                "flyte-binary",
                "--idp",
                "google",
                "--url",
                "https://flyte.example.org",
                "--web-client-id",
                "123.apps.googleusercontent.com",
                "--web-secret-env",
                "WEB",
                "--save-answers",
                path.to_str().unwrap(),
            ],
            &mut person,
            None,
            &[("WEB", "web-s3cret")],
        );
        error.err().map(|error| shown(folder.path(), &plain(&error)))
    };
    insta::assert_snapshot!(try_it(&there).unwrap(), @"
    error: `DIR/there.yaml` already exists, nothing was written
    help: choose another file with `--save-answers FILE`, or replace it with `--force`
    ");
    insta::assert_snapshot!(try_it(&folder.path().join("values.yaml")).unwrap(), @"error: `--save-answers` cannot be `DIR/values.yaml`, the values file: choose another file");
    assert!(!wrote(folder.path()));
    assert_eq!(try_it(&folder.path().join("new/answers.yaml")), None);
    assert!(wrote(folder.path()) && folder.path().join("new/answers.yaml").exists());
}

/// Values of flyte-core that say nothing of a provider.
const CORE: &str = "\
configmap:
  adminServer:
    auth:
      authorizedUris: ['https://flyte.example.org']
";

#[test]
fn the_samples_of_a_chart_are_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("core.yaml");
    fs::write(&file, CORE).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--into", file.to_str().unwrap(), "--yes"], &mut person);
    let told = plain(&error.unwrap_err());
    assert!(told.contains("--idp ") && told.contains("--web-client-id") && !told.contains("--url"), "{told}");
}

#[test]
fn another_provider_than_the_files_has_ids_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::by_question(&[
        ("Which answer?", Act::Pick("Identity provider")),
        ("Which identity provider", Act::Pick("Google")),
        // Enter would take what is offered, and nothing is.
        ("client ID of the Flyte console?", Act::CtrlC),
    ])
    .then("What next?", &[Act::Pick("change an answer")]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person).unwrap_err();
    let mut person = Scripted::by_question(&[
        ("Which answer?", Act::Pick("Identity provider")),
        ("Which identity provider", Act::Pick("Google")),
        ("client ID of the Flyte console?", typed("123.apps.googleusercontent.com")),
        ("Secret (input hidden)", typed("new-s3cret")),
    ])
    .then("What next?", &[Act::Pick("change an answer")]);
    init(folder.path(), &["--into", file.to_str().unwrap(), "--dry-run"], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = &person.transcript;
    assert!(!told.contains("? Which realm?"), "{told}");
}

/// Okta up to what is asked after its server.
fn okta(org: &[(&'static str, Act)]) -> String {
    let mut script = short()[..5].to_vec();
    script.push(("Which identity provider", Act::Pick("Okta")));
    script.extend_from_slice(org);
    script.push(("Which authorization server issues", Act::CtrlC));
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    person.done();
    let (_, told) = person.transcript.split_once("Okta\n").unwrap();
    told.to_owned()
}

#[test]
fn a_wrong_part_of_an_issuer_is_corrected_where_it_stands() {
    insta::assert_snapshot!(okta(&[
        ("Which Okta org?", typed("dev-1234-admin.okta.com")),
        ("Use `", Act::Enter),
        ("Which Okta authorization server?", Act::Pick("another custom server")),
        ("ID of the authorization server?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Say(false)),
        // The same question again, and not the list.
        ("ID of the authorization server?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Enter),
    ]));
}

#[test]
fn a_whole_issuer_of_keycloak_says_where_its_realms_are() {
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
fn a_version_that_is_not_whole_or_not_known_is_told_of_at_once() {
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

#[test]
fn the_way_from_one_server_to_the_other_is_told() {
    let below = EXISTING.lines().map(|line| format!("  {line}\n"));
    let umbrella = format!("flyte-binary:\n{}", below.collect::<String>());
    for values in [EXISTING, &umbrella] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ours.yaml");
        fs::write(&file, values).unwrap();
        let mut person = Scripted::by_question(&[
            ("Which answer?", Act::Pick("Authorization server")),
            ("Which authorization server issues", Act::Pick("external")),
            ("Client ID for flytectl", typed("flyte-cli")),
            ("for flytepropeller?", typed("flyte-propeller")),
            ("Client secret of flytepropeller?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("new-s3cret")),
            ("remaining steps", Act::Say(true)),
        ])
        .then("What next?", &[Act::Pick("change an answer")]);
        init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        let told = &person.transcript;
        assert!(told.contains("Moving from the internal to the external authorization server"), "{told}");
    }
}

/// The short way with CI among who uses Flyte, and `client` for the answer to which client it has.
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

/// A transcript with one space wherever there are more.
fn in_words(transcript: &str) -> String {
    let words: Vec<&str> = transcript.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn ci_gets_a_client_of_its_own_at_flyteadmin() {
    let script = with_ci(
        Act::Enter,
        &[("Password for CI?", Act::Pick("type or paste it")), ("Secret (input hidden)", typed("ci-s3cret of mine"))],
    );
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &["--save-answers", answers.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = in_words(&shown(folder.path(), &person.transcript));
    for words in [
        "CI client ID flyte-ci",
        "CI password typed (hidden)",
        "✓ lint: no errors, no warnings",
        "authType: ClientSecret clientId: flyte-ci",
        "$ flyte-auth client --answers DIR/answers.yaml --format github",
        "--ci-client-id flyte-ci \\ --ci-secret-env FLYTE_CREDENTIALS_CLIENT_SECRET \\",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
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
fn ci_may_go_on_with_flytepropellers_client() {
    let (folder, person) = run(&with_ci(Act::Pick("flytepropeller's client"), &[]), &[]);
    let told = in_words(&person.transcript);
    for words in [
        "CI client ID flytepropeller's client",
        "authType: ClientSecret clientId: flytepropeller",
        "$ flyte-auth client -f",
        "To add a separate client for CI",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let values = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!values.contains("staticClients"), "{values}");
}
