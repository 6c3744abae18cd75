//! `flyte-auth next`

use std::path::{Path, PathBuf};

use super::deployment_args::{DeploymentArgs, DeploymentSource, FoundDeployment};
use super::{CliError, Outcome};
use crate::chart::{Pods, ProcessName};
use crate::deployment::{Deployment, Installation, Topology, data_plane};
use crate::file;
use crate::file::{is_stdin, read_input};
use crate::generate;
use crate::guide::{
    GuideFormat, InstallationName, OtherValues, ReleaseFiles, Upgrade, YOUR_CHART, next, next_of_data_plane, render,
};
use crate::idp::ConsoleStep;
use crate::kubernetes::{ReleaseSecrets, When, upgrade_notes};
use crate::output::Output;
use crate::project::not_passed;
use crate::release::Model;
use crate::shell;
use crate::values::{Value, encrypted, is_sops, layer_one, unfilled};

/// Arguments of `next`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct NextArgs {
    /// Directory that `generate` wrote the files to
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// Values file that `generate --into` updated, which gives the answers that the flags do not
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: GuideFormat,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

pub(super) fn run(args: &NextArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let into = args.into.as_deref();
    let args = &NextArgs { deployment: args.deployment.completed_unless(into), ..args.clone() };
    let found = if args.deployment.values.are_given() {
        let release = args.deployment.release()?;
        if let Some(plane) = data_plane(&release.model, release.info)? {
            let upgrade = of_values(args, &release.model, release.subchart.as_deref(), &plane.installation(), None)?;
            let guide = next_of_data_plane(&plane, &upgrade);
            if let Some(note) = not_passed(&args.deployment.values.files()) {
                output.say(&format!("note: {note}"))?;
            }
            output.result(&render(&guide, args.format, output.columns().result))?;
            return Ok(Outcome::Clean);
        }
        args.deployment.of_release(release)?
    } else {
        args.deployment.find_into(into)?
    };
    found.source.require_chart()?;
    for note in &found.notes {
        output.say(&format!("note: {note}"))?;
    }
    // The file may not exist yet.
    let into = args.into.as_ref().map(|path| {
        let bytes = file::read(path).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    });
    let upgrade = of_deployment(args, &found, into.as_deref())?;
    let words = match (&found.source, into, upgrade.releases.first()) {
        // By then, the file contains all settings.
        (DeploymentSource::Answers { .. }, Some(_), Some(release)) => {
            let is_external = found.deployment.external().is_some();
            release.words.iter().cloned().chain(args.deployment.flags.words_beside_values(is_external)).collect()
        }
        _ => args.deployment.words(),
    };
    let guide = next(&found.deployment, &upgrade, &words).with_routes(&found.deployment);
    output.result(&render(&guide, args.format, output.columns().result))?;
    Ok(Outcome::Clean)
}

/// Plans the upgrade of a deployment. `into` is the content of the values file for answers, if there is one.
fn of_deployment(args: &NextArgs, found: &FoundDeployment, into: Option<&str>) -> Result<Upgrade, CliError> {
    let upgrade = match &found.source {
        DeploymentSource::Answers { secrets, names, assumed, .. } => Upgrade {
            assumed: assumed.clone(),
            ..generate::upgrade(
                &found.deployment,
                *secrets,
                &names.as_ref().map_or_else(Vec::new, |names| {
                    upgrade_notes(None, &ReleaseSecrets::of_answers(&found.deployment, names))
                }),
                &args.output,
                args.into.as_deref(),
                generate::other_values(&found.deployment, into),
            )
        },
        DeploymentSource::Values { model, subchart, .. } => {
            of_values(args, model, subchart.as_deref(), &found.deployment.installation(), Some(&found.deployment))?
        }
    };
    Ok(match into {
        Some(text) if generate::is_for_umbrella("", text.as_bytes()) => generate::for_umbrella(upgrade),
        _ => upgrade,
    })
}

/// Plans the upgrade with existing values. Those of a data plane don't describe a deployment.
fn of_values(
    args: &NextArgs,
    model: &Model,
    subchart: Option<&str>,
    installation: &Installation<'_>,
    deployment: Option<&Deployment>,
) -> Result<Upgrade, CliError> {
    let values = &args.deployment.values;
    let encrypted: Vec<String> = values.files().into_iter().filter(|file| is_encrypted(file)).collect();
    let runs = |name| model.process(name).is_some();
    let secrets = ReleaseSecrets::of_values(model, installation.version)?;
    let notes = upgrade_notes(None, &secrets);
    let make = (!secrets.expected.is_empty()).then(|| {
        ConsoleStep::new("Create the Secrets that the values refer to, if they do not exist").run(
            format!("flyte-auth secrets {}", shell::line(&args.deployment.words())),
            "prints manifests to fill in; with `--format kubectl`, commands that ask for each secret",
        )
    });
    let essentials = installation.chart.missing_essentials(&model.values, model.server().is_some());
    let is_complete = essentials.is_empty() || values.chart_dir.is_some();
    let other = if is_complete { OtherValues::None } else { OtherValues::Lacking(essentials) };
    Ok(Upgrade {
        releases: vec![ReleaseFiles {
            words: values.words_with(|file| {
                let is_encrypted = encrypted.iter().any(|other| other == file);
                if is_encrypted { decrypted(file) } else { file.to_owned() }
            }),
            chart: values
                .chart_dir
                .as_ref()
                .map(|chart| chart.display().to_string())
                .or_else(|| subchart.map(|_| YOUR_CHART.to_owned())),
        }],
        first: fill_in(&model.values, &encrypted)
            .into_iter()
            .chain(make)
            .chain(generate::steps_of(&notes, When::Before))
            .collect(),
        last: deployment.and_then(data_planes).into_iter().chain(generate::steps_of(&notes, When::After)).collect(),
        private: Vec::new(),
        other,
        restarts: installation.chart.restarts(Pods {
            server: deployment.map(|deployment| &*deployment.pods),
            own_secrets: !secrets.expected.is_empty(),
            propeller: Some(runs(ProcessName::Flytepropeller)),
            scheduler: Some(runs(ProcessName::Flytescheduler)),
            sync: model.syncs_as_a_client(),
        }),
        assumed: InstallationName::assumed(|key| args.deployment.flags.value(key).is_some()),
    })
}

/// Returns the steps for values with placeholders or encrypted parts.
fn fill_in(values: &Value, encrypted_files: &[String]) -> Vec<ConsoleStep> {
    let encrypted = encrypted(values).map(|_| {
        let mut step =
            ConsoleStep::new("Decrypt the values first; otherwise Helm passes `ENC[…]` to Flyte as the secret");
        for file in encrypted_files {
            let command = format!("sops --decrypt {} > {}", shell::word(file), shell::word(&decrypted(file)));
            step = step.run(command, "keep the file out of git and delete it after the upgrade");
        }
        step.remark("The plugin helm-secrets does this in one command: `helm secrets upgrade`.").remark(
            "With GitOps (Argo CD, Flux), the controller decrypts the values: commit and sync instead of running Helm.",
        )
    });
    let unfilled = unfilled(values).map(|_| {
        ConsoleStep::new("Resolve placeholders first; Helm passes `${…}`, `ref+…` and `<path:…>` on unchanged")
            .remark("Pass `helm upgrade` the files that your templating tool has filled in.")
    });
    encrypted.into_iter().chain(unfilled).collect()
}

/// Returns the step for a control plane's data planes, which have their own values.
fn data_planes(deployment: &Deployment) -> Option<ConsoleStep> {
    matches!(deployment.topology, Topology::Split { .. }).then(|| {
        ConsoleStep::new("Upgrade each data plane with its own values, in the context of its cluster").remark(
            "Its `configmap.admin.admin` and `secrets.adminOauthClientCredentials` configure flytepropeller's client: \
                they must match these values.",
        )
    })
}

/// Returns whether a file is encrypted with SOPS.
fn is_encrypted(file: &str) -> bool {
    let read = |file: &str| {
        let (name, bytes) = read_input(Path::new(file)).ok()?;
        layer_one(&name, &bytes).ok()
    };
    !is_stdin(file) && read(file).is_some_and(|layered| is_sops(&layered.values))
}

/// Returns the name for the decrypted file: `secrets.dec.yaml` for `secrets.sops.yaml`.
fn decrypted(file: &str) -> String {
    let stem = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml")).unwrap_or(file);
    format!("{}.dec.yaml", stem.strip_suffix(".sops").unwrap_or(stem))
}
