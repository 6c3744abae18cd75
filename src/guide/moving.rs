//! From the internal to the external authorization server, and back.

use super::{Section, ValuesFrom};
use crate::chart::Chart;
use crate::deployment::Deployment;
use crate::idp::Step;

/// What CI logs in with from then on.
fn of_ci(then: &Deployment) -> String {
    let what = match (&then.ci, then.external()) {
        (Some(ci), _) => format!("CI logs in with its own client, `{}`", ci.id),
        (None, Some(_)) => "CI logs in with flytepropeller's client, or better with one of its own (`--ci` has the \
            guide say how to register it)"
            .to_owned(),
        (None, None) => "CI logs in with `flytepropeller`, or better with a client of its own (`--ci-client-id ID` \
            adds it to the values)"
            .to_owned(),
    };
    format!("{what}: it needs that client's id and secret.")
}

/// The way from `now` to `then`; `None` where the same server issues the tokens. `from` is missing once the values are
/// written.
pub(super) fn section(now: &Deployment, then: &Deployment, from: Option<&ValuesFrom>) -> Option<Section> {
    let (idp, title) = match (now.external(), then.external()) {
        (None, Some(_)) => (then.idp_name(), "Moving from the internal to the external authorization server"),
        (Some(_), None) => (now.idp_name(), "Moving from the external to the internal authorization server"),
        _ => return None,
    };
    let mut steps = vec![Step::new("Choose a quiet hour").remark(
        "Every token of before ends with the upgrade: people log in again, and tasks that run then may \
                lose their connection to flyteadmin. There is no time in which both servers count.",
    )];
    let settings = if then.external().is_some() {
        steps.push(Step::new(format!(
            "Set up everything at {idp} before the upgrade: nothing of it disturbs the login of now"
        )));
        "`selfAuthServer` with its static clients, the hash and `offline` go; `authServerType: External` and \
            `externalAuthServer` come"
    } else {
        "`externalAuthServer` and `authServerType` go; flytepropeller gets a password whose hash flyteadmin knows"
    };
    if let Some(from) = from {
        let mut change = Step::new("Change the values")
            .remark(format!("{settings}. Comments and everything else in the file stay."));
        if let Some(command) = from.generate() {
            change = change.run(format!("{command} --dry-run"), "shows the change, writes nothing");
            change = change.run(command, "");
        }
        steps.push(change);
    }
    let mut upgrade = Step::new(match from {
        Some(_) => "Upgrade, restart and check: `flyte-auth next` says how",
        None => "Upgrade, restart and check, as below",
    });
    if then.chart == Chart::FlyteCore {
        upgrade = upgrade.remark(
            "Restart flytepropeller after flyteadmin: it keeps its token source, and a failed one stays failed.",
        );
    }
    steps.push(upgrade);
    steps.push(Step::new("Give clients their new configuration: `flyte-auth client`").remark(format!(
        "flytectl and pyflyte keep tokens in the system's key ring and get new ones by themselves. {}",
        of_ci(then)
    )));
    steps.push(if then.external().is_some() {
        Step::new("If it does not work, go back with `helm rollback`: the internal server needs nothing that is gone")
    } else {
        Step::new(format!(
            "When it works, delete the clients of flytectl and flytepropeller at {idp}; the console's stays"
        ))
    });
    Some(Section::new(title, steps))
}
