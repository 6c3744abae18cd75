//! What `client` prints for each deployment of `examples/answers/`, and what the real flytekit understands of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "what fails here is a failed test; what is skipped says so"
)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{answers_examples, flyte_auth, outcome, project, with_secrets};

fn client(example: &Path, arguments: &[&str]) -> String {
    outcome(
        with_secrets(project())
            .arg("client")
            .args(arguments)
            .arg("--answers")
            .arg(example),
    )
}

#[test]
fn every_deployment_has_its_clients() {
    for example in answers_examples() {
        let mut page = String::new();
        for arguments in [
            &["--flow", "pkce"][..],
            &[
                "--flow",
                "client-secret",
                "--secret-file",
                "/run/secrets/flyte",
            ],
            &["--flow", "device-flow"],
            &[
                "--flow",
                "external-command",
                "--command",
                "get-token",
                "--command",
                "--quiet",
            ],
            &["--format", "env"],
            &["--format", "github", "--client-id", "ci"],
            &["--format", "gitlab"],
        ] {
            let _ = writeln!(
                page,
                "$ client {}\n{}",
                arguments.join(" "),
                client(&example, arguments)
            );
        }
        let name = example.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("client_{name}"), page);
    }
}

#[test]
fn no_url_no_id_and_no_scope_differs_from_the_values() {
    for example in answers_examples() {
        let folder = tempfile::tempdir().unwrap();
        let made = outcome(
            with_secrets(folder.path())
                .args(["generate", "-o", ".", "--answers"])
                .arg(&example),
        );
        assert!(made.starts_with("exit 0"), "{made}");
        let values: String = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        let env = client(&example, &["--format", "env"]);
        let variables: BTreeMap<&str, &str> = env
            .lines()
            .filter(|line| line.starts_with("FLYTE_"))
            .filter_map(|line| line.split_once('='))
            .collect();
        assert!(variables.len() >= 5, "{env}");
        // What the chart itself says need not stand in the values.
        let is_there = |text: &str| text == "flytepropeller" || values.contains(text);
        assert!(
            values.contains(&format!("://{}", variables["FLYTE_PLATFORM_URL"])),
            "{env}"
        );
        assert!(is_there(variables["FLYTE_CREDENTIALS_CLIENT_ID"]), "{env}");
        for scope in variables["FLYTE_CREDENTIALS_SCOPES"].split(',') {
            assert!(is_there(scope), "{scope}\n{env}");
        }
        if let Some(audience) = variables.get("FLYTE_CREDENTIALS_AUDIENCE") {
            assert!(is_there(audience), "{env}");
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let values = project().join("examples/values");
    let client = |arguments: &[&str]| outcome(flyte_auth(&values).arg("client").args(arguments));
    insta::assert_snapshot!(client(&[]), @"
    exit 2
    --- stderr
    error: which deployment is meant was not said
    help: give its values (`-f values.yaml`), its answers file (`--answers FILE`), or answers as flags; `--help` lists them
    ");
    insta::assert_snapshot!(client(&["-f", "flyte-core-google-internal.yaml", "--flow", "device-flow"]), @"
    exit 2
    --- stderr
    error: the device flow does not work here: flyteadmin, which issues the tokens itself, has no device endpoint
    help: use `--flow client-secret` on machines without a browser, or an external authorization server
    ");
    insta::assert_snapshot!(client(&["-f", "flyte-core-google-internal.yaml", "--flow", "external-command"]), @"
    exit 2
    --- stderr
    error: which program prints the token was not said
    help: name it: `--command get-token --command --quiet`
    ");
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("v.yaml"),
        "configuration:\n  auth:\n    enabled: false\n",
    )
    .unwrap();
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["client", "-f", "v.yaml"])), @r#"
    exit 2
    --- stderr
    error: these values leave the login off, so they do not say who logs in where
    help: `flyte-auth init` turns it on; what is planned can be said with flags, see `--help`
    "#);
}

/// A Python with flytekit: `FLYTE_AUTH_PYTHON`, or `python3`.
fn python() -> Option<String> {
    let python = std::env::var("FLYTE_AUTH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it = Command::new(&python)
        .args(["-c", "import flytekit"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !has_it {
        eprintln!("no flytekit here (FLYTE_AUTH_PYTHON): what it understands is not checked");
    }
    has_it.then_some(python)
}

/// What flytekit makes of a configuration, as `key=value` lines.
const SCRIPT: &str = "
import sys
from flytekit.configuration import PlatformConfig
c = PlatformConfig.auto(sys.argv[1] if len(sys.argv) > 1 else None)
for key in ['endpoint', 'insecure', 'auth_mode', 'client_id', 'client_credentials_secret', 'scopes', 'audience', 'command']:
    print(f'{key}={getattr(c, key)}')
";

#[test]
fn flytekit_understands_it() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "s3cret\n").unwrap();
    let mut told = String::new();
    for example in [
        "auth0-external-flyte-core",
        "entra-external-flyte-binary",
        "google-internal-flyte-core",
        "sandbox-keycloak-internal-flyte-core",
    ] {
        let answers = project().join(format!("examples/answers/{example}.yaml"));
        for flow in ["pkce", "client-secret"] {
            let output = with_secrets(project())
                .args(["client", "--flow", flow, "--secret-file"])
                .arg(&secret)
                .arg("--answers")
                .arg(&answers)
                .output()
                .unwrap();
            let file = folder.path().join("config.yaml");
            fs::write(&file, output.stdout).unwrap();
            let read = Command::new(&python)
                .args(["-c", SCRIPT])
                .arg(&file)
                .env_remove("FLYTE_CREDENTIALS_CLIENT_SECRET")
                .output()
                .unwrap();
            let _ = writeln!(
                told,
                "{example} {flow}\n{}",
                String::from_utf8_lossy(&read.stdout)
            );
        }
        let output = with_secrets(project())
            .args(["client", "--format", "env", "--answers"])
            .arg(&answers)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let read = Command::new(&python)
            .args(["-c", SCRIPT])
            .env("HOME", folder.path())
            .env("FLYTE_CREDENTIALS_CLIENT_SECRET", "s3cret")
            .envs(
                text.lines()
                    .filter(|line| !line.starts_with('#'))
                    .filter_map(|line| line.split_once('=')),
            )
            .output()
            .unwrap();
        let _ = writeln!(
            told,
            "{example} env\n{}",
            String::from_utf8_lossy(&read.stdout)
        );
    }
    insta::assert_snapshot!("flytekit", told);
}
