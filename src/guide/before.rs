//! The prerequisites for enabling authentication.

use super::GuideSection;
use super::checks::from_a_pod;
use crate::chart::{Chart, GRPC_ROUTES, HTTP_ROUTES, IngressController};
use crate::deployment::{Deployment, Topology};
use crate::idp::ConsoleStep;
use crate::shell;

pub(super) fn section(deployment: &Deployment, ingress: Option<IngressController>) -> GuideSection {
    let url = &deployment.url;
    let host = url.host();
    let steps = if url.is_local() {
        vec![
            ConsoleStep::new("The sandbox answers")
                .run(format!("curl --silent --show-error --fail {url}/healthcheck"), "no output, exit code 0")
                .remark(
                    "The identity provider redirects the browser to this URL, so it must be reachable from the \
                        machine with \
                    the browser.",
                ),
        ]
    } else {
        vec![
            ConsoleStep::new("DNS: the name resolves to the ingress")
                .run(format!("dig +short {}", shell::word(host)), "the address that the next command prints")
                .run(format!("kubectl -n {} get ingress", deployment.namespace), ""),
            ConsoleStep::new("TLS: a certificate for this name, from a CA that browsers and pods trust")
                .run(
                    format!(
                        "curl --silent --show-error --fail \
                    {}",
                        shell::word(&format!("{url}/healthcheck"))
                    ),
                    "no output, exit code 0",
                )
                .remark(
                    "Flyte's session cookies are `Secure`: the login requires https. With a private CA, flyteadmin and \
                    flytepropeller need its certificate, too.",
                ),
            ingress_step(ingress),
            routes(deployment),
        ]
    };
    let mut section = GuideSection::new("Before", steps);
    let issuer = &deployment.login.issuer;
    let mut reach = ConsoleStep::new("flyteadmin can reach the identity provider");
    if issuer.is_placeholder() {
        reach = reach
            .remark(format!("flyteadmin reads {} at startup and does not start without it.", issuer.discovery_url()));
    } else {
        reach = reach
            .run(from_a_pod(&deployment.namespace, &issuer.discovery_url()), format!("`issuer` is exactly {issuer}"))
            .remark("flyteadmin reads it at startup and does not start without it (`Error creating oidc provider`).");
    }
    section.steps.push(reach);
    if url.is_local() {
        return section;
    }
    // Before the first `helm upgrade`, there is no Ingress, no response at the URL, and no namespace for a pod.
    let mut remark = "In a new installation, run the commands of steps 1 and 2 after the upgrade.".to_owned();
    if !issuer.is_placeholder() {
        let (step, namespace) = (section.steps.len(), &deployment.namespace);
        let command = format!("`kubectl create namespace {namespace}`");
        remark.extend([" Step ", &step.to_string(), " needs the namespace: ", &command, "."]);
    }
    section.remark(remark)
}

/// Returns the step for the Ingress: for its controller, or for the two supported ones if it is unknown.
fn ingress_step(controller: Option<IngressController>) -> ConsoleStep {
    let mut step = ConsoleStep::new("Ingress: HTTP for the console and gRPC for the clients, both on this name");
    if controller != Some(IngressController::Alb) {
        step = step.remark(
            "With ingress-nginx: use two ingresses (`separateGrpcIngress`), the one for gRPC with \
                `nginx.ingress.kubernetes.io/backend-protocol: GRPC`, and set \
                `nginx.ingress.kubernetes.io/proxy-buffer-size: 32k`, because large session cookies cause a 502 at \
                /callback.",
        );
    }
    if controller != Some(IngressController::Nginx) {
        step = step.remark(
            "With the AWS Load Balancer Controller (class `alb`): use two ingresses (`separateGrpcIngress`), the one for \
                gRPC with `alb.ingress.kubernetes.io/backend-protocol-version: GRPC`.",
        );
    }
    step
}

/// Returns the step that lists the routes for an Ingress or a Gateway that the chart doesn't create.
pub(super) fn routes(deployment: &Deployment) -> ConsoleStep {
    let listed = |routes: &[&str]| routes.iter().map(|route| format!("`{route}`")).collect::<Vec<_>>().join(", ");
    let mut step = ConsoleStep::new("Routes, if you use your own Ingress, Gateway or proxy instead of the chart's")
        .remark(format!("HTTP, to flyteadmin, with everything below each path: {}.", listed(HTTP_ROUTES)))
        .remark(format!("gRPC, to flyteadmin: {}.", listed(GRPC_ROUTES)))
        .remark(
            "Everything else goes to the console. If the proxy has its own login, exempt these paths: clients only \
                send bearer tokens.",
        );
    let url = &deployment.url;
    let calls = match (deployment.chart, &deployment.topology) {
        (_, Topology::Split { .. }) => Some("the data planes"),
        (Chart::FlyteBinary, _) if deployment.external().is_none() => Some("flytepropeller, for its token"),
        _ => None,
    };
    if let Some(who) = calls {
        step = step.remark(format!(
            "Pods also call {url} ({who}): the name must resolve in the cluster, the load balancer must accept calls \
                from \
                inside (hairpin), and a private CA must be in their trust store."
        ));
    }
    step
}
