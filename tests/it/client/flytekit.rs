//! The real flytekit reads the configurations, if Python has it.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::common::{project, with_secrets};

/// A Python with flytekit: `FLYTE_AUTH_PYTHON`, or `python3`.
fn python() -> Option<String> {
    let python = std::env::var("FLYTE_AUTH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it =
        Command::new(&python).args(["-c", "import flytekit"]).output().is_ok_and(|output| output.status.success());
    if !has_it {
        eprintln!("skipped: Python with flytekit is not installed (FLYTE_AUTH_PYTHON)");
    }
    has_it.then_some(python)
}

/// Prints the settings that flytekit reads, as `key=value` lines.
const SCRIPT: &str = "
import sys
from flytekit.configuration import PlatformConfig
c = PlatformConfig.auto(sys.argv[1] if len(sys.argv) > 1 else None)
for key in ['endpoint', 'insecure', 'auth_mode', 'client_id', 'client_credentials_secret', 'scopes', 'audience', 'command']:
    print(f'{key}={getattr(c, key)}')
";

#[test]
fn flytekit_reads_the_configurations() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "s3cret\n").unwrap();
    let mut page = String::new();
    for example in [
        "auth0-external-flyte-core",
        "entra-external-flyte-binary",
        "google-internal-flyte-core",
        "sandbox-keycloak-internal-flyte-core",
    ] {
        let answers = format!("examples/answers/{example}.yaml");
        for flow in ["pkce", "client-secret"] {
            let mut client = with_secrets(project());
            client.args(["client", "--flow", flow]);
            if flow == "client-secret" {
                client.arg("--secret-file").arg(&secret);
            }
            let output = client.arg("--answers").arg(&answers).output().unwrap();
            let file = folder.path().join("config.yaml");
            fs::write(&file, output.stdout).unwrap();
            let read = Command::new(&python)
                .args(["-c", SCRIPT])
                .arg(&file)
                .env_remove("FLYTE_CREDENTIALS_CLIENT_SECRET")
                .output()
                .unwrap();
            let _ = writeln!(page, "{example} {flow}\n{}", String::from_utf8_lossy(&read.stdout));
        }
        let output =
            with_secrets(project()).args(["client", "--format", "env", "--answers"]).arg(&answers).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let read = Command::new(&python)
            .args(["-c", SCRIPT])
            .env("HOME", folder.path())
            .env("FLYTE_CREDENTIALS_CLIENT_SECRET", "s3cret")
            .envs(text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('=')))
            .output()
            .unwrap();
        let _ = writeln!(page, "{example} env\n{}", String::from_utf8_lossy(&read.stdout));
    }
    insta::assert_snapshot!("flytekit", page);
}
