//! The steps after files are written.

use std::path::{Path, PathBuf};

use super::file_kind::{FileKind, file_kinds};
use super::plan::{GeneratedFiles, Plane};
use crate::answers::Answers;
use crate::answers::raw::SecretsWord;
use crate::chart::{OwnValues, Pods, Restart};
use crate::deployment::{Deployment, Topology};
use crate::go::csv;
use crate::guide::{OtherValues, ReleaseFiles, Upgrade, YOUR_CHART};
use crate::idp::ConsoleStep;
use crate::kubernetes::{ReleaseSecrets, UpgradeNote, When, upgrade_notes};
use crate::shell;
use crate::values::{FileInput, layer_one};

/// Returns the upgrade with the files of answers: `folder` is where they are, `into` the file that replaces the first
/// one, `notes` Helm's effects on Secrets.
pub fn upgrade(
    deployment: &Deployment,
    secrets: SecretsWord,
    notes: &[UpgradeNote],
    folder: &Path,
    into: Option<&Path>,
    other: OtherValues,
) -> Upgrade {
    let split = matches!(deployment.topology, Topology::Split { .. });
    let files: Vec<(FileKind, PathBuf)> = file_kinds(split, secrets)
        .into_iter()
        .map(|kind| {
            let path = match into {
                Some(path) if kind == FileKind::Values => path.to_owned(),
                _ => in_folder(folder, kind.name(split)),
            };
            (kind, path)
        })
        .collect();
    let of = |cluster| {
        let words = files
            .iter()
            .filter(|(kind, _)| kind.plane() == Some(cluster))
            .flat_map(|(_, path)| ["-f".to_owned(), csv::quote(&path.display().to_string()).into_owned()]);
        ReleaseFiles { words: words.collect(), chart: None }
    };
    let releases = [Plane::Control, Plane::Data].map(of).into_iter().filter(|release| !release.words.is_empty());
    Upgrade {
        releases: releases.collect(),
        first: first(&files, notes),
        last: steps_of(notes, When::After).collect(),
        private: files
            .iter()
            .filter(|(kind, _)| kind.has_secrets(secrets))
            .map(|(_, path)| path.display().to_string())
            .collect(),
        other,
        restarts: restarts(deployment, secrets == SecretsWord::Existing),
        assumed: Vec::new(),
    }
}

/// Returns the release's values outside the files: none if the settings were merged into a file with everything else.
pub fn other_values(deployment: &Deployment, into: Option<&str>) -> OtherValues {
    let Some(text) = into else {
        return OtherValues::Installed;
    };
    let Ok(layered) = layer_one("values", text.as_bytes()) else {
        return OtherValues::Installed;
    };
    let essentials = deployment.chart.missing_essentials(OwnValues::of(&layered.values).values, true);
    if essentials.is_empty() { OtherValues::None } else { OtherValues::Lacking(essentials) }
}

/// Returns the upgrade of the user's umbrella chart, whose name is unknown.
#[must_use]
pub fn for_umbrella(mut upgrade: Upgrade) -> Upgrade {
    for release in &mut upgrade.releases {
        release.chart = Some(YOUR_CHART.to_owned());
    }
    upgrade
}

/// Returns the upgrade's effects on Secrets in each cluster. `into` is the first file before and after.
pub fn secret_notes(answers: &Answers, plan: &GeneratedFiles, into: Option<[&str; 2]>) -> Vec<UpgradeNote> {
    let deployment = &answers.deployment;
    let input = |name: &str, text: &str| FileInput { name: name.into(), bytes: text.as_bytes().into() };
    let mut notes: Vec<UpgradeNote> = Vec::new();
    for cluster in [Plane::Control, Plane::Data] {
        let files = plan.files.iter().enumerate();
        let files: Vec<FileInput> = files
            .filter(|(_, file)| file.kind.plane() == Some(cluster))
            .map(|(index, file)| match into {
                Some([_, after]) if index == 0 => input(file.name, after),
                _ => input(file.name, &file.text),
            })
            .collect();
        if files.is_empty() {
            continue;
        }
        let before = into.filter(|_| cluster == Plane::Control);
        let before = before.and_then(|[before, _]| ReleaseSecrets::of_files(vec![input("before", before)], deployment));
        let Some(after) = ReleaseSecrets::of_files(files, deployment) else {
            continue;
        };
        for note in upgrade_notes(before.as_ref(), &after) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes
}

/// Returns the path of a file, without a leading `./`.
pub fn in_folder(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// Returns the steps before the upgrade.
fn first(files: &[(FileKind, PathBuf)], notes: &[UpgradeNote]) -> Vec<ConsoleStep> {
    let mut steps = Vec::new();
    if let Some((_, path)) = files.iter().find(|(kind, _)| *kind == FileKind::Manifest) {
        let path = shell::word(&path.display().to_string());
        steps.push(
            ConsoleStep::new("Create the Secrets that the values refer to")
                .run(format!("kubectl apply -f {path}"), "after filling it in; or create them with your secret store")
                .remark(format!("Delete {path} afterwards.")),
        );
    }
    steps.extend(steps_of(notes, When::Before));
    steps
}

/// Returns the steps that notes require at a time.
pub fn steps_of(notes: &[UpgradeNote], when: When) -> impl Iterator<Item = ConsoleStep> + '_ {
    notes.iter().filter(move |note| note.when == when).filter_map(UpgradeNote::step)
}

fn restarts(deployment: &Deployment, own_secrets: bool) -> Vec<Restart> {
    deployment.chart.restarts(Pods {
        server: Some(&deployment.pods),
        own_secrets,
        propeller: None,
        scheduler: None,
        sync: false,
    })
}
