//! How long it takes to read a values file: `cargo bench --bench yaml`.

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use flyte_auth::internals::yaml::{HelmVersion, read};

fn main() {
    divan::main();
}

/// A file of about so many lines, shaped like the values of a Helm chart: sections of nested maps with comments, lists of
/// maps, quoted and plain strings, numbers, an anchor and a block scalar.
fn values(lines: usize) -> String {
    let mut text = String::from("common: &common\n  app: flyte\n  tier: backend\n");
    let mut section = 0;
    while text.lines().count() < lines {
        section += 1;
        let _ = write!(
            text,
            "\n# -- Settings of service {section}\nservice{section}:\n  # -- Whether it is there at all\n  enabled: \
                true\n  \
             replicaCount: {section}\n  labels:\n    <<: *common\n    part: 'service-{section}'\n  image:\n    \
             repository: cr.example.org/flyte/service{section} # a comment\n    tag: \"v1.{section}.0\"\n    \
             pullPolicy: IfNotPresent\n  resources:\n    limits: {{cpu: 250m, memory: 500Mi}}\n    requests:\n      \
             cpu: 10m\n      memory: 50Mi\n  env:\n  - name: LOG_LEVEL\n    value: info\n  - name: PORT\n    \
             value: \"80{section}\"\n  config:\n    auth:\n      issuer: \
                 https://login.example.org/{section}/v2.0\n      \
             scopes: [openid, profile, offline_access]\n      timeout: 30s\n    script: |\n      set -e\n      \
             exec service --number {section}\n  podAnnotations: {{}}\n  tolerations: []\n  affinity:\n"
        );
    }
    text
}

#[divan::bench(args = [430, 1387])]
fn read_values(bencher: Bencher<'_, '_>, lines: usize) {
    let text = values(lines);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(divan::black_box(text.as_bytes()), HelmVersion::V3));
}

#[divan::bench(args = [430, 1387])]
fn read_values_helm_4(bencher: Bencher<'_, '_>, lines: usize) {
    let text = values(lines);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(divan::black_box(text.as_bytes()), HelmVersion::V4));
}

#[divan::bench(args = [1387])]
fn to_json(bencher: Bencher<'_, '_>, lines: usize) {
    let stream = read(values(lines).as_bytes(), HelmVersion::V3).ok();
    let document = stream.as_ref().and_then(|stream| stream.documents.first());
    bencher.bench(|| document.map(|document| document.to_json(document.root())));
}
