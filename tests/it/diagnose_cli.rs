//! `flyte-auth diagnose` as a command: inputs, formats, exit codes, what values decide, what is hidden.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{flyte_auth, outcome, project};

/// The outcome of a command with a text on standard input.
fn with_input(command: &mut Command, input: &str) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().write_all(input.as_bytes()).unwrap();
    outcome(command.stdin(Stdio::from(std::fs::File::open(file.path()).unwrap())))
}

fn diagnose(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = flyte_auth(folder);
    command.arg("diagnose").args(arguments);
    command
}

/// A failed login of the console, as kubectl prints it.
const LOGIN: &str = r#"{"json":{},"level":"error","msg":"Failed to retrieve tokens from request, redirecting to login handler. Error: [EMPTY_OAUTH_TOKEN] Failure to retrieve cookie [flyte_idt], caused by: http: named cookie not present","ts":"2026-11-29T23:04:11Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:04:12Z"}
{"json":{},"level":"error","msg":"the frobnicator of jane@acme.com lost its token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln","ts":"2026-11-29T23:05:00Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:06:12Z"}
"#;

#[test]
fn a_log_on_standard_input() {
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), LOGIN), @"");
}

#[test]
fn a_text_as_an_argument_and_one_word() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["Error 400: redirect_uri_mismatch"])), @"");
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["ERR_TOO_MANY_REDIRECTS"])), @"");
}

#[test]
fn json_has_every_part() {
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &["--format", "json"]), LOGIN), @"");
}

#[test]
fn markdown_names_nobody() {
    let log = "Post \"https://flyte.acme.com/oauth2/token\": dial tcp: lookup flyte.acme.com on 10.0.0.10:53: no such host\n";
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &["--format", "markdown"]), &(log.to_owned() + LOGIN)), @"");
}

#[test]
fn values_decide_between_the_causes() {
    let values = "examples/values/flyte-core-keycloak-external.yaml";
    let text = "authenticated user doesn't have required scope";
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["-f", values, text])), @"");
    let hash = ["-f", "examples/values/flyte-binary-google-internal.yaml", "-f", "-", "Error occurred in NewAccessRequest: invalid_client"];
    let other = "configuration: {auth: {internal: {clientSecret: 'correct-horse-battery-staple'}}}\n";
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &hash), other), @"");
}

#[test]
fn errors_of_the_values_come_second_where_no_cause_fits() {
    let arguments = ["-f", "examples/values/external-misplaced.yaml", "upstream sent too big header while reading response header from upstream"];
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &arguments)), @"");
}

#[test]
fn normal_lines_are_no_error() {
    let log = LOGIN.lines().next().unwrap();
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), log), @"");
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), ""), @"");
}

#[test]
fn what_is_unknown_is_said_to_be() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["my hovercraft is full of eels"])), @"");
    let alike = "ERROR: the required scope is not what the authenticated user has";
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &[alike])), @"");
    let cut = r#"{"json":{},"level":"info","msg":"authenticated user doesn't have requ"#;
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &[cut])), @"");
}

#[test]
fn wrong_arguments() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["flyteadmin.log"])), @"");
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["-f", "-"])), @"");
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["-f", "values.yaml", "a text"])), @"");
}

#[test]
fn explain_prints_the_page_of_a_symptom() {
    let mut command = flyte_auth(project());
    insta::assert_snapshot!(outcome(command.args(["explain", "id-token-missing"])), @"");
    let mut command = flyte_auth(project());
    insta::assert_snapshot!(outcome(command.args(["explain", "id-token-mising"])), @"");
}
