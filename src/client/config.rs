//! Renders `config.yaml` of flytectl and pyflyte.
//!
//! Source: `flyteidl/clients/go/admin/config.go` at v1.16.8 and flytekit 1.16's `configuration/internal.py`, which read
//! the same keys.

use std::fmt::Write as _;

use super::flow::service;
use super::{ClientError, Flow, SecretPlace};
use crate::deployment::{Deployment, Endpoint};
use crate::yaml::quote::plain_or_quoted;

/// Renders `~/.flyte/config.yaml` for a flow.
pub fn config(deployment: &Deployment, flow: &Flow) -> Result<String, ClientError> {
    flow.check(deployment)?;
    let url = deployment.url.known().map_err(ClientError::Url)?;
    let mut text = String::new();
    let _ = writeln!(text, "# {}", remark(deployment, flow));
    text.push_str("admin:\n");
    let mut line = |key: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {key}: {}", plain_or_quoted(value));
    };
    line("endpoint", Endpoint::of(url).as_str());
    line("authType", flow.auth_type().name());
    let mut lists: Vec<(&str, Vec<String>)> = Vec::new();
    match flow {
        Flow::Pkce | Flow::DeviceFlow => {}
        Flow::ClientSecret { client, secret } => {
            let client = service(deployment, client.as_ref())?;
            line("clientId", client.id.as_str());
            match secret {
                SecretPlace::File(path) => line("clientSecretLocation", path),
                SecretPlace::Env(name) => line("clientSecretEnvVar", name),
            }
            if let Some(audience) = &client.audience {
                line("audience", audience.as_str());
            }
            let scopes = client.scopes.iter().map(ToString::to_string);
            lists.push(("scopes", scopes.collect()));
        }
        Flow::ExternalCommand(command) => lists.push(("command", command.clone())),
    }
    let _ = writeln!(text, "  insecure: {}", url.is_plain_http());
    for (key, items) in lists {
        let _ = writeln!(text, "  {key}:");
        for item in items {
            let _ = writeln!(text, "    - {}", plain_or_quoted(&item));
        }
    }
    Ok(text)
}

/// Returns the name of the token issuer.
fn token_issuer(deployment: &Deployment) -> String {
    match deployment.external() {
        Some(_) => deployment.idp_name(),
        None => "flyteadmin".to_owned(),
    }
}

/// Returns the comment at the top of the file.
fn remark(deployment: &Deployment, flow: &Flow) -> String {
    let who = token_issuer(deployment);
    match flow {
        Flow::Pkce => {
            format!(
                "Browser login (PKCE); {who} issues the token.\n# Client ID and scopes come from flyteadmin.\n# On a \
                    machine without a browser: `ssh -L 53593:localhost:53593 HOST` from\n# a machine with one, and \
                    open the printed URL there."
            )
        }
        Flow::DeviceFlow => {
            format!(
                "Prints a code to enter on another device; {who} issues the token.\n# The client `{}` needs the \
                    device grant there.",
                deployment.flytectl.id
            )
        }
        Flow::ClientSecret { .. } => format!("Client credentials, for services; {who} issues the token."),
        Flow::ExternalCommand(_) => "Runs a program that prints the token.".to_owned(),
    }
}
