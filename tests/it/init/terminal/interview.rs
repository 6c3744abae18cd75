//! Whole interviews, and the keys that edit an answer.

use std::fs;

use super::{DOWN, ESC, Terminal, deployment, new_installation};
use crate::common::{flyte_auth, outcome};

#[test]
fn writes_values_for_the_internal_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &[]);
    deployment(&mut terminal, "\r");
    terminal.see("Which identity provider").see("any other").press("\r");
    terminal
        .answer("Who will use Flyte?", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "123.apps.googleusercontent.com")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "GOCSPX-s3cret")
        .see("no errors, no warnings")
        .answer("What next?", "")
        .see("helm upgrade")
        .answer("Show the remaining steps now?", "");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("GOCSPX-s3cret"));
    let output = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml"]));
    assert!(output.starts_with("exit 0"), "{output}");
}

#[test]
fn writes_values_for_an_external_server_after_esc() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--flow", "pkce"]);
    deployment(&mut terminal, &format!("{DOWN}\r"));
    terminal.answer("one cluster or several", "");
    terminal.see("Which identity provider").see("any other").press(&format!("{DOWN}{DOWN}\r"));
    terminal
        .see("Base URL of Keycloak?")
        .press(ESC)
        .see("(back)")
        .see("Which identity provider")
        .see("any other")
        .press("\r");
    terminal
        .answer("Base URL of Keycloak?", "https://kc.example.org")
        .answer("serve its realms?", "")
        .answer("Which Keycloak realm?", "flyte")
        .see("Which authorization server issues")
        .see("external")
        .press(&format!("{DOWN}\r"));
    terminal
        .answer("Request refresh tokens", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "flyte-web")
        .answer("Client ID for flytectl", "flyte-cli")
        .answer("for flytepropeller?", "flyte-propeller")
        .answer("Audience of the access tokens", "")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "web-s3cret")
        .answer("Client secret of flytepropeller?", "")
        // A paste with a line end, as terminals mark it.
        .see("Secret (input hidden)")
        .press("\x1b[200~propeller-s3cret\r\n\x1b[201~\r");
    terminal
        .answer("starts or ends with whitespace", "y")
        .answer("What next?", "")
        .answer("Show the remaining steps now?", "y")
        .see("$ flyte-auth check -f values.yaml")
        .see("The same as a command");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("oidc_client_secret: 'web-s3cret'"), "{text}");
    assert!(text.contains("propeller-s3cret"), "{text}");
}

#[test]
fn shell_keys_edit_an_answer_and_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--flow", "pkce"]);
    new_installation(&mut terminal);
    terminal.see("Which Helm chart").see("flyte-core").press("\r");
    terminal
        .answer("Which Flyte version?", "")
        // Ctrl-U takes a line away, Ctrl-W a word, Ctrl-A goes to its start.
        .answer("Name of the Helm release?", "wrong\x15later\x01my-")
        .answer("Namespace of the release?", "flyte wrong\x17\x08")
        .answer("Public URL of Flyte?", "https://flyte.example.org")
        .see("Which identity provider")
        .see("any other")
        .press("\r");
    terminal
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "123.apps.googleusercontent.com")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "wrong-s3cret\x15GOCSPX-s3cret\x14")
        .answer("What next?", "")
        .see(" my-later ")
        .see("--namespace flyte ")
        .answer("Show the remaining steps now?", "");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("clientSecret: 'GOCSPX-s3cret'"), "{text}");
}
