//! Checks whether a pod has a file.

use super::Pod;
use super::mount::Mount;
use super::volume::{PodMount, PodVolume, VolumeContent};
use crate::chart::additions::holds;
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Path, Value, is_placeholder};

/// The result of looking for a file in a pod.
#[derive(Debug, Clone, PartialEq)]
pub enum FileIn {
    /// The pod has it, or may have it.
    Maybe,
    /// No volume is mounted at its path.
    NotMounted,
    /// The Secret that is mounted there does not contain it.
    NotInVolume(Path, Value),
}

/// Folders whose content depends on images, charts, Kubernetes and injectors.
const OF_OTHERS: [&str; 10] =
    ["/etc/db", "/etc/flyte", "/srv", "/var/run", "/run", "/tmp", "/proc", "/dev", "/usr", "/vault"];

impl Pod {
    /// Looks for a file; unknown if the values do not describe the volumes completely.
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
            // The keys of a Secret contain no slash.
            let below = file.strip_prefix(SECRETS_FOLDER).map(|rest| rest.trim_start_matches('/'));
            return if below.is_some_and(|below| below.contains('/')) { FileIn::NotMounted } else { FileIn::Maybe };
        }
        let mut volumes = self.volumes.iter().filter(|volume| volume.name == deepest.volume);
        match (volumes.next(), volumes.next()) {
            (Some(volume), None) if is_file_missing(volume, deepest, file) => match &volume.written {
                Some((path, value)) => FileIn::NotInVolume(path.clone(), value.clone()),
                None => FileIn::Maybe,
            },
            _ => FileIn::Maybe,
        }
    }
}

/// Returns whether a volume that consists only of Secrets lacks a file.
fn is_file_missing(volume: &PodVolume, mount: &PodMount, file: &str) -> bool {
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

/// Returns the mount of a volume's Secret.
fn of(content: &VolumeContent, mount: &PodMount) -> Option<Mount> {
    let VolumeContent::Secret { items, .. } = content else {
        return None;
    };
    Some(Mount { sub_path: mount.sub_path.clone(), items: items.clone(), ..Mount::at(&mount.path) })
}
