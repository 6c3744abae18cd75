//! A secret that somebody put where it has no place shows in nothing that is printed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails here is a failed test"
)]

mod common;

use std::fs;

use common::{flyte_auth, outcome};

const BASE: &str = "chart: flyte-binary\nauthServer: internal\nidp: {type: google}\n";

#[test]
fn no_message_and_no_frame_shows_a_misplaced_secret() {
    let cases = [
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, clientSecret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, client_secret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, password: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: {value: CANARY}}\n",
        "url: https://f.example.org\nclients:\n  web: CANARY\n",
        "url: https://f.example.org\nclients:\n  web:\n    id: a1\n    secret: |\n      CANARY\n",
        "url: https://f.example.org\nclients:\n  propeller: {hash: '$2b$10$CANARY'}\n",
        "url: https://f.example.org\nclient_secret: CANARY\nclients:\n  web: {id: a1}\n",
        "url: https://u:CANARY@f.example.org\n",
        "url: https://f.example.org/?secret=CANARY\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: \"CANARY}\n",
        "url: https://f.example.org\nclients:\n  web:\n    clientSecret: CANARY\n\tid: x\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: {env: 'CANARY!'}}\n",
    ];
    let folder = tempfile::tempdir().unwrap();
    for case in cases {
        fs::write(folder.path().join("answers.yaml"), format!("{BASE}{case}")).unwrap();
        let mut command = flyte_auth(folder.path());
        let text = outcome(command.args(["generate", "--answers", "answers.yaml", "-o", "-"]));
        assert!(text.starts_with("exit 2"), "{case}\n{text}");
        assert!(!text.contains("CANARY"), "{case}\n{text}");
    }
}
