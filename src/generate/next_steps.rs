//! What to do with the files: register, upgrade, check.

use std::path::PathBuf;

use serde::Serialize;

use super::GenerateError;
use super::plan::{Cluster, Plan};
use crate::answers::{Answers, SecretNames, Secrets};
use crate::chart::Chart;
use crate::deployment::{Server, Topology};
use crate::idp::{Registration, console_registration, external_registrations};
use crate::template;

/// What the template says.
#[derive(Serialize)]
struct NextSteps {
    idp: String,
    registrations: Vec<Registration>,
    setup: Vec<String>,
    upgrade_remark: &'static str,
    before: Vec<String>,
    commands: Vec<String>,
    first_file: String,
    checks: Vec<String>,
}

/// What is left to do, as text for a person: applications to register, the command to run, what to check. `paths` are
/// the plan's files where they were written.
pub fn next_steps(
    answers: &Answers,
    plan: &Plan,
    paths: &[PathBuf],
) -> Result<String, GenerateError> {
    let deployment = &answers.deployment;
    let mut registrations = vec![console_registration(
        deployment.idp,
        &deployment.url,
        &deployment.login.client,
        deployment.login.scopes.clone(),
    )];
    let mut setup = Vec::new();
    if let Server::External(server) = &deployment.server {
        let apps = deployment.apps(server);
        registrations.extend(external_registrations(
            deployment.idp,
            &apps,
            &deployment.propeller.id,
            deployment.flytectl.scopes.clone(),
        ));
        setup = deployment
            .idp
            .provider()
            .external_setup(&apps, &server.audience);
    }
    let split = matches!(answers.deployment.topology, Topology::Split { .. });
    let context = NextSteps {
        idp: answers.deployment.idp_name(),
        registrations,
        setup,
        upgrade_remark: if split {
            " (each command with the context of its cluster)"
        } else {
            ""
        },
        before: before(answers, plan, paths),
        commands: commands(answers, plan, paths),
        first_file: paths
            .first()
            .map(|path| shell(&path.display().to_string()))
            .unwrap_or_default(),
        checks: checks(answers),
    };
    template::text("next-steps", &context).map_err(|source| GenerateError::Render {
        file: "next steps",
        source,
    })
}

/// What must be done before the upgrade.
fn before(answers: &Answers, plan: &Plan, paths: &[PathBuf]) -> Vec<String> {
    let Secrets::Existing(existing) = &answers.secrets else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let manifest = plan
        .files
        .iter()
        .zip(paths)
        .find(|(file, _)| file.release.is_none());
    if let Some((_, path)) = manifest {
        let path = shell(&path.display().to_string());
        steps.push(format!("fill in {path}, then: kubectl apply -f {path}"));
    }
    if let SecretNames::Core { propeller, .. } = &existing.names {
        // Seen with Helm 3.17.2 and 4.1.4: what the chart stops rendering is deleted, whoever changed it last.
        steps.push(format!(
            "if the chart made `{propeller}` until now, Helm deletes it on this upgrade unless it is kept: kubectl -n {} annotate secret {propeller} helm.sh/resource-policy=keep",
            answers.deployment.namespace
        ));
    }
    steps
}

/// The upgrade of each release.
fn commands(answers: &Answers, plan: &Plan, paths: &[PathBuf]) -> Vec<String> {
    [Cluster::Control, Cluster::Data]
        .into_iter()
        .filter_map(|cluster| {
            let files: Vec<String> = plan
                .files
                .iter()
                .zip(paths)
                .filter(|(file, _)| file.release == Some(cluster))
                .map(|(_, path)| format!(" -f {}", shell(&path.display().to_string())))
                .collect();
            (!files.is_empty()).then(|| {
                format!(
                    "helm upgrade {} flyteorg/{} --version v{} --namespace {}{}",
                    answers.deployment.release,
                    answers.deployment.chart,
                    answers.deployment.version,
                    answers.deployment.namespace,
                    files.concat()
                )
            })
        })
        .collect()
}

fn checks(answers: &Answers) -> Vec<String> {
    let namespace = &answers.deployment.namespace;
    let deployments = match answers.deployment.chart {
        Chart::FlyteBinary => format!(
            "deployment/{}",
            answers
                .deployment
                .chart
                .full_name(answers.deployment.release.as_str())
        ),
        Chart::FlyteCore if matches!(answers.deployment.topology, Topology::Split { .. }) => {
            "deployment/flyteadmin".to_owned()
        }
        Chart::FlyteCore => "deployment/flyteadmin deployment/flytepropeller".to_owned(),
    };
    vec![
        format!(
            "kubectl -n {namespace} rollout restart {deployments}   # nothing restarts them when only a Secret changed"
        ),
        format!("kubectl -n {namespace} get pods   # all running, none restarting"),
        format!(
            "curl --silent --show-error --fail {}/.well-known/oauth-authorization-server   # names the authorization server",
            answers.deployment.url
        ),
        format!(
            "{}/console   # asks you to log in with {}",
            answers.deployment.url,
            answers.deployment.idp_name()
        ),
    ]
}

/// A word for a shell.
pub(crate) fn shell(word: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+' | '@' | '%' | ':')
    };
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
