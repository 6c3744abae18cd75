//! The checks after an upgrade: from the pods outwards, so that the first failing check locates the problem.

use super::GuideSection;
use crate::chart::Chart;
use crate::deployment::{Deployment, KubernetesName, Topology};
use crate::idp::{CI_SECRET_VARIABLE, ConsoleStep};
use crate::shell;

pub(super) fn section(deployment: &Deployment, words: &[String]) -> GuideSection {
    let namespace = &deployment.namespace;
    let server = &deployment.pods;
    let propeller = match deployment.chart {
        Chart::FlyteBinary => server,
        Chart::FlyteCore => "flytepropeller",
    };
    let split = matches!(deployment.topology, Topology::Split { .. });
    let mut propeller_logs = token(namespace, propeller);
    if split {
        propeller_logs = propeller_logs.remark("Run this against the data plane's cluster.");
    }
    let mut section = GuideSection::new(
        "Check",
        vec![
            pods(namespace, server).remark(format!(
                "If flyteadmin restarts, its log shows why: kubectl -n {namespace} logs deployment/{server} \
                    --previous"
            )),
            ConsoleStep::new("Identity provider, clients and flyteadmin are as configured")
                .run(check(deployment, words), "no line with ✗, exit code 0")
                .remark("Each failure names its cause and the setting to change. `--login` also logs in."),
            propeller_logs,
            people(deployment, words),
        ],
    );
    section.steps.extend(ci(deployment, words));
    section
}

/// Returns the command that checks the running systems: with the values or answers, or with a URL to fill in.
fn check(deployment: &Deployment, words: &[String]) -> String {
    if deployment.url.is_placeholder() {
        format!("flyte-auth check {}", shell::word(deployment.url.as_str()))
    } else {
        format!("flyte-auth check {}", shell::line(&without_ci(words)))
    }
}

/// Returns the arguments without those about CI's client, which `check` does not test.
fn without_ci(words: &[String]) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--ci" => {}
            "--ci-client-id" | "--ci-secret-env" | "--ci-secret-file" | "--ci-hash-env" | "--ci-hash-file" => {
                let _ = words.next();
            }
            _ => kept.push(word.clone()),
        }
    }
    kept
}

/// Returns the step for CI's login, if CI has a separate client.
fn ci(deployment: &Deployment, words: &[String]) -> Option<ConsoleStep> {
    let client = deployment.ci.as_ref()?;
    Some(ConsoleStep::new(format!("CI logs in with `{}`", client.id)).run(
        format!("flyte-auth client {} --format github", shell::line(words)),
        format!("a workflow; `--format gitlab` or `env` for other systems. The secret is {CI_SECRET_VARIABLE}"),
    ))
}

/// Returns the step that checks a Deployment's pods.
pub(super) fn pods(namespace: &KubernetesName, deployment: &str) -> ConsoleStep {
    ConsoleStep::new("Pods run and do not restart")
        .run(format!("kubectl -n {namespace} rollout status deployment/{deployment}"), "successfully rolled out")
        .run(format!("kubectl -n {namespace} get pods"), "all running, no restarts")
}

/// Returns the step that checks flytepropeller's login. `deployment` is its Deployment's name.
pub(super) fn token(namespace: &KubernetesName, deployment: &str) -> ConsoleStep {
    ConsoleStep::new("flytepropeller gets a token").run(
        format!(
            "kubectl -n {namespace} logs deployment/{deployment} --since=5m | grep -iE \
            'unauthenticated|invalid_client|invalid_scope'"
        ),
        "no output",
    )
}

/// Returns a command that requests a URL from a pod in the cluster.
pub(super) fn from_a_pod(namespace: &KubernetesName, url: &str) -> String {
    format!(
        "kubectl -n {namespace} run login-check --rm -i --restart=Never --image=curlimages/curl -- --silent \
            --show-error --fail {}",
        shell::word(url)
    )
}

/// Returns the step that checks the login in the browser and on the command line.
fn people(deployment: &Deployment, words: &[String]) -> ConsoleStep {
    let step = ConsoleStep::new("People can log in").remark(format!(
        "Open {}/console and log in with {}.",
        deployment.url,
        deployment.login_idp_name()
    ));
    // Clients cannot be configured without the URL.
    if deployment.url.is_placeholder() {
        return step.run("flytectl get project", "opens a browser once; `flyte-auth client` prints the configuration");
    }
    step.run(format!("flyte-auth client {} > flyte-config.yaml", shell::line(words)), "")
        .run("flytectl --config flyte-config.yaml get project", "opens a browser once")
}
