//! Deployments that a change of Secrets does not restart.
//!
//! Source: the `checksum` annotations of `charts/flyte-binary/templates/deployment.yaml` and of
//! `charts/flyte-core/templates/*/deployment.yaml` at v1.16.8; flyte#1977, flyte#2041.

use super::Chart;

/// A deployment that must be restarted manually.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restart {
    /// The deployment's name.
    pub deployment: String,
    /// The reason why nothing else restarts it.
    pub because: &'static str,
}

/// The pods of a release.
#[derive(Debug, Clone, Copy)]
pub struct Pods<'a> {
    /// The Deployment that serves the API; `None` in a data plane.
    pub server: Option<&'a str>,
    /// Whether Secrets are managed outside the chart.
    pub own_secrets: bool,
    /// Whether flytepropeller runs; `None` if unknown.
    pub propeller: Option<bool>,
    /// Whether flytescheduler runs; `None` if unknown.
    pub scheduler: Option<bool>,
    /// Whether the sync of cluster resources runs, and logs in to flyteadmin (`standaloneDeployment`).
    pub sync: bool,
}

impl Chart {
    /// Returns the deployments to restart manually after flytepropeller's password and its hash have changed. The
    /// server restarts automatically: the hash is in flyteadmin's ConfigMap or flyte-binary's config Secret, which its
    /// checksum covers.
    pub fn restarts_after_new_hash(self, pods: Pods<'_>) -> Vec<Restart> {
        let mut all = self.restarts(pods);
        all.retain(|restart| Some(restart.deployment.as_str()) != pods.server);
        all
    }

    /// Returns the deployments to restart manually after a change of the login's settings.
    pub fn restarts(self, pods: Pods<'_>) -> Vec<Restart> {
        let restart = |deployment: &str, because| Restart { deployment: deployment.to_owned(), because };
        match self {
            Self::FlyteBinary if pods.own_secrets => pods
                .server
                .map(|server| restart(server, "The chart's checksums do not cover an existing Secret."))
                .into_iter()
                .collect(),
            // The pod has a checksum of everything that the chart renders.
            Self::FlyteBinary => Vec::new(),
            Self::FlyteCore => {
                let mut all = Vec::new();
                if let Some(server) = pods.server {
                    all.push(restart(
                        server,
                        "Changed Secrets do not trigger a restart. Existing signing keys are kept.",
                    ));
                }
                if pods.propeller != Some(false) {
                    all.push(restart(
                        "flytepropeller",
                        "A changed Secret does not trigger a restart. A failed login is not retried until a restart.",
                    ));
                }
                if pods.scheduler != Some(false) {
                    all.push(restart(
                        "flytescheduler",
                        if pods.scheduler.is_some() {
                            "Its checksum covers flyteadmin's configuration, not its own."
                        } else {
                            "Only if `workflow_scheduler.enabled` is true. Its checksum covers flyteadmin's \
                                configuration, not its own."
                        },
                    ));
                }
                if pods.sync {
                    all.push(restart(
                        "syncresources",
                        "It uses flytepropeller's client; a changed Secret does not trigger a restart.",
                    ));
                }
                all
            }
        }
    }
}
