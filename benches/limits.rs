//! The worst known inputs of the largest size that is read, as processes: each takes less than 2 s and 200 MB.
//! `cargo bench --bench limits` prints seconds and peak of each and fails where one is over; with a word behind `--`,
//! only of inputs with that word in their name. The peak is read from `/proc` and is unknown elsewhere.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and stops where it cannot go on")]

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// A little less than the limit.
const SIZE: usize = 8 * 1024 * 1024 - 1024;
const MOST_SECONDS: f64 = 2.0;
const MOST_MEGABYTES: usize = 200;

/// Its name, its start, and what follows as often as there is room for it and at most so often, `{}` being its number.
type Input = (&'static str, &'static str, &'static str, usize);

const AUTH: &str = "configuration:\n  auth:\n    enabled: true\n";

/// Inputs of `lint`.
const VALUES: &[Input] = &[
    ("line ends in an unclosed quote", "a: \"", "\n", usize::MAX),
    ("unknown keys", AUTH, "    unknownkey{}: x\n", usize::MAX),
    ("placeholders", AUTH, "    unknownkey{}: \"<y>\"\n", usize::MAX),
    ("unknown keys on one line", "configuration: {auth: {enabled: true, ", "unknownkey{}: x, ", usize::MAX),
    ("ignores of no rule", "a: 1\n", "# flyte-auth: ignore[x]\n", usize::MAX),
    ("ignores of findings", AUTH, "    k{}: x # flyte-auth: ignore[unknown-key]\n", usize::MAX),
    ("ignores without effect", AUTH, "    k{}: x # flyte-auth: ignore[mixed-realms]\n", usize::MAX),
    ("keys that stand twice", "configuration: {auth: {enabled: false}}\n", "k{}: 1\nk{}: 1\n", usize::MAX),
    ("secrets as numbers", "flyteadmin:\n  secrets:\n", "    k{}: 1\n", usize::MAX),
    ("secrets and findings", AUTH, "    clientSecret{}: 'abcdefgh-{}'\n", usize::MAX),
    (
        "URIs with a slash at the end",
        "configuration:\n  auth:\n    enabled: true\n    authorizedUris:\n",
        "    - https://f{}.example.org/\n",
        usize::MAX,
    ),
    ("misplaced keys", AUTH, "  inline{}:\n    auth: {userAuth: {openId: {baseUrl: x}}}\n", usize::MAX),
    ("keys in another case", AUTH, "    oidc{}: {BaseUrl: x, clientid: 1}\n", usize::MAX),
    (
        "clients",
        "configuration:\n  auth: {enabled: true}\n  inline:\n    auth:\n      appAuth:\n        selfAuthServer:\n          staticClients:\n",
        "            c{}: {id: c{}, redirect_uris: [http://x/], scopes: [all]}\n",
        usize::MAX,
    ),
    ("nulls in a list", "a:\n", "-\n", usize::MAX),
    ("comments", "", "# x\n", usize::MAX),
    ("one long line", "a: ", "x", usize::MAX),
];

/// About as many entries as are read of a file.
const ENTRIES: usize = 60_000;

/// Inputs of `lint` that have as many keys and values as are read.
const FULL: &[Input] = &[
    ("unknown keys, full", AUTH, "    unknownkey{}: x\n", ENTRIES),
    ("ignores of findings, full", AUTH, "    k{}: x # flyte-auth: ignore[unknown-key]\n", ENTRIES),
    ("ignores without effect, full", AUTH, "    k{}: x # flyte-auth: ignore[mixed-realms]\n", ENTRIES),
    ("secrets and findings, full", AUTH, "    clientSecret{}: 'abcdefgh-{}'\n", ENTRIES),
    (
        "URIs with a slash, full",
        "configuration:\n  auth:\n    enabled: true\n    authorizedUris:\n",
        "    - https://f{}.example.org/\n",
        ENTRIES,
    ),
    ("keys in another case, full", AUTH, "    oidc{}: {BaseUrl: x, clientid: 1}\n", ENTRIES / 2),
];

/// Inputs of `lint --fix`: as many fixes as the issues that asked for them, and ten times as many.
const FIXES: &[Input] = &[
    ("800 keys that stand twice", AUTH, "    k{}: 1\n    k{}: 1\n", 800),
    ("8000 keys that stand twice", AUTH, "    k{}: 1\n    k{}: 1\n", 8_000),
    ("800 secrets as numbers", "flyteadmin:\n  secrets:\n", "    k{}: 1\n", 800),
    ("8000 secrets as numbers", "flyteadmin:\n  secrets:\n", "    k{}: 1\n", 8_000),
    (
        "8000 URIs with a slash",
        "configuration:\n  auth:\n    enabled: true\n    authorizedUris:\n",
        "    - https://f{}.example.org/\n",
        8_000,
    ),
    ("8000 ignores without effect", AUTH, "    k{}: x # flyte-auth: ignore[mixed-realms]\n", 8_000),
    ("800 misplaced keys", AUTH, "  inline{}:\n    auth: {userAuth: {openId: {baseUrl: x}}}\n", 800),
    ("8000 misplaced keys", AUTH, "  inline{}:\n    auth: {userAuth: {openId: {baseUrl: x}}}\n", 8_000),
    ("800 keys in another case", AUTH, "    oidc{}: {BaseUrl: x, clientid: 1}\n", 800),
    ("8000 keys in another case", AUTH, "    oidc{}: {BaseUrl: x, clientid: 1}\n", 8_000),
];

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("values.yaml");
    let mut is_over = false;
    let lint: &[&[&str]] = &[&["--format", "json"], &["--diff", "--unsafe-fixes"]];
    let inputs = VALUES.iter().chain(FULL).chain(FIXES).filter(|(name, ..)| name.contains(&only));
    for (name, start, unit, count) in inputs {
        std::fs::write(&file, text(start, unit, *count)).expect("file");
        for arguments in lint {
            let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
            command.args(["lint", "--chart", "flyte-binary"]).args(*arguments).arg(&file);
            let (seconds, megabytes) = measured(&mut command);
            let over = seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES;
            is_over |= over;
            let size = std::fs::metadata(&file).expect("file").len() / 1024;
            println!(
                "{name:32} {size:5} kB  {:24} {seconds:6.2} s {megabytes:4} MB{}",
                arguments.join(" "),
                if over { "  over" } else { "" }
            );
        }
    }
    if is_over { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn text(start: &str, unit: &str, count: usize) -> String {
    let mut text = start.to_owned();
    for number in 0..count {
        if text.len() + unit.len() + 16 > SIZE {
            break;
        }
        text.push_str(&unit.replace("{}", &number.to_string()));
    }
    text.push_str(if start.contains("{enabled: true, ") { "}}\n" } else { "\n" });
    text
}

/// The seconds that a process takes, and the megabytes that it has in memory at most.
fn measured(command: &mut Command) -> (f64, usize) {
    let begin = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("flyte-auth");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("child").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
        peak = peak.max(kilobytes.unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2));
    }
    (begin.elapsed().as_secs_f64(), peak / 1024)
}
