//! The change from the internal to the external authorization server, and back.

use super::{GuideSection, ValuesFrom};
use crate::chart::Chart;
use crate::deployment::Deployment;
use crate::idp::ConsoleStep;

/// Returns how CI logs in after the change.
fn of_ci(then: &Deployment) -> String {
    let what = match (&then.ci, then.external()) {
        (Some(ci), _) => format!("CI logs in with its client `{}`", ci.id),
        (None, Some(_)) => {
            "CI logs in with flytepropeller's client, or better with a separate one (`flyte-auth guide --ci` shows how \
            to register it)"
                .to_owned()
        }
        (None, None) => {
            "CI logs in with `flytepropeller`, or better with a separate client (`--ci-client-id ID` adds it)"
                .to_owned()
        }
    };
    format!("{what}: it needs the client ID and secret.")
}

/// Returns the steps from `now` to `then`, or `None` if the authorization server stays the same. `from` is `None` once
/// the values are written.
pub(super) fn section(now: &Deployment, then: &Deployment, from: Option<&ValuesFrom>) -> Option<GuideSection> {
    let (idp, title) = match (now.external(), then.external()) {
        (None, Some(_)) => (then.idp_name(), "Moving from the internal to the external authorization server"),
        (Some(_), None) => (now.idp_name(), "Moving from the external to the internal authorization server"),
        _ => return None,
    };
    let mut steps = vec![ConsoleStep::new("Choose a time with few running tasks").remark(
        "All current tokens become invalid with the upgrade: people log in again, and running tasks may lose their \
                connection to flyteadmin. The two servers never work at the same time.",
    )];
    let settings = if then.external().is_some() {
        steps
            .push(ConsoleStep::new(format!("Set up {idp} before the upgrade; this does not affect the current login")));
        "This removes `selfAuthServer` with its static clients, the hash and `offline`, and adds `authServerType: \
            External` and \
            `externalAuthServer`"
    } else {
        "This removes `externalAuthServer` and `authServerType`, and adds flytepropeller's password and its hash"
    };
    if let Some(from) = from {
        let mut change = ConsoleStep::new("Change the values")
            .remark(format!("{settings}. Everything else in the file stays unchanged."));
        if let Some(command) = from.generate() {
            change = change.run(format!("{command} --dry-run"), "shows the change, writes nothing");
            change = change.run(command, "");
        }
        steps.push(change);
    }
    let mut upgrade = ConsoleStep::new(match from {
        Some(_) => "Upgrade, restart and check, as `flyte-auth next` shows",
        None => "Upgrade, restart and check, as below",
    });
    if then.chart == Chart::FlyteCore {
        upgrade = upgrade.remark("Restart flytepropeller after flyteadmin: it does not retry a failed login.");
    }
    steps.push(upgrade);
    steps.push(ConsoleStep::new("Give clients their new configuration: `flyte-auth client`").remark(format!(
        "flytectl and pyflyte cache tokens in the system keyring and renew them automatically. {}",
        of_ci(then)
    )));
    steps.push(if then.external().is_some() {
        ConsoleStep::new(
            "If it does not work, go back with `helm rollback`; the internal server needs nothing at the provider",
        )
    } else {
        ConsoleStep::new(format!(
            "When it works, delete the clients of flytectl and flytepropeller at {idp}; keep the web client"
        ))
    });
    Some(GuideSection::new(title, steps))
}
