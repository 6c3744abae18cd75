//! `lint` of configurations of flytectl and pyflyte: which files are such, how they are judged, and beside values.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::common::{flyte_auth, outcome, project};
use insta::assert_snapshot;

const FAULTY: &str = "\
# Copied from a colleague.
Admin:
  endpoint: https://flyte.example.org/ # the console's
  authtype: client_secret
  clientId: ci
  clientSecretEnvVar: $FLYTE_CLIENT_SECRET
  insecure: no
  useAuth: true
logger:
  level: 0
scopes: [all]
";

const GOOD: &str = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: Pkce
  insecure: false
";

fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn lint(folder: &Path, arguments: &[&str]) -> String {
    outcome(flyte_auth(folder).arg("lint").args(arguments))
}

/// What `lint` says of a file, a line for each finding, without its place.
fn told(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", text);
    let mut all = vec!["--format", "concise", "config.yaml"];
    all.extend(arguments);
    lint(folder.path(), &all)
}

#[test]
fn what_is_wrong_is_told_and_repaired() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", FAULTY);
    assert_snapshot!(lint(folder.path(), &["--format", "concise", "config.yaml"]), @"
    exit 1
    --- stdout
    config.yaml:2:1: warning[client-wrong-key-case]: flytectl reads `Admin`, but pyflyte reads only `admin`, in exactly this case
    config.yaml:3:13: error[invalid-client-endpoint]: `endpoint` is an `https` URL, but flytectl and pyflyte need a gRPC target
    config.yaml:4:3: warning[client-wrong-key-case]: flytectl reads `Admin.authtype`, but pyflyte reads only `authType`, in exactly this case
    config.yaml:4:13: error[client-unknown-auth-type]: neither flytectl nor pyflyte knows `authType: client_secret`, so users cannot log in
    config.yaml:6:23: error[invalid-client-secret-env-var]: `clientSecretEnvVar` is not the name of an environment variable, so flytectl and pyflyte get an empty secret
    config.yaml:7:13: warning[client-wrong-value-type]: `insecure` is `no`, which flytectl reads as text, so it does not start (pyflyte reads `false`)
    config.yaml:8:3: info[obsolete-client-setting]: `useAuth` no longer has any effect: clients ask flyteadmin
    Found 3 errors, 3 warnings, 1 note (6 fixable with `--fix`, 1 more with `--unsafe-fixes`)
    ");
    assert_snapshot!(lint(folder.path(), &["--diff", "config.yaml"]), @"
    exit 1
    --- stdout
    --- config.yaml
    +++ config.yaml
    @@ -1,11 +1,10 @@
     # Copied from a colleague.
    -Admin:
    -  endpoint: https://flyte.example.org/ # the console's
    -  authtype: client_secret
    +admin:
    +  endpoint: dns:///flyte.example.org # the console's
    +  authType: client_secret
       clientId: ci
    -  clientSecretEnvVar: $FLYTE_CLIENT_SECRET
    -  insecure: no
    -  useAuth: true
    +  clientSecretEnvVar: FLYTE_CLIENT_SECRET
    +  insecure: false
     logger:
       level: 0
     scopes: [all]
    --- stderr
    1 more fix with `--unsafe-fixes`
    ");
    assert_snapshot!(lint(folder.path(), &["--fix", "--unsafe-fixes", "config.yaml"]), @"
    exit 0
    --- stdout
    No problems found
    --- stderr
    Fixed 7 problems in config.yaml:
      client-wrong-key-case: Rename it to `admin`
      invalid-client-endpoint: Write `dns:///flyte.example.org`
      client-wrong-key-case: Rename it to `authType`
      client-unknown-auth-type: Write `ClientSecret`
      invalid-client-secret-env-var: Remove the `$`
      client-wrong-value-type: Write `false`
      obsolete-client-setting: Remove it
    ");
    assert_snapshot!(fs::read_to_string(folder.path().join("config.yaml")).unwrap(), @"
    # Copied from a colleague.
    admin:
      endpoint: dns:///flyte.example.org # the console's
      authType: ClientSecret
      clientId: ci
      clientSecretEnvVar: FLYTE_CLIENT_SECRET
      insecure: false
    logger:
      level: 0
    scopes: [all]
    ");
}

#[test]
fn what_client_prints_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    for name in fs::read_dir(project().join("examples/values")).unwrap() {
        let values = name.unwrap().path();
        if values.ends_with("external-misplaced.yaml") {
            continue;
        }
        let is_internal = values.to_str().unwrap().contains("-internal");
        for flow in [
            &["pkce"][..],
            &["client-secret"],
            &["client-secret", "--secret-file", "/run/secrets/flyte"],
            &["client-secret", "--client-id", "ci"],
            &["external-command", "--command", "get-token", "--command", "-q"],
            &["device-flow"],
        ] {
            // flyteadmin has no device endpoint, and no client `ci`.
            if is_internal && (flow == ["device-flow"] || flow.contains(&"ci")) {
                continue;
            }
            let mut client = flyte_auth(project());
            client.args(["client", "--flow"]).args(flow);
            let output = client.arg("-f").arg(&values).output().unwrap();
            assert!(output.status.success());
            let text = String::from_utf8(output.stdout).unwrap();
            write(folder.path(), "config.yaml", &text);
            // For this very deployment there is not even a note.
            let mut told = flyte_auth(folder.path());
            told.args(["lint", "--kind", "client-config", "config.yaml", "-f"]);
            assert_eq!(
                outcome(told.arg(&values)),
                "exit 0\n--- stdout\nNo problems found\n",
                "{}\n{text}",
                values.display()
            );
            let alone = lint(folder.path(), &["config.yaml"]);
            assert!(alone.contains("\nNo problems found\n"), "{alone}\n{text}");
        }
    }
}

/// The keys that `flytectl demo start`, `flytectl config init` and Flyte's documentation write.
#[test]
fn what_flytectl_and_the_documentation_write_is_clean() {
    for text in [
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n",
        "admin:\n  endpoint: localhost:30081\n  authType: Pkce\n  insecure: true\n",
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n  authType: Pkce\nconsole:\n  endpoint: http://localhost:30080\nlogger:\n  show-source: true\n  level: 0\n",
        "admin:\n  endpoint: dns:///localhost:30080\n  insecure: true\n  authType: Pkce\nstorage:\n  type: stow\n  stow:\n    kind: s3\n    config:\n      auth_type: accesskey\n      access_key_id: minio\n      secret_key: miniostorage\n      endpoint: http://localhost:30084\n",
        "admin:\n  endpoint: dns:///flyte.example.org:30081\n  authType: Pkce\n  insecure: true\nstorage:\n  connection:\n    access-key: minio\n    auth-type: accesskey\n    disable-ssl: true\n    endpoint: http://localhost:30084\n    secret-key: miniostorage\n  type: minio\nimages:\n  one: ghcr.io/example/one:latest\ntask:\n  project: flytesnacks\n",
        "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  clientId: ci\n  clientSecretLocation: /run/secrets/flyte\n  scopes: all,offline\n  insecureSkipVerify: false\n  tokenUrl: https://idp.example.org/token\n  pkceConfig: {timeout: 5m}\n  deviceFlowConfig: {pollInterval: 5s}\n  authorizationHeader: flyte-authorization\n  defaultServiceConfig: '{\"loadBalancingConfig\": [{\"round_robin\":{}}]}'\n",
        "admin:\n  endpoint: ${FLYTE_ENDPOINT}\n  authType: ${AUTH_TYPE}\n  insecure: false\n",
    ] {
        assert_eq!(told(text, &["--kind", "client-config"]), "exit 0\n--- stdout\nNo problems found\n", "{text}");
    }
    // Where a login is demanded, the two tools do not do the same with what `config init --host` writes.
    let note = told("admin:\n  endpoint: dns:///flyte.example.org\n  insecure: false\n", &[]);
    assert!(note.starts_with("exit 0") && note.contains(": info[client-auth-type-not-set]: "), "{note}");
}

#[test]
fn files_are_known_by_what_is_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let values = project().join("examples/values/flyte-core-okta-external.yaml");
    for (name, text) in [
        (".flyte/config.yaml", GOOD.replace("Pkce", "pkce")),
        ("clients/dev.yml", GOOD.replace("dns:///", "https://")),
        ("deploy/values.yaml", fs::read_to_string(values).unwrap()),
        // Configs of processes, and of other programs.
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

/// What people write beside `admin`, one at a time, and files that are none for it.
#[test]
fn further_keys_make_no_other_file_of_it() {
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
        assert_eq!(told(&format!("{GOOD}{more}\n"), &[]), "exit 0\n--- stdout\nNo problems found\n", "{more}");
    }
    let service = "admin: {endpoint: 'dns:///f.example.org', authType: ClientSecret, clientId: a, clientSecretLocation: /b, insecure: false}\n";
    let folder = tempfile::tempdir().unwrap();
    for (name, more) in [("a", "statsd: {host: a}"), ("b", "mine: {a: 1}")] {
        write(folder.path(), name, &format!("{service}{more}\n"));
        let told = lint(folder.path(), &[name]);
        assert_eq!(told, "exit 0\n--- stdout\nNo problems found\n", "{more}");
    }
    for (admin, more) in [
        // flytepropeller's `admin.yaml`.
        (service, "event: {type: admin, rate: 500, capacity: 1000}"),
        (service, "propeller: {workers: 4}"),
        (service, "task_resources: {limits: {cpu: 2}}"),
        // Values, with `admin` where no chart reads it.
        (service, "secrets: {adminOauthClientCredentials: {enabled: true}}"),
        (service, "configmap: {}"),
        // Other programs.
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "aws: {region: a}"),
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "secrets: {env_prefix: X}"),
        ("admin: {endpoint: 'https://x.example.org', insecure: true}\n", "project: a"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "config.yaml", &format!("{admin}{more}\n"));
        let told = lint(folder.path(), &["--kind", "client-config", "."]);
        assert!(told.contains("neither a values file for Flyte nor a client configuration"), "{more}\n{told}");
    }
}

/// The config of a process has an `admin` at its top, too, and `storage` or `secrets` beside it are no sign of a chart.
#[test]
fn admin_of_a_client_at_the_top_is_never_one_of_values() {
    let folder = tempfile::tempdir().unwrap();
    let service = "admin: {endpoint: 'dns:///f.example.org', authType: ClientSecret, clientId: a, insecure: false}\n";
    for more in ["event: {type: admin}\nstorage: {type: s3}", "propeller: {}\nsecrets: {a: b}"] {
        let text = format!("{service}{more}\n");
        write(folder.path(), "config.yaml", &text);
        let told = lint(folder.path(), &["--fix", "config.yaml"]);
        assert!(told.starts_with("exit 2\n") && told.contains("--kind client-config"), "{more}\n{told}");
        let after = fs::read_to_string(folder.path().join("config.yaml")).unwrap();
        assert_eq!(after, text);
        // Who says that they are values is believed.
        let told = lint(folder.path(), &["--chart", "flyte-core", "config.yaml"]);
        assert!(told.contains("[misplaced-key]"), "{told}");
    }
    for more in ["flyteadmin: {replicaCount: 2}", "common: {ingress: {host: a}}"] {
        write(folder.path(), "config.yaml", &format!("{GOOD}{more}\n"));
        let told = lint(folder.path(), &["config.yaml"]);
        assert!(told.contains("[misplaced-key]"), "{more}\n{told}");
    }
}

/// `--fix` brings nothing to light that was not told before.
#[test]
fn what_an_endpoint_means_is_judged_before_it_is_fixed() {
    let folder = tempfile::tempdir().unwrap();
    for endpoint in
        ["https://flyte.example.org/", "dns://flyte.example.org", "dns:///flyte.example.org/", "flyte.example.org"]
    {
        let text = format!("admin: {{endpoint: '{endpoint}', insecure: true, authType: pkce}}\n");
        let before = told(&text, &[]);
        assert!(before.contains("error[client-insecure-does-not-fit-endpoint]"), "{before}");
        write(folder.path(), "config.yaml", &text);
        let all = ["--fix", "--unsafe-fixes", "--format", "concise", "config.yaml"];
        let after = lint(folder.path(), &all);
        assert!(after.starts_with("exit 0\n"), "{endpoint}\n{after}");
        assert_eq!(
            fs::read_to_string(folder.path().join("config.yaml")).unwrap(),
            "admin: {endpoint: 'dns:///flyte.example.org', insecure: false, authType: Pkce}\n"
        );
    }
}

/// In a repository a config may be a template; in `.flyte` both tools read it as it is.
#[test]
fn what_nothing_fills_in_is_told_where_it_is_read() {
    let text = "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  insecure: false\n  clientId: ${ID}\n  clientSecretEnvVar: ${SECRET}\n";
    assert_eq!(told(text, &[]), "exit 0\n--- stdout\nNo problems found\n");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), ".flyte/config.yaml", text);
    assert_snapshot!(lint(folder.path(), &[".flyte/config.yaml"]), @"
    exit 0
    --- stdout
    warning[client-placeholders-left]: flytectl and pyflyte do not expand `${…}` in this file
     --> .flyte/config.yaml:5:13
      |
    5 |   clientId: ${ID}
      |             ^^^^^
      |
      = help: replace the placeholder with your value

    warning[client-placeholders-left]: flytectl and pyflyte do not expand `${…}` in this file
     --> .flyte/config.yaml:6:23
      |
    6 |   clientSecretEnvVar: *********
      |                       ^^^^^^^^^
      |
      = help: write only the name of the variable

    Found 2 warnings
    ");
}

#[test]
fn a_port_that_there_is_not_is_told() {
    assert_snapshot!(told(&GOOD.replace(".org", ".org:99999"), &[]), @"
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` has the port 99999, but ports are 1 to 65535: neither flytectl nor pyflyte can connect
    Found 1 error
    ");
}

#[test]
fn flags_of_values_leave_client_configs_alone() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &GOOD.replace("Pkce", "pkce"));
    let wanted = lint(folder.path(), &["config.yaml"]);
    assert!(wanted.contains("[client-unknown-auth-type]"), "{wanted}");
    for flags in [
        &["--chart", "flyte-core"][..],
        &["--flyte-version", "1.12.0", "--helm-version", "4"],
        &["--set", "configmap.admin.admin.insecure=true"],
        &["--partial"],
        &["--kind", "client-config"],
    ] {
        let mut all = vec!["config.yaml"];
        all.extend(flags);
        assert_eq!(lint(folder.path(), &all), wanted, "{flags:?}");
    }
}

/// What one of the two tools still makes sense of is no error.
#[test]
fn findings_are_as_bad_as_what_becomes_of_them() {
    let mut page = String::new();
    for admin in [
        "endpoint: [a]",
        "authType: {Pkce: true}",
        "tokenUrl: [a]",
        "maxRetries: many",
        "insecure: maybe",
        "endpoint: dns:///[::1]:30080",
        "endpoint: a.example.org:443/",
        "endpoint: http://a.example.org",
        "endpoint: 10.0.0.1:81",
        "authType: oauth",
        "authType: ''",
        "command: /opt/my tools/token",
        "command: /opt/tool --quiet",
        "clientSecretLocation: secret.txt",
        "clientSecretLocation: ${HOME}/secret",
        "clientSecretEnvVar: ${NAME}",
        "clientId: <client-id>",
        "PKCECONFIG: {TIMEOUT: 1m}",
    ] {
        let _ = writeln!(page, "{admin}\n{}", told(&format!("admin:\n  {admin}\n"), &["--kind", "client-config"]));
    }
    assert_snapshot!(page, @"
    endpoint: [a]
    exit 1
    --- stdout
    config.yaml:2:3: error[client-wrong-value-type]: `admin.endpoint` is a list, but must be a URL: flytectl does not start
    Found 1 error

    authType: {Pkce: true}
    exit 1
    --- stdout
    config.yaml:2:3: error[client-wrong-value-type]: `admin.authType` is a map, but must be text: flytectl does not start
    Found 1 error

    tokenUrl: [a]
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.tokenUrl` is a list, but must be text: flytectl does not start
    Found 1 warning

    maxRetries: many
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.maxRetries` is text, but must be a whole number: flytectl does not start
    Found 1 warning

    insecure: maybe
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.insecure` is text, but must be `true` or `false`: flytectl does not start
    Found 1 warning

    endpoint: dns:///[::1]:30080
    exit 0
    --- stdout
    config.yaml:1:1: warning[client-insecure-does-not-fit-endpoint]: `[::1]:30080` is called with TLS, but the sandbox serves plain text
    Found 1 warning (1 fixable with `--fix --unsafe-fixes`)

    endpoint: a.example.org:443/
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` has a slash after the host, which gRPC reads as part of the host name
    Found 1 error (1 fixable with `--fix`)

    endpoint: http://a.example.org
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` is an `http` URL, but flytectl and pyflyte need a gRPC target
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)

    endpoint: 10.0.0.1:81
    exit 0
    --- stdout
    config.yaml:2:13: warning[invalid-client-endpoint]: flytectl does not start: without `dns:///`, it cannot parse `endpoint` with a number or `_` before the port (pyflyte can)
    Found 1 warning (1 fixable with `--fix`)

    authType: oauth
    exit 0
    --- stdout
    config.yaml:2:13: warning[client-unknown-auth-type]: flytectl does not know `authType: oauth`, and pyflyte only with a plugin
    Found 1 warning

    authType: ''
    exit 0
    --- stdout
    No problems found

    command: /opt/my tools/token
    exit 0
    --- stdout
    No problems found

    command: /opt/tool --quiet
    exit 0
    --- stdout
    config.yaml:2:12: warning[client-command-in-one-word]: `command` is one string with spaces, which no shell splits: it is used as the program's name
    Found 1 warning (1 fixable with `--fix --unsafe-fixes`)

    clientSecretLocation: secret.txt
    exit 0
    --- stdout
    config.yaml:2:25: warning[client-path-is-not-absolute]: `clientSecretLocation` is relative, so the file depends on the working directory of flytectl or pyflyte
    Found 1 warning

    clientSecretLocation: ${HOME}/secret
    exit 0
    --- stdout
    No problems found

    clientSecretEnvVar: ${NAME}
    exit 0
    --- stdout
    No problems found

    clientId: <client-id>
    exit 1
    --- stdout
    config.yaml:2:13: error[client-placeholders-left]: replace this placeholder with your value
    Found 1 error

    PKCECONFIG: {TIMEOUT: 1m}
    exit 0
    --- stdout
    No problems found
    ");
}

#[test]
fn policies_comments_and_baselines_hold() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: pkce # flyte-auth: ignore[client-unknown-auth-type] only pyflyte here
  insecureSkipVerify: true
  # flyte-auth: ignore[client-key-twice, no-such-rule]
  insecure: false
";
    write(folder.path(), "config.yaml", text);
    assert_snapshot!(lint(folder.path(), &["--format", "concise", "config.yaml"]), @"
    exit 0
    --- stdout
    config.yaml:4:23: warning[client-certificate-not-checked]: the server's certificate is not verified: anyone between client and server can read the tokens
    config.yaml:5:24: warning[unused-ignore]: this comment has no effect: `client-key-twice` reports nothing here
    config.yaml:5:42: warning[unknown-rule-in-ignore]: there is no rule `no-such-rule`, so nothing is ignored
    Found 3 warnings (1 fixable with `--fix`; 1 ignored by comments)
    ");
    write(
        folder.path(),
        ".flyte-auth.toml",
        "chart = \"flyte-core\"\n[severity]\nclient-certificate-not-checked = \"error\"\n",
    );
    let graded = lint(folder.path(), &["--select", "client-certificate-not-checked", "config.yaml"]);
    assert!(graded.starts_with("exit 1") && graded.contains("Found 1 error\n"), "{graded}");
    lint(folder.path(), &["--write-baseline", "config.yaml"]);
    let after = lint(folder.path(), &["--baseline", ".flyte-auth-baseline.json", "config.yaml"]);
    assert!(
        after.starts_with("exit 0") && after.contains("No new findings (3 in the baseline; 1 ignored by comments)"),
        "{after}"
    );
}

#[test]
fn standard_input_is_found_out_too() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in", &GOOD.replace("Pkce", "pkce"));
    let stdin = || Stdio::from(fs::File::open(folder.path().join("in")).unwrap());
    let told = outcome(flyte_auth(folder.path()).args(["lint", "-"]).stdin(stdin()));
    assert!(told.contains(" --> <stdin>:3:13"), "{told}");
    let fixed = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "-"]).stdin(stdin()));
    assert!(fixed.contains(&format!("--- stdout\n{GOOD}")), "{fixed}");
}

#[test]
fn the_values_of_the_deployment_say_more() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &GOOD.replace("Pkce", "DeviceFlow").replace("flyte.", "other."));
    let values: PathBuf = project().join("examples/values/flyte-binary-google-internal.yaml");
    let mut command = flyte_auth(folder.path());
    command.args(["lint", "--kind", "client-config", "config.yaml", "-f"]).arg(values);
    assert_snapshot!(outcome(&mut command), @"
    exit 1
    --- stdout
    warning[client-endpoint-of-another-deployment]: `endpoint` is at `other.example.org`, but the given values are for `flyte.example.org`
     --> config.yaml:2:13
      |
    2 |   endpoint: dns:///other.example.org
      |             ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `dns:///flyte.example.org`, or pass the values of the deployment that you want

    error[device-flow-with-internal-server]: users get no token: flyteadmin issues the tokens here, and it has no device endpoint
     --> config.yaml:3:13
      |
    3 |   authType: DeviceFlow
      |             ^^^^^^^^^^
      |
      = help: use `Pkce`, or `ClientSecret` on machines without a browser; or use an external authorization server

    Found 1 error, 1 warning (1 fixable with `--fix --unsafe-fixes`)
    ");
}

#[test]
fn a_deployment_whose_address_is_filled_in_later_may_be_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.yaml"), GOOD).unwrap();
    let values = project().join("examples/values/flyte-binary-google-internal.yaml");
    let values = fs::read_to_string(values).unwrap();
    let values = values.replace("https://flyte.example.org", "https://${DOMAIN}");
    fs::write(folder.path().join("values.yaml"), values).unwrap();
    assert_snapshot!(
        outcome(flyte_auth(folder.path()).args([
            "lint", "--kind", "client-config", "config.yaml", "-f", "values.yaml",
        ])),
        @"
    exit 0
    --- stdout
    No problems found
    "
    );
}

#[test]
fn what_is_no_client_config_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config", "[platform]\nurl = flyte.example.org\n");
    write(folder.path(), "list.yaml", "- a\n");
    write(folder.path(), "other.yaml", "a: b\n");
    write(folder.path(), "kafka.yaml", "admin: {clientId: a}\n");
    write(folder.path(), "nothing.yaml", "");
    write(folder.path(), "text.yaml", "admin: [text\n");
    write(folder.path(), "manifest.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {}\n");
    let mut told = String::new();
    for arguments in [
        &["--kind", "client-config", "config"][..],
        &["config"],
        &["--kind", "client-config", "list.yaml"],
        &["--kind", "client-config", "other.yaml"],
        &["kafka.yaml"],
        &["--kind", "client-config", "manifest.yaml"],
        &["--kind", "client-config", "missing.yaml"],
        &["--kind", "client-config", "nothing.yaml"],
        &["--kind", "client-config", "text.yaml"],
        &["--kind", "client-config", "."],
        &["--kind", "client-config"],
        &["--kind", "client-config", "-f", "other.yaml"],
        &["other.yaml", "-f", "other.yaml"],
        &["--kind", "client"],
    ] {
        let _ = writeln!(told, "$ lint {}\n{}", arguments.join(" "), lint(folder.path(), arguments));
    }
    assert_snapshot!(told, @"
    $ lint --kind client-config config
    exit 2
    --- stderr
    error: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    $ lint config
    exit 2
    --- stderr
    error: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    $ lint --kind client-config list.yaml
    exit 2
    --- stderr
    error: failed to parse list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}
     --> list.yaml:1:1
      |
    1 | - a
      | ^^^

    $ lint --kind client-config other.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint kafka.yaml
    exit 2
    --- stderr
    error: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: add `--chart flyte-binary` or `--chart flyte-core`; for a configuration of flytectl and pyflyte, `--kind client-config`

    $ lint --kind client-config manifest.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint --kind client-config missing.yaml
    exit 2
    --- stderr
    error: cannot read `missing.yaml`
    caused by: No such file or directory (os error 2)

    $ lint --kind client-config nothing.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint --kind client-config text.yaml
    exit 2
    --- stderr
    error: failed to parse text.yaml: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'
     --> text.yaml:1:14
      |
    1 | admin: [text
      |             ^
      |
      = help: a bracket is opened and not closed, or a comma is missing

    $ lint --kind client-config .
    exit 2
    --- stderr
    error: none of the 6 files found is a values file for Flyte or a client configuration
    help: `--verbose` shows why each file was skipped; a file that is named is always checked

    $ lint --kind client-config
    exit 2
    --- stderr
    error: no client configuration given
    help: pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`

    $ lint --kind client-config -f other.yaml
    exit 2
    --- stderr
    error: no client configuration given
    help: pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`

    $ lint other.yaml -f other.yaml
    exit 2
    --- stderr
    error: use either `-f` (layers of one release) or file arguments (separate releases), not both
    help: pass all layers with `-f`; to check a client configuration against values, add `--kind client-config`

    $ lint --kind client
    exit 2
    --- stderr
    error: invalid value 'client' for '--kind <KIND>'
      [possible values: values, client-config]

      tip: a similar value exists: 'client-config'

    For more information, try '--help'.
    ");
}

/// A config with `ClientSecret` and this client.
fn as_service(id: &str) -> String {
    format!(
        "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  clientId: {id}\n  clientSecretEnvVar: FLYTE_CLIENT_SECRET\n  scopes: [all]\n"
    )
}

/// What is told of a client under `ClientSecret` beside the example values of this name, with a layer on them.
fn told_of_client(id: &str, values: &str, layer: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &as_service(id));
    write(folder.path(), "layer.yaml", layer);
    let example = project().join(format!("examples/values/{values}.yaml"));
    fs::copy(example, folder.path().join("values.yaml")).unwrap();
    let arguments = ["--format", "concise", "--kind", "client-config", "config.yaml"];
    let mut all = arguments.to_vec();
    all.extend(["-f", "values.yaml", "-f", "layer.yaml"]);
    lint(folder.path(), &all)
}

#[test]
fn a_public_client_gets_no_token_as_a_service() {
    // flyteadmin's own clients: it refuses for certain.
    for id in ["flytectl", "flyte-cli"] {
        let told = told_of_client(id, "flyte-core-okta-internal", "{}");
        assert!(
            told.starts_with("exit 1")
                && told.contains(&format!(
                    ":4:13: error[client-secret-flow-with-public-client]: `{id}` is a public client, which has no secret"
                )),
            "{told}"
        );
    }
    assert_snapshot!(told_of_client("0oaflytectl", "flyte-binary-okta-external", "{}"), @"
    exit 0
    --- stdout
    config.yaml:4:13: warning[client-secret-flow-with-public-client]: `0oaflytectl` is flytectl's public client, which has no secret: Okta issues no token to it with `ClientSecret`
    Found 1 warning
    ");
    assert_snapshot!(told(&as_service("flytectl"), &[]), @"
    exit 0
    --- stdout
    config.yaml:4:13: warning[client-secret-flow-with-public-client]: with the internal server, `flytectl` has no secret and gets no token with `ClientSecret`
    Found 1 warning
    ");
}

#[test]
fn a_client_that_may_have_a_secret_is_left_alone() {
    const CLEAN: &str = "exit 0\n--- stdout\nNo problems found\n";
    let core = "configmap: {adminServer: {auth: {appAuth: ";
    let published =
        |id: &str| format!("{core}{{thirdPartyConfig: {{flyteClient: {{clientId: {id}, scopes: [all]}}}}}}}}}}}}");
    for (what, id, values, layer) in [
        ("flytepropeller's client", "flytepropeller", "flyte-core-okta-internal", "{}".to_owned()),
        (
            "a static client of one's own",
            "ci",
            "flyte-core-okta-internal",
            format!("{core}{{selfAuthServer: {{staticClients: {{ci: {{id: ci, public: false}}}}}}}}}}}}}}"),
        ),
        (
            "flytectl, which was given a secret",
            "flytectl",
            "flyte-core-okta-internal",
            format!("{core}{{selfAuthServer: {{staticClients: {{flytectl: {{public: false}}}}}}}}}}}}}}"),
        ),
        (
            "static clients from outside",
            "flytectl",
            "flyte-core-okta-internal",
            "storage: {secretName: more-config}".to_owned(),
        ),
        (
            "a confidential client called flytectl at an external server",
            "flytectl",
            "flyte-core-okta-external",
            "{}".to_owned(),
        ),
        ("one that is flytepropeller's, too", "0oapropeller", "flyte-core-okta-external", published("0oapropeller")),
        ("one that is the console's, too", "0oaweb", "flyte-core-okta-external", published("0oaweb")),
    ] {
        assert_eq!(told_of_client(id, values, &layer), CLEAN, "{what}");
    }
    // Another deployment, of which the values say nothing.
    let elsewhere = told_of_client(
        "flytectl",
        "flyte-core-okta-internal",
        "configmap: {adminServer: {auth: {authorizedUris: [https://other.example.org]}}}",
    );
    assert!(
        elsewhere.contains("[client-endpoint-of-another-deployment]") && !elsewhere.contains("public-client"),
        "{elsewhere}"
    );
    // One registration of Entra ID may be for people and services.
    let entra = told_of_client(
        "22222222-2222-2222-2222-222222222222",
        "flyte-core-entra-external",
        &published("22222222-2222-2222-2222-222222222222"),
    );
    assert!(!entra.contains("public-client"), "{entra}");
    // Without values: what only an external server has, and what is filled in later.
    for text in [
        format!("{}  tokenUrl: https://idp.example.org/token\n", as_service("flytectl")),
        format!("{}  audience: https://flyte.example.org\n", as_service("flytectl")),
        as_service("${CLIENT_ID}"),
        as_service("ci"),
    ] {
        assert_eq!(told(&text, &["--kind", "client-config"]), CLEAN, "{text}");
    }
}
