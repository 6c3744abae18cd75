//! How long it takes to read and project the values of one release. Aim: below a millisecond.

#![allow(clippy::expect_used, reason = "a benchmark stops where it cannot go on")]

use std::fmt::Write as _;
use std::sync::Arc;

use flyte_auth::internals::chart::Chart;
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::release::{Release, ReleaseInfo, Rendering};
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer};

fn main() {
    divan::main();
}

/// A values file for flyte-core of at least this many lines, most of which authentication does not look at.
fn values(lines: usize) -> Arc<[u8]> {
    let mut text = "configmap:\n  adminServer:\n    server: {security: {useAuth: \
        true}}\n    auth:\n      authorizedUris: [https://flyte.example.org]\n  domain:\n    domains:\n"
        .to_owned();
    for number in 0..lines.saturating_sub(7) / 3 {
        write!(
            text,
            "    - id: domain-{number}\n      name: 'Domain {number}'\n      limits: {{cpu: {number}, memory: 500Mi}}\n"
        )
        .expect("text");
    }
    text.into_bytes().into()
}

#[divan::bench(args = [430, 1387])]
fn read_and_project(bencher: divan::Bencher<'_, '_>, lines: usize) {
    let inputs = Inputs {
        files: vec![FileInput { name: "values.yaml".into(), bytes: values(lines) }],
        flags: Vec::new(),
        helm: HelmVersion::V3,
    };
    bencher.bench_local(|| {
        let layered = layer(&inputs, &|name| std::fs::read(name)).expect("values");
        let info = ReleaseInfo::new("flyte", "flyte", Some(Chart::FlyteCore), FlyteVersion::NEWEST);
        Release::of(&layered, info).expect("chart").model(Rendering::default()).expect("model")
    });
}
