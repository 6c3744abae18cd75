//! Any bytes through every command: nothing panics, every report is well-formed, and fixed files are valid.
//! `FLYTE_AUTH_PIPELINE` is the number of inputs; inputs that found bugs are in `tests/corpus/`.

use std::fs;
use std::path::PathBuf;

use flyte_auth::internals::yaml::{Folded, HelmVersion, read};

use crate::common::random::Random;
use crate::common::{flyte_auth, folder_with, outcome, project};

/// The inputs that found bugs, and the examples.
fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folders = ["tests/corpus", "examples/values", "examples/answers"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(project().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// Texts with a meaning in YAML or for flyte-auth.
const PIECES: &[&[u8]] = &[
    b"---\n",
    b"--- #\x87\n",
    b"\n",
    b"\r\n",
    b"\t",
    b"  ",
    b": ",
    b"- ",
    b"? ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a",
    b"!x ",
    b"|\n",
    b">-\n",
    b"\"",
    b"'",
    b"\\",
    b"#",
    b" # flyte-auth: ignore[unknown-key]\n",
    b"<<: *a\n",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE2\x80\xA8",
    b"\xC2\x85",
    b"\x00",
    b"{{",
    b"}}",
    b"${X}",
    b"ref+x",
    b"ENC[",
    b"clientSecret: ",
    b"clientSecretHash: QR==\n",
    b"null",
    b"~",
    b"0x1F",
    b"1e400",
    b"2026-02-30",
    b"configuration:\n  auth:\n    enabled: true\n",
    b"configmap:\n  adminServer:\n",
    b"<x>",
];

/// An input of the corpus with a few random changes.
fn mutated(numbers: &mut Random, corpus: &[(PathBuf, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = corpus[numbers.below(corpus.len())].1.clone();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(4) {
            0 => drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied())),
            1 => {
                let end = (at + numbers.below(20)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            2 if at < bytes.len() => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            _ => {
                let from = numbers.below(bytes.len() + 1);
                let piece = bytes[from..(from + numbers.below(40)).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

/// Reads the bytes: every node has its text, and every error its position.
fn read_it(bytes: &[u8]) {
    for helm in [HelmVersion::V3, HelmVersion::V4] {
        match read(bytes, helm) {
            Ok(stream) => {
                for document in &stream.documents {
                    document.fold(|id, _: Folded<'_, ()>| {
                        assert_eq!(document.raw(id).as_bytes(), &bytes[document.node(id).span().range()]);
                    });
                }
            }
            Err(error) => assert!(error.position().line >= 1 && !error.to_string().is_empty()),
        }
    }
}

#[test]
fn reads_any_bytes() {
    let count = std::env::var("FLYTE_AUTH_PIPELINE").ok().and_then(|count| count.parse().ok()).unwrap_or(300);
    let corpus = corpus();
    for (_, bytes) in &corpus {
        read_it(bytes);
    }
    let mut numbers = Random(20_261_130);
    for _ in 0..count * 20 {
        read_it(&mutated(&mut numbers, &corpus));
    }
}

/// The commands that run with a file of any bytes.
const COMMANDS: &[&[&str]] = &[
    &["lint", "v.yaml", "--format", "human"],
    &["lint", "v.yaml", "--chart", "flyte-binary", "--format", "json"],
    &["lint", "v.yaml", "--chart", "flyte-core", "--helm-version", "4", "--format", "sarif"],
    &["lint", "v.yaml", "--chart", "flyte-binary", "--format", "gitlab"],
    &["lint", "v.yaml", "--chart", "flyte-core", "--format", "junit"],
    &["lint", "v.yaml", "--chart", "flyte-core", "--format", "github"],
    &["lint", "v.yaml", "--kind", "client-config", "--format", "concise"],
    &["lint", "v.yaml", "--chart", "flyte-binary", "--diff", "--unsafe-fixes"],
    &["lint", "--config", "v.yaml", "other.yaml"],
    &["lint", "--baseline", "v.yaml", "other.yaml"],
    &["show", "-f", "v.yaml", "--chart", "flyte-binary", "--format", "json"],
    &["show", "-f", "v.yaml", "--merged", "--format", "json"],
    &["guide", "-a", "v.yaml"],
    &["client", "-a", "v.yaml"],
    &["secrets", "-f", "v.yaml"],
];

#[test]
fn every_command_handles_any_bytes() {
    let count: usize = std::env::var("FLYTE_AUTH_PIPELINE").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let corpus = corpus();
    let folder = folder_with(&[("other.yaml", "configuration: {auth: {enabled: false}}\n")]);
    let mut numbers = Random(7);
    let found = corpus.iter().map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>();
    let made = (0..count).map(|_| mutated(&mut numbers, &corpus));
    for (number, bytes) in found.iter().cloned().chain(made).enumerate() {
        fs::write(folder.path().join("v.yaml"), &bytes).unwrap();
        let command = COMMANDS[number % COMMANDS.len()];
        let text = outcome(flyte_auth(folder.path()).args(command));
        let code = text.lines().next().unwrap();
        assert!(
            ["exit 0", "exit 1", "exit 2"].contains(&code),
            "{command:?}: {text}\n{:?}",
            String::from_utf8_lossy(&bytes)
        );
        let result = text.strip_prefix(&format!("{code}\n--- stdout\n")).map(|text| text.split("--- stderr\n").next());
        if let Some(Some(result)) = result.filter(|_| command.contains(&"json") || command.contains(&"sarif")) {
            let json: Result<serde_json::Value, _> = serde_json::from_str(result);
            assert!(json.is_ok(), "{command:?}: {json:?}\n{result}");
        }
    }
}

/// A second `--fix` changes nothing.
#[test]
fn a_second_fix_of_any_bytes_changes_nothing() {
    let count: usize = std::env::var("FLYTE_AUTH_PIPELINE").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let corpus = corpus();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("v.yaml");
    let mut numbers = Random(11);
    for number in 0..count {
        fs::write(&file, mutated(&mut numbers, &corpus)).unwrap();
        let chart = ["flyte-binary", "flyte-core"][number % 2];
        let fix = || outcome(flyte_auth(folder.path()).args(["lint", "v.yaml", "--fix", "--chart", chart]));
        let first = fix();
        let once = fs::read(&file).unwrap();
        fix();
        assert_eq!(fs::read(&file).unwrap(), once, "{first}\n{}", String::from_utf8_lossy(&once));
    }
}
