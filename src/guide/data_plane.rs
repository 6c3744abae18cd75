//! The steps to a login in a data plane: only flytepropeller's, as the rest belongs to the control plane.

use super::checks::{from_a_pod, pods, token};
use super::{Guide, GuideSection, Upgrade, upgrade};
use crate::deployment::{DataPlane, FLYTEPROPELLER};
use crate::flyte::OAUTH_SERVER;
use crate::idp::ConsoleStep;

/// Returns the steps from finished values to a flytepropeller that logs in.
pub fn next_of_data_plane(plane: &DataPlane, upgrade: &Upgrade) -> Guide {
    let installation = plane.installation();
    let mut sections = vec![
        upgrade::upgrade(installation, upgrade)
            .remark("With the context of the data plane's cluster, and after the control plane."),
    ];
    sections.extend(upgrade::restart(installation, upgrade));
    sections.push(checks(plane));
    let place = plane
        .endpoint
        .as_ref()
        .map_or_else(|| "in another cluster".to_owned(), |endpoint| format!("at {}", endpoint.as_str()));
    Guide { title: format!("Flyte's data plane, with flyteadmin {place}"), sections }
}

fn checks(plane: &DataPlane) -> GuideSection {
    let namespace = &plane.namespace;
    let mut steps = vec![pods(namespace, FLYTEPROPELLER)];
    if let Some(endpoint) = &plane.endpoint {
        let url = format!("https://{}{OAUTH_SERVER}", endpoint.authority());
        steps.push(
            ConsoleStep::new("The cluster can reach flyteadmin and the token issuer")
                .run(from_a_pod(namespace, &url), "`token_endpoint` is an address that this cluster can also reach"),
        );
    }
    let mut token = token(namespace, FLYTEPROPELLER);
    if let Some(client) = plane.client.as_ref().filter(|id| !id.is_placeholder()) {
        token = token.remark(format!("It logs in as `{client}`, with the same secret as in every other cluster."));
    }
    steps.push(token);
    steps.push(ConsoleStep::new(
        "The control plane handles the login of users and clients: verify it with `flyte-auth next` and its values",
    ));
    GuideSection::new("Check", steps)
}
