//! `secrets`: the Kubernetes Secrets that a release expects you to create.

mod commands;
mod formats;
mod from_values;
mod rejected;
mod upgrade;

use std::path::Path;
use std::process::Command;

use crate::common::{HASH, flyte_auth, folder_with_values, outcome};

/// The binary with canaries in place of the examples' secrets.
fn with_canaries(folder: &Path) -> Command {
    let mut command = flyte_auth(folder);
    command
        .env("FLYTE_WEB_SECRET", "canary-of-the-console")
        .env("FLYTE_PROPELLER_SECRET", "canary-of-propeller")
        .env("FLYTE_PROPELLER_HASH", HASH);
    command
}

/// The standard output of a command that must succeed.
fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs `secrets` with values and further arguments.
fn of_values(values: &str, arguments: &[&str]) -> String {
    let folder = folder_with_values(values);
    outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]).args(arguments))
}

/// Values of flyte-core that enable authentication; `more` continues after `openId.clientId`.
fn core(more: &str) -> String {
    format!(
        "configmap:\n  adminServer:\n    server: {{security: {{useAuth: true}}}}\n    auth:\n      authorizedUris: [https://flyte.example.org]\n      userAuth: {{openId: {{baseUrl: https://idp.example.org, clientId: console{more}"
    )
}
