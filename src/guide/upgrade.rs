//! The upgrade, and what nothing restarts.

use super::Section;
use crate::chart::Restart;
use crate::deployment::Installation;
use crate::idp::Step;
use crate::shell;

/// What is known of the upgrade besides the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The releases, each with its files; the one with flyteadmin first.
    pub releases: Vec<ReleaseFiles>,
    /// What is to be done before it, about Secrets for example.
    pub first: Vec<Step>,
    /// What is to be done right after it.
    pub last: Vec<Step>,
    /// Whether the values are fit for git, or what holds secrets.
    pub private: Vec<String>,
    /// Whether a person's own values may have to be named first.
    pub is_part: bool,
    /// What must be restarted by hand.
    pub restarts: Vec<Restart>,
}

/// What stands in a command for the chart that has Flyte's as a dependency.
pub const YOUR_CHART: &str = "YOUR_CHART";

/// A release's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFiles {
    /// The words for Helm: `-f FILE`, `--set KEY=VALUE`.
    pub words: Vec<String>,
    /// The chart, where it is not Flyte's own.
    pub chart: Option<String>,
}

pub(super) fn upgrade(installation: Installation<'_>, upgrade: &Upgrade) -> Section {
    let mut steps = upgrade.first.clone();
    let split = upgrade.releases.len() > 1;
    for (index, release) in upgrade.releases.iter().enumerate() {
        let words = shell::line(&release.words);
        let title = match (split, index) {
            (false, _) => "Upgrade".to_owned(),
            (true, 0) => "Upgrade the control plane, with the context of its cluster".to_owned(),
            (true, _) => "Upgrade each data plane, with the context of its cluster".to_owned(),
        };
        let chart = release.chart.as_ref().map_or_else(
            || format!("flyteorg/{} --version v{}", installation.chart, installation.version),
            |chart| shell::word(chart),
        );
        let mut step = Step::new(title).run(format!("flyte-auth lint {words}"), "no error").run(
            format!("helm upgrade {} {chart} --namespace {} {words}", installation.release, installation.namespace),
            "",
        );
        if index == 0 && upgrade.is_part {
            step = step.remark(format!(
                "If Flyte already runs from values of your own, name their files first: `-f your-values.yaml {words}`."
            ));
        }
        steps.push(step);
    }
    steps.extend(upgrade.last.iter().cloned());
    let mut section = Section::new("Upgrade", steps);
    for file in &upgrade.private {
        section = section.remark(format!("`{file}` holds secrets: keep it out of git."));
    }
    section
}

/// What must be restarted by hand; `None` where Helm does it all.
pub(super) fn restart(installation: Installation<'_>, upgrade: &Upgrade) -> Option<Section> {
    if upgrade.restarts.is_empty() {
        return None;
    }
    let steps = upgrade
        .restarts
        .iter()
        .map(|restart| {
            Step::new(format!("Restart {}", restart.deployment))
                .run(
                    format!("kubectl -n {} rollout restart deployment/{}", installation.namespace, restart.deployment),
                    "",
                )
                .remark(restart.because)
        })
        .collect();
    Some(Section::new("Restart what nothing restarts", steps))
}
