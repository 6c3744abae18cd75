//! The upgrade, and what nothing restarts.

use super::GuideSection;
use crate::chart::{Essential, Restart};
use crate::deployment::Installation;
use crate::idp::ConsoleStep;
use crate::shell;
use crate::text::and_list;

/// What is known of the upgrade besides the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The releases, each with its files; the one with flyteadmin first.
    pub releases: Vec<ReleaseFiles>,
    /// What is to be done before it, about Secrets for example.
    pub first: Vec<ConsoleStep>,
    /// What is to be done right after it.
    pub last: Vec<ConsoleStep>,
    /// Whether the values are fit for git, or what holds secrets.
    pub private: Vec<String>,
    /// The values of the release besides these files.
    pub other: OtherValues,
    /// What must be restarted by hand.
    pub restarts: Vec<Restart>,
    /// What has its default because no one named it.
    pub assumed: Vec<InstallationName>,
}

/// What `helm upgrade` calls an installation by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallationName {
    Release,
    Namespace,
    Version,
}

impl InstallationName {
    const ALL: [Self; 3] = [Self::Release, Self::Namespace, Self::Version];

    /// Those that no one named. `is_given` tells it of the key of an answer.
    pub fn assumed(is_given: impl Fn(&str) -> bool) -> Vec<Self> {
        Self::ALL.into_iter().filter(|name| !is_given(name.key())).collect()
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Namespace => "namespace",
            Self::Version => "flyteVersion",
        }
    }

    const fn flag(self) -> &'static str {
        match self {
            Self::Release => "--release",
            Self::Namespace => "--namespace",
            Self::Version => "--flyte-version",
        }
    }

    fn of(self, installation: Installation<'_>) -> String {
        match self {
            Self::Release => installation.release.to_string(),
            Self::Namespace => installation.namespace.to_string(),
            Self::Version => installation.version.to_string(),
        }
    }
}

/// The placeholder in a command for a chart that has Flyte's as a dependency.
pub const YOUR_CHART: &str = "YOUR_CHART";

/// The values that a release has besides the files which are known here. `helm upgrade` resets what no file sets, so they
/// come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherValues {
    /// There are none.
    None,
    /// Those that the installed release has, which Helm prints.
    Installed,
    /// Those of a new installation, which a person has to write.
    New,
    /// The same as `Installed`; the files lack these essentials.
    Lacking(Vec<Essential>),
}

/// The file that the values of the installed release are saved to.
pub const CURRENT_VALUES: &str = "current.yaml";
/// The same for a data plane.
const CURRENT_DATA_PLANE: &str = "current-dataplane.yaml";
/// What stands for the values file of a new installation.
pub const YOURS: &str = "your-values.yaml";
/// The repository of Flyte's charts (README of flyteorg/flyte, v1.16.8).
pub const ADD_REPOSITORY: &str = "helm repo add flyteorg https://flyteorg.github.io/flyte";

impl OtherValues {
    /// The file that comes before the known ones.
    const fn file(&self, is_data_plane: bool) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Installed | Self::Lacking(_) if is_data_plane => Some(CURRENT_DATA_PLANE),
            Self::Installed | Self::Lacking(_) => Some(CURRENT_VALUES),
            Self::New => Some(YOURS),
        }
    }
}

/// The `helm upgrade` of one release: its values as words for Helm, and the whole command.
pub fn helm_upgrade(installation: Installation<'_>, upgrade: &Upgrade, index: usize) -> Option<[String; 2]> {
    let release = upgrade.releases.get(index)?;
    let first = upgrade.other.file(index > 0).map(|file| ["-f".to_owned(), file.to_owned()]);
    let words: Vec<String> = first.into_iter().flatten().chain(release.words.iter().cloned()).collect();
    let words = shell::line(&words);
    let chart = release.chart.as_ref().map_or_else(
        || format!("flyteorg/{} --version v{}", installation.chart, installation.version),
        |chart| shell::word(chart),
    );
    let install = if upgrade.other == OtherValues::New { " --install --create-namespace" } else { "" };
    let command = format!(
        "helm upgrade{install} {} {chart} --namespace {} {words}",
        installation.release, installation.namespace
    );
    Some([words, command])
}

/// A release's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFiles {
    /// The words for Helm: `-f FILE`, `--set KEY=VALUE`.
    pub words: Vec<String>,
    /// The chart, where it is not Flyte's own.
    pub chart: Option<String>,
}

pub(super) fn upgrade(installation: Installation<'_>, upgrade: &Upgrade) -> GuideSection {
    let mut steps = upgrade.first.clone();
    let split = upgrade.releases.len() > 1;
    let Installation { release: name, namespace, .. } = installation;
    for (index, release) in upgrade.releases.iter().enumerate() {
        let Some([words, command]) = helm_upgrade(installation, upgrade, index) else {
            continue;
        };
        let title = match (split, index) {
            (false, _) => "Upgrade".to_owned(),
            (true, 0) => "Upgrade the control plane, in the context of its cluster".to_owned(),
            (true, _) => "Upgrade each data plane, in the context of its cluster".to_owned(),
        };
        let mut step = ConsoleStep::new(title);
        if index == 0 && release.chart.is_none() {
            step = step.run(ADD_REPOSITORY, "");
        }
        if let (OtherValues::Installed | OtherValues::Lacking(_), Some(file)) =
            (&upgrade.other, upgrade.other.file(index > 0))
        {
            step = step.run(
                format!("helm get values {name} --namespace {namespace} -o yaml > {file}"),
                "the values that Flyte runs with now",
            );
        }
        step = step.run(format!("flyte-auth lint {words}"), "no error").run(command, "");
        steps.push(match (&upgrade.other, index) {
            (OtherValues::Installed, 0) => step.remark(format!(
                "Without `{CURRENT_VALUES}`, Helm resets database, storage and every other setting to the chart's defaults. \
                    If \
                    you keep your values in files, name those instead."
            )),
            (OtherValues::New, 0) => step.remark(format!(
                "`{YOURS}` is a placeholder for your values file with database and storage; the chart's defaults do not work \
                    without one."
            )),
            _ => step,
        });
    }
    steps.extend(upgrade.last.iter().cloned());
    let mut section = GuideSection::new("Upgrade", steps);
    if let OtherValues::Lacking(essentials) = &upgrade.other {
        section = section.remark(lacking(essentials));
    }
    section.remarks.extend(defaults(installation, upgrade));
    for file in &upgrade.private {
        section = section.remark(format!("`{file}` holds secrets: keep it out of git."));
    }
    section
}

/// Which names in the commands are defaults. Without a version in them, its default does not matter.
fn defaults(installation: Installation<'_>, upgrade: &Upgrade) -> Option<String> {
    let has_version = upgrade.releases.iter().any(|release| release.chart.is_none());
    let assumed = upgrade.assumed.iter().filter(|name| has_version || **name != InstallationName::Version);
    let (names, flags): (Vec<String>, Vec<String>) =
        assumed.map(|name| (format!("`{}`", name.of(installation)), format!("`{}`", name.flag()))).unzip();
    let (are_defaults, differ, them) = match names.len() {
        1 => ("is a default", "differs", "it"),
        _ => ("are defaults", "differ", "them"),
    };
    (!names.is_empty()).then(|| {
        format!(
            "{} {are_defaults}: pass {} if yours {differ}; `helm list -A` shows {them}.",
            and_list(&names),
            and_list(&flags)
        )
    })
}

/// What happens with values that lack essentials.
fn lacking(essentials: &[Essential]) -> String {
    let names: Vec<&str> = essentials.iter().map(|essential| essential.name).collect();
    let defaults: Vec<String> =
        essentials.iter().map(|essential| format!("{}: {}", essential.name, essential.default)).collect();
    format!(
        "Warning: these values set no {}. With them alone, Helm uses the chart's defaults ({}); `{CURRENT_VALUES}` prevents \
            that.",
        names.join(" and no "),
        defaults.join("; ")
    )
}

/// What must be restarted by hand; `None` where Helm does it all.
pub(super) fn restart(installation: Installation<'_>, upgrade: &Upgrade) -> Option<GuideSection> {
    if upgrade.restarts.is_empty() {
        return None;
    }
    let steps = upgrade
        .restarts
        .iter()
        .map(|restart| {
            ConsoleStep::new(format!("Restart {}", restart.deployment))
                .run(
                    format!("kubectl -n {} rollout restart deployment/{}", installation.namespace, restart.deployment),
                    "",
                )
                .remark(restart.because)
        })
        .collect();
    Some(GuideSection::new("Restart manually", steps))
}
