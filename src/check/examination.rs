//! The probes as they are made: what they ask with, and what came of them so far.

use super::at_provider::AtProvider;
use super::expected::Expected;
use super::login::LoginWay;
use super::network::Network;
use super::probe::{Probe, ProbeKind, ProbeStatus, Trouble};
use super::secrets::ClientSecrets;
use super::settings::DeploymentSettings;
use crate::deployment::Deployment;

/// What is wanted of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckOptions {
    /// Whether to try the web client's secret.
    pub probes_secret: bool,
    /// Whether to show all claims of a token.
    pub shows_claims: bool,
    /// How a person logs in, if one is to.
    pub login: Option<LoginWay>,
}

/// A run: what it asks with, and what came of it so far.
pub(super) struct Examination<'a> {
    pub(super) network: &'a dyn Network,
    pub(super) expected: Expected,
    pub(super) settings: DeploymentSettings<'a>,
    pub(super) deployment: Option<&'a Deployment>,
    pub(super) secrets: &'a ClientSecrets,
    pub(super) options: CheckOptions,
    pub(super) probes: Vec<Probe>,
}

impl<'a> Examination<'a> {
    /// Where things are in the identity provider's console.
    pub(super) fn console(&self) -> AtProvider<'a> {
        AtProvider::new(self.deployment)
    }

    fn add(&mut self, kind: &'static ProbeKind, status: ProbeStatus, detail: &str, trouble: Option<Trouble>) {
        let detail = self.secrets.hidden_in(detail);
        let trouble = trouble.map(|trouble| Trouble { message: self.secrets.hidden_in(&trouble.message), ..trouble });
        self.probes.push(Probe { kind, status, detail, trouble, claims: None });
    }

    /// Correct.
    pub(super) fn ok(&mut self, kind: &'static ProbeKind, detail: impl AsRef<str>) {
        self.add(kind, ProbeStatus::Ok, detail.as_ref(), None);
    }

    /// It is not. What is wrong for the same reason as an earlier probe is not said twice.
    pub(super) fn failed(&mut self, kind: &'static ProbeKind, trouble: Trouble) {
        let same = |probe: &&Probe| probe.trouble.as_ref().is_some_and(|earlier| earlier.message == trouble.message);
        if let Some(earlier) = self.probes.iter().find(same) {
            let why = format!("the same problem as in `{}`", earlier.kind.name);
            return self.not_tried(kind, why);
        }
        self.add(kind, ProbeStatus::Failed, "", Some(trouble));
    }

    /// It works with a limit, or no one can tell.
    pub(super) fn warned(&mut self, kind: &'static ProbeKind, trouble: Trouble) {
        self.add(kind, ProbeStatus::Warning, "", Some(trouble));
    }

    /// It was not tried, or its result says nothing new.
    pub(super) fn not_tried(&mut self, kind: &'static ProbeKind, why: impl AsRef<str>) {
        self.add(kind, ProbeStatus::NotTried, why.as_ref(), None);
    }

    /// Whether a probe has failed.
    pub(super) fn has_failed(&self, kind: &ProbeKind) -> bool {
        self.probes.iter().any(|probe| probe.kind == kind && probe.status == ProbeStatus::Failed)
    }

    /// The claims of the token of the probe before.
    pub(super) fn claims(&mut self, claims: serde_json::Map<String, serde_json::Value>) {
        if let Some(last) = self.probes.last_mut() {
            last.claims = Some(claims);
        }
    }
}
