//! The worst known inputs of the largest size that is read, as processes: each takes less than 2 s and 200 MB.
//! `cargo bench --bench limits` prints the seconds of each.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and stops where it cannot go on")]

use std::process::{Command, Stdio};
use std::time::Instant;

/// A little less than the limit.
const SIZE: usize = 8 * 1024 * 1024 - 1024;

/// A start, and what follows as often as there is room for it, `{}` being its number.
const INPUTS: &[(&str, &str, &str, usize)] = &[
    ("line ends in an unclosed quote", "a: \"", "\n", usize::MAX),
    ("unknown keys", "configuration:\n  auth:\n    enabled: true\n", "    unknownkey{}: x\n", 100_000),
    ("placeholders", "configuration:\n  auth:\n    enabled: true\n", "    unknownkey{}: \"<y>\"\n", 32_000),
    ("unknown keys on one line", "configuration: {auth: {enabled: true, ", "unknownkey{}: x, ", 32_000),
    ("ignores of no rule", "a: 1\n", "# flyte-auth: ignore[x]\n", 32_000),
    (
        "ignores of findings",
        "configuration:\n  auth:\n    enabled: true\n",
        "    k{}: x # flyte-auth: ignore[unknown-key]\n",
        32_000,
    ),
    ("keys that stand twice", "configuration: {auth: {enabled: false}}\n", "k{}: 1\nk{}: 1\n", 8_000),
    ("nulls in a list", "a:\n", "-\n", 400_000),
    ("comments", "", "# x\n", usize::MAX),
    ("one long line", "a: ", "x", usize::MAX),
];

fn main() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("values.yaml");
    for (name, start, unit, count) in INPUTS {
        let mut text = (*start).to_owned();
        for number in 0..*count {
            if text.len() + unit.len() + 16 > SIZE {
                break;
            }
            text.push_str(&unit.replace("{}", &number.to_string()));
        }
        text.push_str(if start.contains("{enabled: true, ") { "}}\n" } else { "\n" });
        std::fs::write(&file, &text).expect("file");
        for arguments in [&["--format", "json"][..], &["--diff", "--unsafe-fixes"]] {
            let begin = Instant::now();
            let mut lint = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
            lint.args(["lint", "--chart", "flyte-binary"]).args(arguments).arg(&file);
            let status = lint.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("flyte-auth");
            println!(
                "{name:32} {:5} kB  {arguments:?} {:.2} s  {status}",
                text.len() / 1024,
                begin.elapsed().as_secs_f64()
            );
        }
    }
}
