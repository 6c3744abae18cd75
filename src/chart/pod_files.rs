//! Which files and volumes the values give to the pod of a process.

use super::additions::{holds, known_text, may_inject};
use super::secret_use::Mount;
use super::{Chart, ProcessName};
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Path, Step, Value, is_placeholder};

/// A mount of the pod's main container.
#[derive(Debug, Clone)]
pub struct PodMount<'a> {
    /// Its volume.
    pub volume: &'a str,
    /// The folder as it was written.
    pub path: &'a str,
    /// What of the volume is mounted, if not all of it.
    pub sub_path: Option<&'a str>,
    /// Where the user wrote it; `None` for the chart's own.
    pub written: Option<(Path, &'a Value)>,
}

/// A volume of the pod.
#[derive(Debug, Clone)]
pub struct PodVolume<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where the user wrote it; `None` for the chart's own.
    pub written: Option<(Path, &'a Value)>,
}

/// What the pod of a process has, the chart's own first.
#[derive(Debug, Clone)]
pub struct PodFiles<'a> {
    /// The mounts.
    pub mounts: Vec<PodMount<'a>>,
    /// The volumes.
    pub volumes: Vec<PodVolume<'a>>,
    /// Where a user adds mounts.
    pub mounts_at: [&'static str; 2],
}

/// Whether a file is in a pod.
#[derive(Debug, Clone, PartialEq)]
pub enum FileIn<'a> {
    /// It is, or may be.
    Maybe,
    /// No volume is mounted where it would be.
    NotMounted,
    /// The Secret that is mounted there does not give this file.
    NotInVolume(Path, &'a Value),
}

/// Folders whose content images, charts, Kubernetes and injectors decide about.
const OF_OTHERS: [&str; 10] =
    ["/etc/db", "/etc/flyte", "/srv", "/var/run", "/run", "/tmp", "/proc", "/dev", "/usr", "/vault"];

impl<'a> PodFiles<'a> {
    /// Those of a process; `None` where the values do not say all about them, as something is still to be filled in.
    pub fn of(chart: Chart, process: ProcessName, values: &'a Value) -> Option<Self> {
        let additions = chart.additions(process)?;
        let is_open = values.at(&["deployment", "extraPodSpec"]).is_some_and(Value::is_truthy);
        if chart == Chart::FlyteBinary && is_open {
            return None;
        }
        let mut files = Self { mounts: Vec::new(), volumes: Vec::new(), mounts_at: additions.mounts };
        for (volume, path) in own(process, values) {
            files.volumes.push(PodVolume { name: volume, written: None });
            files.mounts.extend(path.map(|path| PodMount { volume, path, sub_path: None, written: None }));
        }
        for (index, volume) in list(values, &additions.volumes)?.iter().enumerate() {
            files.volumes.push(PodVolume {
                name: known_text(volume, "name")?,
                written: Some((at(&additions.volumes, index), volume)),
            });
        }
        for (index, mount) in list(values, &additions.mounts)?.iter().enumerate() {
            let has = |key: &str| mount.get(key).is_some_and(Value::is_truthy);
            if has("subPathExpr") {
                return None;
            }
            let sub_path = if has("subPath") { Some(known_text(mount, "subPath")?) } else { None };
            files.mounts.push(PodMount {
                volume: known_text(mount, "name")?,
                path: known_text(mount, "mountPath")?,
                sub_path,
                written: Some((at(&additions.mounts, index), mount)),
            });
        }
        Some(files)
    }

    /// Whether a file is in it.
    pub fn file(&self, file: &str) -> FileIn<'a> {
        let is_plain = file.starts_with('/') && !file.contains("//") && !file.contains("/.");
        if !is_plain {
            return FileIn::Maybe;
        }
        let mut around: Vec<&PodMount<'_>> = self.mounts.iter().filter(|mount| holds(mount.path, Some(file))).collect();
        around.sort_by_key(|mount| mount.path.trim_end_matches('/').len());
        let Some(deepest) = around.pop() else {
            let is_of_others = OF_OTHERS.iter().any(|folder| holds(folder, Some(file)));
            return if is_of_others { FileIn::Maybe } else { FileIn::NotMounted };
        };
        if deepest.written.is_none() {
            // The keys of a Secret have no slash in them.
            let below = file.strip_prefix(SECRETS_FOLDER).map(|rest| rest.trim_start_matches('/'));
            return if below.is_some_and(|below| below.contains('/')) { FileIn::NotMounted } else { FileIn::Maybe };
        }
        let mut volumes = self.volumes.iter().filter(|volume| volume.name == deepest.volume);
        match (volumes.next().and_then(|volume| volume.written.clone()), volumes.next()) {
            (Some((path, volume)), None) if lacks(volume, deepest, file) => FileIn::NotInVolume(path, volume),
            _ => FileIn::Maybe,
        }
    }
}

/// Whether annotations on the pod may bring a file into it.
pub fn may_be_injected(chart: Chart, process: ProcessName, values: &Value, file: &str) -> bool {
    let common: &[&str] = match chart {
        Chart::FlyteBinary => &["commonAnnotations"],
        Chart::FlyteCore => &[],
    };
    let own = chart.additions(process).map(|additions| &additions.annotations[..]);
    [own, (!common.is_empty()).then_some(common)]
        .into_iter()
        .flatten()
        .filter_map(|path| values.at(path).filter(|value| value.is_truthy()))
        .any(|annotations| may_inject(annotations, Some(file), None))
}

/// Whether a volume of Secrets alone has nothing that would be this file.
fn lacks(volume: &Value, mount: &PodMount<'_>, file: &str) -> bool {
    secrets_alone(volume)
        .is_some_and(|secrets| !secrets.is_empty() && secrets.iter().all(|secret| secret_lacks(secret, mount, file)))
}

/// The Secrets of a volume; `None` where it has something else.
fn secrets_alone(volume: &Value) -> Option<Vec<&Value>> {
    match (volume.get("secret"), volume.at(&["projected", "sources"])) {
        (Some(secret), None) => Some(vec![secret]),
        (None, Some(sources)) => sources.as_list()?.iter().map(|source| source.get("secret")).collect(),
        _ => None,
    }
}

fn secret_lacks(secret: &Value, mount: &PodMount<'_>, file: &str) -> bool {
    let items = match secret.get("items").filter(|items| items.is_truthy()) {
        None => None,
        Some(items) => {
            let pair = |item| {
                let text = |key| known_text(item, key).map(str::to_owned);
                Some((text("key")?, text("path")?))
            };
            let read: Option<Vec<_>> = items.as_list().and_then(|items| items.iter().map(pair).collect());
            match read {
                Some(read) => Some(read),
                None => return false,
            }
        }
    };
    let mount = Mount { sub_path: mount.sub_path.map(str::to_owned), items, ..Mount::at(mount.path) };
    secret.as_map().is_some() && mount.key_of(file).is_none()
}

/// The path of an item.
fn at(list: &[&str], index: usize) -> Path {
    let mut path = Path::of(list);
    path.0.push(Step::Index(index));
    path
}

/// The entries of a list of the user; `None` where it is not one.
fn list<'a>(values: &'a Value, path: &[&str]) -> Option<&'a [Value]> {
    match values.at(path).filter(|value| value.is_truthy()) {
        None => Some(&[]),
        Some(value) => value.as_list(),
    }
}

/// The chart's own volumes and where they are mounted in the main container. Source: the Deployments of
/// `charts/flyte-core/templates/{admin,propeller,flytescheduler}` and of `charts/flyte-binary/templates` at v1.16.8.
fn own(process: ProcessName, values: &Value) -> Vec<(&str, Option<&'static str>)> {
    let is_on = |path: &[&str]| values.at(path).is_some_and(Value::is_truthy);
    let mut own: Vec<(&str, Option<&'static str>)> = Vec::new();
    if process == ProcessName::Flyte {
        if is_on(&["configuration", "auth", "enabled"]) {
            own.push(("auth", Some("/etc/secrets")));
        }
        own.extend([
            ("cluster-resource-templates", Some("/etc/flyte/cluster-resource-templates")),
            ("config", Some("/etc/flyte/config.d")),
            ("state", Some("/var/run/flyte")),
        ]);
        return own;
    }
    if process != ProcessName::Flytepropeller {
        let database = values.at(&["common", "databaseSecret", "name"]).and_then(Value::as_str);
        let database = database.filter(|name| !name.is_empty() && !is_placeholder(name));
        own.extend(database.map(|name| (name, Some("/etc/db"))));
    }
    if process == ProcessName::Flyteadmin {
        own.extend([
            ("shared-data", Some("/srv/flyte")),
            ("scratch", None),
            ("base-config-volume", None),
            ("clusters-config-volume", Some("/etc/flyte/config")),
            ("admin-secrets", Some("/etc/secrets/")),
        ]);
        if is_on(&["cluster_resource_manager", "enabled"]) {
            own.push(("resource-templates", None));
        }
        return own;
    }
    own.push(("config-volume", Some("/etc/flyte/config")));
    if process == ProcessName::Flytescheduler {
        own.push(("shared-data", None));
    }
    if is_on(&["secrets", "adminOauthClientCredentials", "enabled"]) {
        own.push(("auth", Some("/etc/secrets/")));
    }
    own
}
