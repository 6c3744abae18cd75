//! The upgrade, and what must be restarted by hand.

use super::GuideSection;
use crate::chart::{Essential, Restart};
use crate::deployment::Installation;
use crate::idp::ConsoleStep;
use crate::shell;
use crate::text::and_list;

/// The parameters of an upgrade besides the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The releases with their files; the one with flyteadmin first.
    pub releases: Vec<ReleaseFiles>,
    /// The steps before the upgrade, for example for Secrets.
    pub first: Vec<ConsoleStep>,
    /// The steps right after the upgrade.
    pub last: Vec<ConsoleStep>,
    /// Remarks on the secrets in the values: whether the files may be committed to git.
    pub private: Vec<String>,
    /// The values that the release has besides these files.
    pub other: OtherValues,
    /// The components to restart by hand.
    pub restarts: Vec<Restart>,
    /// The names that have their default because the user didn't give them.
    pub assumed: Vec<InstallationName>,
}

/// A name of an installation in the `helm upgrade` command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallationName {
    Release,
    Namespace,
    Version,
}

impl InstallationName {
    const ALL: [Self; 3] = [Self::Release, Self::Namespace, Self::Version];

    /// Returns the names that the user didn't give. `is_given` takes an answer's key.
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

/// A placeholder in commands for a chart that has Flyte's as a dependency.
pub const YOUR_CHART: &str = "YOUR_CHART";

/// The values that a release has besides the files given. They come first in the command, because `helm upgrade` resets
/// what no file sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherValues {
    /// There are no others.
    None,
    /// The values of the installed release, which Helm prints.
    Installed,
    /// The values of a new installation, which the user has to write.
    New,
    /// Like `Installed`; the files given lack these essentials.
    Lacking(Vec<Essential>),
}

/// The file that the installed release's values are saved to.
pub const CURRENT_VALUES: &str = "current.yaml";
/// The same for a data plane.
const CURRENT_DATA_PLANE: &str = "current-dataplane.yaml";
/// A placeholder for the values file of a new installation.
pub const YOURS: &str = "your-values.yaml";
/// The repository of Flyte's charts (README of flyteorg/flyte, v1.16.8).
pub const ADD_REPOSITORY: &str = "helm repo add flyteorg https://flyteorg.github.io/flyte";

impl OtherValues {
    /// Returns the file that precedes the given ones.
    const fn file(&self, is_data_plane: bool) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Installed | Self::Lacking(_) if is_data_plane => Some(CURRENT_DATA_PLANE),
            Self::Installed | Self::Lacking(_) => Some(CURRENT_VALUES),
            Self::New => Some(YOURS),
        }
    }
}

/// Returns the arguments for a release's values, and the whole `helm upgrade` command.
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

/// The values of one release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFiles {
    /// The arguments for Helm: `-f FILE`, `--set KEY=VALUE`.
    pub words: Vec<String>,
    /// The chart, if it isn't Flyte's own.
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

/// Returns the remark on the names in the commands that are defaults. The version's default doesn't matter if no
/// command contains a version.
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

/// Returns the remark on values that lack essentials.
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

/// Returns the section on restarts by hand, or `None` if Helm restarts everything.
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
