//! How long it takes to lint one release. Aim: a process within 3 ms of one that does nothing (bcrypt aside).
//!
//! As processes, beside other tools on the same file:
//!
//! ```sh
//! cargo build --release
//! for command in 'target/release/flyte-auth --version' 'target/release/flyte-auth lint' 'yamllint' \
//!     'check-jsonschema --schemafile schemas/flyte-core.values.schema.json'; do
//!   hyperfine --shell=none --ignore-failure "$command examples/values/flyte-core-okta-external.yaml"
//! done
//! ```

#![allow(clippy::expect_used, reason = "a benchmark stops where it cannot go on")]

use std::path::Path;

use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::lint::{Completeness, LintRelease, run};
use flyte_auth::internals::release::ReleaseInfo;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer};

fn main() {
    divan::main();
}

#[divan::bench(args = ["flyte-binary-okta-external", "flyte-core-okta-external", "flyte-core-google-internal"])]
fn lint(bencher: divan::Bencher<'_, '_>, name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/values/{name}.yaml"));
    let bytes = std::fs::read(file).expect("example");
    let inputs = Inputs {
        files: vec![FileInput { name: name.into(), bytes: bytes.into() }],
        flags: Vec::new(),
        helm: HelmVersion::V3,
    };
    bencher.bench_local(|| {
        let layered = layer(&inputs, &|name| std::fs::read(name)).expect("values");
        let info = ReleaseInfo::new("flyte-backend", "flyte", None, FlyteVersion::NEWEST);
        let release = LintRelease::of(&layered, info, Completeness::Detect).expect("chart");
        run(&release).findings.len()
    });
}
