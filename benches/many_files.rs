//! How long `flyte-auth lint FOLDER` takes over 10,000 values files of 430 lines, and how much memory it needs at its
//! peak, beside one file: `cargo bench --bench many_files`. Linux only: the peak is read from `/proc`.

#![allow(clippy::expect_used, reason = "a benchmark stops where it cannot go on")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Values of flyte-core with auth on, filled up to so many lines.
fn values(lines: usize) -> String {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/values/flyte-core-okta-external.yaml");
    let mut text = std::fs::read_to_string(example).expect("example");
    text.push_str("flyteconsole:\n  podEnv:\n");
    let have = text.lines().count();
    for number in have..lines {
        let _ = writeln!(text, "    VARIABLE_{number}: 'value {number}' # a comment");
    }
    text
}

/// Runs the binary on a path: how long it took, and its peak memory in KiB.
fn run(path: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_flyte-auth"))
        .arg("lint")
        .arg(path)
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let now = text
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        peak = peak.max(now.unwrap_or(0));
        if child.try_wait().expect("the binary ends").is_some() {
            return (start.elapsed(), peak);
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = values(430);
    let mut out = std::io::stdout().lock();
    for files in [1, 100, 10_000] {
        let place = folder.path().join(files.to_string());
        std::fs::create_dir(&place).expect("a folder");
        for number in 0..files {
            std::fs::write(place.join(format!("{number:05}.yaml")), &text).expect("a file");
        }
        let runs: Vec<(Duration, u64)> = (0..3).map(|_| run(&place)).collect();
        let time = runs.iter().map(|run| run.0).min().unwrap_or_default();
        let peak = runs.iter().map(|run| run.1).max().unwrap_or_default();
        let _ = writeln!(
            out,
            "{files:>6} files of {} lines: {:>8.1} ms, {} KiB at the peak",
            text.lines().count(),
            time.as_secs_f64() * 1e3,
            peak
        );
    }
}
