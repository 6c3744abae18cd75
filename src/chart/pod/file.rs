//! Whether a file is in a pod.

use super::Pod;
use super::mount::Mount;
use super::volume::{PodMount, PodVolume, VolumeContent};
use crate::chart::additions::holds;
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Path, Value, is_placeholder};

/// Whether a file is in a pod.
#[derive(Debug, Clone, PartialEq)]
pub enum FileIn {
    /// It is, or may be.
    Maybe,
    /// No volume is mounted where it would be.
    NotMounted,
    /// The Secret that is mounted there does not give this file.
    NotInVolume(Path, Value),
}

/// Folders whose content images, charts, Kubernetes and injectors decide about.
const OF_OTHERS: [&str; 10] =
    ["/etc/db", "/etc/flyte", "/srv", "/var/run", "/run", "/tmp", "/proc", "/dev", "/usr", "/vault"];

impl Pod {
    /// Whether a file is in it; unknown where the values do not say all about its volumes.
    pub fn file(&self, file: &str) -> FileIn {
        let is_plain = file.starts_with('/') && !file.contains("//") && !file.contains("/.");
        if self.is_open || !is_plain {
            return FileIn::Maybe;
        }
        let mut around: Vec<&PodMount> = self.mounts.iter().filter(|mount| holds(&mount.path, Some(file))).collect();
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
        match (volumes.next(), volumes.next()) {
            (Some(volume), None) if lacks(volume, deepest, file) => match &volume.written {
                Some((path, value)) => FileIn::NotInVolume(path.clone(), value.clone()),
                None => FileIn::Maybe,
            },
            _ => FileIn::Maybe,
        }
    }
}

/// Whether a volume of Secrets and nothing else has nothing that would be this file.
fn lacks(volume: &PodVolume, mount: &PodMount, file: &str) -> bool {
    !volume.content.is_empty()
        && volume.content.iter().all(|content| match content {
            VolumeContent::Other => false,
            VolumeContent::Secret { items, .. } => {
                let mut items = items.iter().flatten();
                let is_open = items.any(|(key, path)| is_placeholder(key) || is_placeholder(path));
                !is_open && of(content, mount).is_some_and(|mount| mount.key_of(file).is_none())
            }
        })
}

/// A Secret of a volume as it is mounted.
fn of(content: &VolumeContent, mount: &PodMount) -> Option<Mount> {
    let VolumeContent::Secret { items, .. } = content else {
        return None;
    };
    Some(Mount { sub_path: mount.sub_path.clone(), items: items.clone(), ..Mount::at(&mount.path) })
}
