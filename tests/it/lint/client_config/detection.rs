//! Which files are client configurations: decided from their keys.

use std::fs;

use insta::assert_snapshot;

use super::{GOOD, lint, lint_text, write};
use crate::common::project;

#[test]
fn detects_files_by_their_keys() {
    let folder = tempfile::tempdir().unwrap();
    let values = project().join("examples/values/flyte-core-okta-external.yaml");
    for (name, text) in [
        (".flyte/config.yaml", GOOD.replace("Pkce", "pkce")),
        ("clients/dev.yml", GOOD.replace("dns:///", "https://")),
        ("deploy/values.yaml", fs::read_to_string(values).unwrap()),
        // Configurations of processes and of other programs.
        (
            "not/propeller.yaml",
            "propeller: {workers: 4}\nadmin: {endpoint: localhost:30081, insecure: true}\n".to_owned(),
        ),
        ("not/grafana.yaml", "admin: {user: a, password: b}\n".to_owned()),
        ("not/Chart.yaml", "apiVersion: v2\nname: platform\nversion: 0.1.0\n".to_owned()),
        ("not/answers.yaml", "chart: flyte-core\nidp: {type: google}\n".to_owned()),
        ("not/kafka.yaml", "admin: {endpoint: 'https://x.example.org', clientId: a, scopes: [b]}\n".to_owned()),
        ("not/other.yaml", "admin: {endpoint: 'https://x', insecure: true, a: 1, b: 2, c: 3}\n".to_owned()),
        ("not/umbrella.yaml", "admin: {endpoint: 'https://x', insecure: true}\nglobal: {}\n".to_owned()),
        ("not/text.yaml", "admin\n".to_owned()),
    ] {
        write(folder.path(), name, &text);
    }
    assert_snapshot!(lint(folder.path(), &["-v", "--format", "concise", "."]), @"
    exit 1
    --- stdout
    .flyte/config.yaml:3:13: warning[client-unknown-auth-type]: flytectl does not know `authType: pkce` and does not start; only pyflyte knows it
    clients/dev.yml:2:13: error[invalid-client-endpoint]: `endpoint` is an `https` URL, but flytectl and pyflyte need a gRPC target
    Found 1 error, 1 warning in 1 release and 2 client configs (2 fixable with `--fix`)
    --- stderr
    skipped not/Chart.yaml: it describes a chart
    skipped not/answers.yaml: it contains answers for `flyte-auth generate`
    skipped not/grafana.yaml: it contains no settings of Flyte's charts
    skipped not/kafka.yaml: it contains no settings of Flyte's charts
    skipped not/other.yaml: it contains no settings of Flyte's charts
    skipped not/propeller.yaml: it contains no settings of Flyte's charts
    skipped not/text.yaml: Helm does not read it as values: failed to parse not/text.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}
    skipped not/umbrella.yaml: it contains no settings of Flyte's charts
    ");
    let summary = lint(folder.path(), &["."]);
    assert!(summary.contains("\nFound 1 error, 1 warning in 1 release and 2 client configs ("), "{summary}");
    assert_snapshot!(lint(folder.path(), &["--kind", "values", "--format", "concise", "."]), @r#"
    exit 0
    --- stdout
    No problems found
    "#);
    assert_snapshot!(lint(folder.path(), &["--kind", "client-config", "--ignore", "invalid-client-endpoint", "."]), @"
    exit 0
    --- stdout
    warning[client-unknown-auth-type]: flytectl does not know `authType: pkce` and does not start; only pyflyte knows it
     --> .flyte/config.yaml:3:13
      |
    3 |   authType: pkce
      |             ^^^^
      |
      = help: write `authType: Pkce`, which both know

    Found 1 warning in 2 client configs (1 fixable with `--fix`)
    ");
}

/// Other keys beside `admin`, one at a time, and keys that make it another file.
#[test]
fn accepts_other_keys_beside_admin() {
    for more in [
        "local: {cache_enabled: true}",
        "persistence: {attach_execution_metadata: true}",
        "sdk: {workflow_packages: [a]}",
        "secrets: {env_prefix: X}",
        "secrets: {env_prefix: X}\nstatsd: {host: localhost}",
        "secrets: {anything: else}",
        "statsd: {host: localhost}\nmine: 1",
        "secrets: {env_prefix: X, default_dir: /etc, file_prefix: y}",
        "aws: {enable_debug: true}",
        "project: flytesnacks",
        "domain: development",
        "output: json",
        "interactive: true",
        "event: {type: admin}",
        "task_resources: {limits: {cpu: 2}}",
        "files: {archive: true}",
        "images: {one: 'ghcr.io/example/one:latest'}",
        "storage: {type: s3}",
        "logger: {level: 0}",
        "root: {project: a}",
    ] {
        assert_eq!(lint_text(&format!("{GOOD}{more}\n"), &[]), "exit 0\n--- stdout\nNo problems found\n", "{more}");
    }
    let service = "admin: {endpoint: 'dns:///f.example.org', authType: ClientSecret, clientId: a, clientSecretLocation: /b, insecure: false}\n";
    let folder = tempfile::tempdir().unwrap();
    for (name, more) in [("a", "statsd: {host: a}"), ("b", "mine: {a: 1}")] {
        write(folder.path(), name, &format!("{service}{more}\n"));
        let output = lint(folder.path(), &[name]);
        assert_eq!(output, "exit 0\n--- stdout\nNo problems found\n", "{more}");
    }
    for (admin, more) in [
        // flytepropeller's `admin.yaml`.
        (service, "event: {type: admin, rate: 500, capacity: 1000}"),
        (service, "propeller: {workers: 4}"),
        (service, "task_resources: {limits: {cpu: 2}}"),
        // Values with a misplaced `admin`.
        (service, "secrets: {adminOauthClientCredentials: {enabled: true}}"),
        (service, "configmap: {}"),
        // Other programs.
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "aws: {region: a}"),
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "secrets: {env_prefix: X}"),
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "project: a"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "config.yaml", &format!("{admin}{more}\n"));
        let output = lint(folder.path(), &["--kind", "client-config", "."]);
        assert!(output.contains("neither a values file for Flyte nor a client configuration"), "{more}\n{output}");
    }
}

/// The configuration of a process has a top-level `admin` as well; `storage` or `secrets` beside it do not make it values.
#[test]
fn rejects_process_configs() {
    let folder = tempfile::tempdir().unwrap();
    let service = "admin: {endpoint: 'dns:///f.example.org', authType: ClientSecret, clientId: a, insecure: false}\n";
    for more in ["event: {type: admin}\nstorage: {type: s3}", "propeller: {}\nsecrets: {a: b}"] {
        let text = format!("{service}{more}\n");
        write(folder.path(), "config.yaml", &text);
        let output = lint(folder.path(), &["--fix", "config.yaml"]);
        assert!(output.starts_with("exit 2\n") && output.contains("--kind client-config"), "{more}\n{output}");
        let after = fs::read_to_string(folder.path().join("config.yaml")).unwrap();
        assert_eq!(after, text);
        // `--chart` decides that the file has values.
        let output = lint(folder.path(), &["--chart", "flyte-core", "config.yaml"]);
        assert!(output.contains("[misplaced-key]"), "{output}");
    }
    for more in ["flyteadmin: {replicaCount: 2}", "common: {ingress: {host: a}}"] {
        write(folder.path(), "config.yaml", &format!("{GOOD}{more}\n"));
        let output = lint(folder.path(), &["config.yaml"]);
        assert!(output.contains("[misplaced-key]"), "{more}\n{output}");
    }
}
