//! Which deployments a change of Secrets does not roll.
//!
//! Source: the `checksum` annotations of `charts/flyte-binary/templates/deployment.yaml` and of
//! `charts/flyte-core/templates/*/deployment.yaml` at v1.16.8; flyte#1977, flyte#2041.

use super::Chart;

/// A deployment to restart by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restart {
    /// Its name.
    pub deployment: String,
    /// Why nothing else restarts it.
    pub because: &'static str,
}

/// Where a release's pods are, and whether its Secrets are made elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Pods<'a> {
    /// The Deployment that serves the API.
    pub server: &'a str,
    /// Whether Secrets are made elsewhere.
    pub own_secrets: bool,
    /// Whether flytepropeller, or flytescheduler, runs; `None` where that is not known.
    pub propeller: Option<bool>,
    /// The same for flytescheduler.
    pub scheduler: Option<bool>,
}

impl Chart {
    /// What must be restarted by hand after flytepropeller's password and its hash changed. The server restarts by itself:
    /// the hash is in what its checksum covers, flyteadmin's config map or flyte-binary's config Secret.
    pub fn restarts_after_new_hash(self, pods: Pods<'_>) -> Vec<Restart> {
        let mut all = self.restarts(pods);
        all.retain(|restart| restart.deployment != pods.server);
        all
    }

    /// What must be restarted by hand after a change of the login's settings.
    pub fn restarts(self, pods: Pods<'_>) -> Vec<Restart> {
        let restart = |deployment: &str, because| Restart {
            deployment: deployment.to_owned(),
            because,
        };
        match self {
            Self::FlyteBinary if pods.own_secrets => vec![restart(
                pods.server,
                "The chart's checksums do not cover a Secret made elsewhere.",
            )],
            // Its pod carries a checksum of everything that the chart renders.
            Self::FlyteBinary => Vec::new(),
            Self::FlyteCore => {
                let mut all = vec![restart(
                    pods.server,
                    "Its checksum covers its configuration, and no Secret. Keys that its init container made stay.",
                )];
                if pods.propeller != Some(false) {
                    all.push(restart(
                        "flytepropeller",
                        "Its checksum covers its configuration, and not the Secret. A token source that failed once stays failed until then.",
                    ));
                }
                if pods.scheduler != Some(false) {
                    all.push(restart(
                        "flytescheduler",
                        if pods.scheduler.is_some() {
                            "Its checksum is that of flyteadmin's configuration, not of its own."
                        } else {
                            "If it runs (`workflow_scheduler.enabled`): its checksum is that of flyteadmin's configuration, not of its own."
                        },
                    ));
                }
                all
            }
        }
    }
}
