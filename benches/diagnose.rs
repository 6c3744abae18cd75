//! How fast a log without known errors is read, and one in which every line is one. Aim: 1 GB in seconds, with memory that
//! does not grow.
//!
//! As a process, with its memory:
//!
//! ```sh
//! cargo build --release
//! yes '{"json":{"src":"x.go:1"},"level":"info","msg":"GetTask took 3 ms"}' | head -c 1G > target/1G.log
//! /usr/bin/time -v target/release/flyte-auth diagnose target/1G.log
//! ```

#![allow(clippy::expect_used, reason = "a benchmark stops where it cannot go on")]

use divan::counter::BytesCount;
use flyte_auth::internals::diagnose::diagnose;

fn main() {
    divan::main();
}

/// The size of the log.
const SIZE: usize = 64 << 20;

/// Lines of a log: of a busy flyteadmin, of a web server, and an error that everybody knows.
const LINES: [(&str, &str); 3] = [
    (
        "json",
        r#"{"json":{"exec_id":"f3a9c1","node":"n0","ns":"flytesnacks-development","routine":"worker-17","src":"handler.go:181","wf":"flytesnacks:development:core.basic.hello"},"level":"info","msg":"Processing Workflow.","ts":"2026-11-29T23:02:47Z"}"#,
    ),
    (
        "plain",
        r#"10.0.12.7 - - [29/Nov/2026:23:02:47 +0000] "GET /api/v1/projects?limit=100&filters=eq(state%2C0) HTTP/2.0" 200 5316 "-" "Mozilla/5.0 (X11; Linux x86_64)" 512 0.004 [flyte-flyteadmin-80]"#,
    ),
    ("known", "rpc error: code = Unauthenticated desc = authenticated user doesn't have required scope"),
];

#[divan::bench(args = LINES.iter().map(|(name, _)| *name), sample_count = 5, sample_size = 1)]
fn read(bencher: divan::Bencher<'_, '_>, name: &str) {
    let (_, line) = LINES.iter().find(|(known, _)| *known == name).expect("one of the lines");
    let log = format!("{line}\n").repeat(SIZE / (line.len() + 1));
    bencher.counter(BytesCount::new(log.len())).bench_local(|| {
        let diagnosis = diagnose(log.as_bytes(), None).expect("memory is read without errors");
        diagnosis.lines
    });
}
