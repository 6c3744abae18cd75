//! What must be there before the login is turned on.

use super::Section;
use super::checks::from_a_pod;
use crate::deployment::Deployment;
use crate::idp::Step;
use crate::shell;

pub(super) fn section(deployment: &Deployment) -> Section {
    let url = &deployment.url;
    let host = url.host();
    let steps = if url.is_local() {
        vec![
            Step::new("The sandbox answers")
                .run(format!("curl --silent --show-error --fail {url}/healthcheck"), "prints nothing, ends with 0")
                .remark(
                    "The identity provider sends the browser back to this address, so it must be open on the \
                    machine with the browser.",
                ),
        ]
    } else {
        vec![
            Step::new("DNS: the name leads to the ingress")
                .run(format!("dig +short {}", shell::word(host)), "the address that the next command shows")
                .run(format!("kubectl -n {} get ingress", deployment.namespace), ""),
            Step::new("TLS: a certificate for that name, from a CA that browsers and pods trust")
                .run(
                    format!(
                        "curl --silent --show-error --fail \
                    {}",
                        shell::word(&format!("{url}/healthcheck"))
                    ),
                    "prints nothing, ends with 0",
                )
                .remark(
                    "Cookies of the login are `Secure`: without https nobody stays logged in. Where the CA is \
                    your own, flyteadmin and flytepropeller need it, too.",
                ),
            Step::new("Ingress: HTTP for the console and gRPC for the clients, both on that name").remark(
                "nginx wants two ingresses (`separateGrpcIngress`), the one for gRPC with \
                    `nginx.ingress.kubernetes.io/backend-protocol: GRPC`. The login's cookies are large: \
                        `nginx.ingress.kubernetes.io/proxy-buffer-size: 32k` avoids a 502 at /callback.",
            ),
        ]
    };
    let mut section = Section::new("Before", steps);
    let issuer = &deployment.login.issuer;
    let mut reach = Step::new("flyteadmin reaches the identity provider from its pod");
    if issuer.is_placeholder() {
        reach =
            reach.remark(format!("When it starts it reads {}; otherwise it does not start.", issuer.discovery_url()));
    } else {
        reach = reach
            .run(
                from_a_pod(&deployment.namespace, &issuer.discovery_url()),
                format!("`issuer` is {issuer}, letter for letter"),
            )
            .remark(
                "flyteadmin reads it when it starts; otherwise it does not start (`Error creating oidc provider`).",
            );
    }
    section.steps.push(reach);
    section
}
