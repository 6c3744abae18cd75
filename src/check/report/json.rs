//! The outcome for programs: JSON with a version and a schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ProbeCounts, url};
use crate::check::probe::{Correction, Probe, ProbeGroup, ProbeStatus};
use crate::check::settings::SettingPlace;
use crate::text::{visible, visible_json};

/// The outcome of `flyte-auth check`, version 1.
#[derive(Debug, Serialize, JsonSchema)]
struct CheckDocument {
    /// The version of this format. Fields may be added to it; a change to one makes the next version.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The probes, in the order in which they were made.
    probes: Vec<ProbeRecord>,
    /// How many ended in each way.
    summary: ProbeCounts,
}

/// A probe.
#[derive(Debug, Serialize, JsonSchema)]
struct ProbeRecord {
    /// Its name, which does not change.
    name: &'static str,
    /// What it belongs to.
    group: ProbeGroup,
    /// What is true if it succeeds.
    title: &'static str,
    /// How it ended.
    status: ProbeStatus,
    /// What was found, or why it was not tried.
    detail: Option<String>,
    /// The problem and its consequence.
    message: Option<String>,
    /// The changes to make, the most likely first.
    remedies: Vec<CorrectionRecord>,
    /// The rule of `flyte-auth lint` with more information.
    rule: Option<&'static str>,
    /// The URL of the documentation.
    url: String,
    /// Claims of the token; those that identify a person only with `--show-claims`.
    claims: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A change to make.
#[derive(Debug, Serialize, JsonSchema)]
struct CorrectionRecord {
    /// What to do.
    text: String,
    /// The Flyte setting to change.
    setting: Option<SettingPlace>,
    /// Where in the identity provider's console.
    console: Option<String>,
}

/// Returns the JSON text.
pub(super) fn text(probes: &[Probe]) -> String {
    let document =
        CheckDocument { version: 1, probes: probes.iter().map(record).collect(), summary: ProbeCounts::of(probes) };
    // Structs of texts and numbers always serialize.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{}\n", visible_json(&text))
}

fn record(probe: &Probe) -> ProbeRecord {
    let trouble = probe.trouble.as_ref();
    let remedies = trouble.map(|trouble| trouble.remedies.iter().map(remedy).collect());
    ProbeRecord {
        name: probe.kind.name,
        group: probe.kind.group,
        title: probe.kind.title,
        status: probe.status,
        detail: (!probe.detail.is_empty()).then(|| visible(&probe.detail)),
        message: trouble.map(|trouble| visible(&trouble.message)),
        remedies: remedies.unwrap_or_default(),
        rule: trouble.and_then(|trouble| trouble.rule),
        url: url(probe),
        claims: probe.claims.clone(),
    }
}

fn remedy(remedy: &Correction) -> CorrectionRecord {
    CorrectionRecord {
        text: visible(&remedy.text),
        setting: remedy.setting.clone(),
        console: remedy.console.as_deref().map(visible),
    }
}

/// Returns the JSON Schema of the results.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(CheckDocument);
    schema.insert("title".to_owned(), "Outcome of flyte-auth check, version 1".into());
    schema.to_value()
}
