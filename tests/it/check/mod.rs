//! `check` against stand-ins for the identity provider and flyteadmin on loopback; `real` uses a real Keycloak and
//! oidc-provider.

mod faults;
mod flags;
mod flyteadmin;
mod login;
mod outcomes;
mod provider;
mod real;
mod safety;
mod stand_in;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use crate::common::{flyte_auth, outcome, with_secrets};
use flyteadmin::Flyteadmin;
use provider::{PROPELLER_SECRET, Provider, WEB_SECRET};
use stand_in::{Shown, StandIn, ca_pem};

/// A provider, a deployment and a folder with the deployment's values.
struct World {
    folder: tempfile::TempDir,
    provider: StandIn,
    deployment: StandIn,
    /// In seconds; long enough for a busy machine.
    timeout: &'static str,
}

/// Which server issues access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Issues {
    Keycloak,
    Flyteadmin,
}

/// How the stand-ins speak TLS.
#[derive(Debug, Clone, Copy)]
struct Speaks {
    provider: Shown,
    deployment: Shown,
    alpn: &'static [&'static str],
}

const BOTH: &[&str] = &["h2", "http/1.1"];

const WELL: Speaks = Speaks { provider: Shown::Good, deployment: Shown::Good, alpn: BOTH };

impl World {
    fn new(issues: Issues, fault: &'static str, speaks: Speaks) -> Self {
        // Each needs the URL of the other: the deployment has a port before it answers a request.
        let flyte = Arc::new(std::sync::OnceLock::<String>::new());
        let of_provider = Arc::clone(&flyte);
        let provider = StandIn::start(speaks.provider, BOTH, |port| {
            move |request: &stand_in::Received| {
                let flyte = of_provider.get().unwrap().clone();
                Provider { origin: format!("https://localhost:{port}"), flyte, fault }.answer(request)
            }
        });
        let issuer = format!("https://localhost:{}/realms/flyte", provider.port);
        let deployment = StandIn::start(speaks.deployment, speaks.alpn, |port| {
            let url = format!("https://localhost:{port}");
            flyte.set(url.clone()).unwrap();
            let is_internal = issues == Issues::Flyteadmin;
            move |request: &stand_in::Received| {
                Flyteadmin { url: url.clone(), issuer: issuer.clone(), is_internal, fault }.answer(request)
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let timeout = if fault == "discovery-slow" { "1" } else { "60" };
        let world = Self { folder, provider, deployment, timeout };
        world.write_values(issues);
        world
    }

    /// Values as `generate` writes them.
    fn write_values(&self, issues: Issues) {
        let clients = match issues {
            Issues::Keycloak => {
                "propeller: {id: flytepropeller, secret: {env: FLYTE_PROPELLER_SECRET}}\n  flytectl: {id: flytectl}"
            }
            Issues::Flyteadmin => "propeller: {secret: {env: FLYTE_PROPELLER_SECRET}}",
        };
        let answers = format!(
            "chart: flyte-core\nauthServer: {}\nurl: https://localhost:{}\nidp:\n  type: keycloak\n  \
             url: https://localhost:{}\n  realm: flyte\nclients:\n  \
             web: {{id: flyteconsole, secret: {{env: FLYTE_WEB_SECRET}}}}\n  {clients}\n",
            if issues == Issues::Keycloak { "external" } else { "internal" },
            self.deployment.port,
            self.provider.port,
        );
        fs::write(self.folder.path().join("answers.yaml"), answers).unwrap();
        fs::write(self.folder.path().join("ca.pem"), ca_pem()).unwrap();
        let mut generate = with_secrets(self.folder.path());
        generate.env("FLYTE_WEB_SECRET", WEB_SECRET).env("FLYTE_PROPELLER_SECRET", PROPELLER_SECRET);
        let output = generate.args(["generate", "--answers", "answers.yaml", "-o", "."]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// The command `check` with these arguments.
    fn check(&self, args: &[&str]) -> Command {
        let mut command = flyte_auth(self.folder.path());
        command.args(["check", "--ca-file", "ca.pem", "--timeout", self.timeout]).args(args);
        command
    }

    /// The URL of the deployment.
    fn url(&self) -> String {
        format!("https://localhost:{}", self.deployment.port)
    }

    /// An outcome with host names in place of ports. They have the same length, so the lines break at the same places.
    fn named(&self, text: &str) -> String {
        let text = text.replace(&format!("localhost:{}", self.provider.port), "idp.example.org");
        text.replace(&format!("localhost:{}", self.deployment.port), "fly.example.org")
    }

    fn outcome(&self, args: &[&str]) -> String {
        self.named(&outcome(&mut self.check(args)))
    }
}
