//! The reader against the real Helm, on texts that nobody has seen before.
//!
//! `FLYTE_AUTH_HELM` names a helm of version 3 or 4; without it there is nothing to do. `FLYTE_AUTH_SEED` chooses the texts.

use std::fmt::Write as _;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::{Value, json};

const COUNT: usize = 3_000;

/// A values file with what such files have, and with what they should not.
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

/// Numbers that look random: a linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn text(&mut self) -> String {
        let mut chars: Vec<char> = START.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(chars.len());
            match self.below(3) {
                0 => drop(chars.drain(at..(at + 1 + self.below(5)).min(chars.len()))),
                1 => {
                    let from = self.below(chars.len());
                    let piece: Vec<char> = chars.iter().skip(from).take(1 + self.below(20)).copied().collect();
                    chars.splice(at..at, piece);
                }
                _ => {
                    let piece = PIECES.get(self.below(PIECES.len())).unwrap();
                    chars.splice(at..at, piece.chars());
                }
            }
        }
        chars.into_iter().collect()
    }
}

#[test]
fn agrees_with_helm_on_mutations() {
    let Ok(helm) = std::env::var("FLYTE_AUTH_HELM") else {
        println!("skipped: FLYTE_AUTH_HELM is not set");
        return;
    };
    let seed = std::env::var("FLYTE_AUTH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut random = Random(seed);
    let texts: Vec<String> = (0..COUNT).map(|_| random.text()).collect();

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
                // Which of two keys wins that are the same for Helm alone is up to chance.
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
