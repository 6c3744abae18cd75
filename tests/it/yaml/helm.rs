//! The YAML reader compared with a real Helm, for random texts.
//!
//! `FLYTE_AUTH_HELM` is a Helm of version 3 or 4; without it the test is skipped. `FLYTE_AUTH_SEED` is the seed of the
//! texts.

use std::fmt::Write as _;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::{Value, json};

use crate::common::random::Random;

const COUNT: usize = 3_000;

/// A values file with common and unusual notation.
const START: &str = "# -- Settings\nconfigmap:\n  adminServer: &server\n    auth:\n      appAuth:\n        \
    thirdPartyConfig:\n          flyteClient:\n            clientId: 'flytectl'\n            redirectUri: \
    http://localhost:53593/callback\n            scopes:\n            - all # every one\n            - \"offline\"\n  \
    other:\n    <<: *server\n    timeout: 30s\n    ports: [80, 0x1F90, {name: http}]\n  script: |\n    set -e\n\n    \
    run --all\n  folded: >-\n    one\n    two\nenabled: yes\ncount: 0777\nempty:\n";

const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ": ",
    "? ",
    "- ",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    " ",
    "#",
    "\"",
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "!!str ",
    "!!int ",
    "! ",
    "!x ",
    "<<: *server\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "\\",
    "\\u00e9",
    "\u{85}",
    "\u{2028}",
    "1",
    "1e3",
    "yes",
    "~",
    ".inf",
    "a: b",
    "[]",
    "{}",
    "|+\n",
    "k: 1\n",
    "'1': 2\n",
];

/// `START` with random changes.
fn text(random: &mut Random) -> String {
    let mut chars: Vec<char> = START.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len());
        match random.below(3) {
            0 => drop(chars.drain(at..(at + 1 + random.below(5)).min(chars.len()))),
            1 => {
                let from = random.below(chars.len());
                let piece: Vec<char> = chars.iter().skip(from).take(1 + random.below(20)).copied().collect();
                chars.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES.get(random.below(PIECES.len())).unwrap();
                chars.splice(at..at, piece.chars());
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn agrees_with_helm_on_mutations() {
    let Ok(helm) = std::env::var("FLYTE_AUTH_HELM") else {
        println!("skipped: FLYTE_AUTH_HELM is not set");
        return;
    };
    let seed = std::env::var("FLYTE_AUTH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut random = Random(seed);
    let texts: Vec<String> = (0..COUNT).map(|_| text(&mut random)).collect();

    let chart = tempfile::tempdir().unwrap();
    let path = |name: &str| chart.path().join(name);
    std::fs::create_dir(path("templates")).unwrap();
    std::fs::create_dir(path("cases")).unwrap();
    std::fs::write(path("Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n").unwrap();
    let template = "{{ range $p, $_ := .Files.Glob \"cases/*\" }}{{ base $p }}: \
        {{ $.Files.Get $p | fromYaml | toJson | b64enc }}{{ \"\\n\" }}{{ end }}";
    std::fs::write(path("templates/answers.yaml"), template).unwrap();
    for (at, text) in texts.iter().enumerate() {
        std::fs::write(path(&format!("cases/n{at}")), text).unwrap();
    }
    let output = Command::new(helm).arg("template").arg("r").arg(chart.path()).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();

    let (mut answers, mut differences) = (0, String::new());
    for (name, answer) in output.lines().filter_map(|line| line.strip_prefix('n')?.split_once(": ")) {
        let text = texts.get(name.parse::<usize>().unwrap()).unwrap();
        let theirs: Value = serde_json::from_slice(&STANDARD.decode(answer).unwrap()).unwrap();
        let ours = match read(text.as_bytes(), HelmVersion::V3) {
            Ok(stream) => stream.documents.first().map_or(Value::Null, |document| {
                // Helm picks one of two keys at random that only Helm treats as equal.
                if document.collisions().is_empty() { document.to_json(document.root()) } else { theirs.clone() }
            }),
            Err(error) => json!({ "Error": error.in_full() }),
        };
        answers += 1;
        let ours = if ours.is_null() { json!({}) } else { ours };
        let theirs = if theirs.is_null() { json!({}) } else { theirs };
        if ours != theirs {
            writeln!(differences, "{text:?}\n  ours   {ours}\n  theirs {theirs}").unwrap();
        }
    }
    println!("{answers} answers");
    assert_eq!(answers, COUNT);
    assert!(differences.is_empty(), "{differences}");
}
