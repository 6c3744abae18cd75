//! A run of probes: its inputs, and the results so far.

use super::at_provider::AtProvider;
use super::expected::Expected;
use super::login::LoginWay;
use super::network::Network;
use super::probe::{Probe, ProbeKind, ProbeStatus, Trouble};
use super::secrets::ClientSecrets;
use super::settings::DeploymentSettings;
use crate::deployment::Deployment;

/// The options of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckOptions {
    /// Whether to try the web client's secret.
    pub probes_secret: bool,
    /// Whether to show all claims of a token.
    pub shows_claims: bool,
    /// How the user logs in, if a login is requested.
    pub login: Option<LoginWay>,
}

/// A run: its inputs, and the results so far.
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
    /// Returns the places in the identity provider's console.
    pub(super) fn console(&self) -> AtProvider<'a> {
        AtProvider::new(self.deployment)
    }

    fn add(&mut self, kind: &'static ProbeKind, status: ProbeStatus, detail: &str, trouble: Option<Trouble>) {
        let detail = self.secrets.hidden_in(detail);
        let trouble = trouble.map(|trouble| Trouble { message: self.secrets.hidden_in(&trouble.message), ..trouble });
        self.probes.push(Probe { kind, status, detail, trouble, claims: None });
    }

    /// Records a success.
    pub(super) fn ok(&mut self, kind: &'static ProbeKind, detail: impl AsRef<str>) {
        self.add(kind, ProbeStatus::Ok, detail.as_ref(), None);
    }

    /// Records a failure. A problem with the same cause as an earlier one is not repeated.
    pub(super) fn failed(&mut self, kind: &'static ProbeKind, trouble: Trouble) {
        let same = |probe: &&Probe| probe.trouble.as_ref().is_some_and(|earlier| earlier.message == trouble.message);
        if let Some(earlier) = self.probes.iter().find(same) {
            let why = format!("the same problem as in `{}`", earlier.kind.name);
            return self.not_tried(kind, why);
        }
        self.add(kind, ProbeStatus::Failed, "", Some(trouble));
    }

    /// Records a limitation, or an inconclusive result.
    pub(super) fn warned(&mut self, kind: &'static ProbeKind, trouble: Trouble) {
        self.add(kind, ProbeStatus::Warning, "", Some(trouble));
    }

    /// Records that a probe was not tried, or that its result is not new.
    pub(super) fn not_tried(&mut self, kind: &'static ProbeKind, why: impl AsRef<str>) {
        self.add(kind, ProbeStatus::NotTried, why.as_ref(), None);
    }

    pub(super) fn has_failed(&self, kind: &ProbeKind) -> bool {
        self.probes.iter().any(|probe| probe.kind == kind && probe.status == ProbeStatus::Failed)
    }

    /// Adds the claims of a token to the last probe.
    pub(super) fn claims(&mut self, claims: serde_json::Map<String, serde_json::Value>) {
        if let Some(last) = self.probes.last_mut() {
            last.claims = Some(claims);
        }
    }
}
