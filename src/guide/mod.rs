//! Guides: what a user has to do besides writing values, at the identity provider, before an upgrade and after it.
//!
//! | file | holds |
//! | --- | --- |
//! | `before` | domain, DNS, ingress, TLS |
//! | `moving` | the change from one authorization server to the other |
//! | `values` | the values to use, and how to get them |
//! | `upgrade` | `helm upgrade`, and what must be restarted by hand |
//! | `checks` | the checks after the upgrade, in order |
//! | `data_plane` | the same for a separate data plane |
//! | `render` | rendering as text, Markdown or JSON |
//!
//! The steps at a provider are in `idp/<provider>/steps.rs`.

mod before;
mod checks;
mod data_plane;
mod moving;
mod render;
mod upgrade;
mod values;

use serde::Serialize;

use crate::chart::IngressController;
use crate::deployment::{Deployment, Topology};
use crate::idp::code::CodeFormat;
use crate::idp::{ConsoleStep, ShellCommand};
use crate::shell;

pub use data_plane::next_of_data_plane;
pub use render::{GuideFormat, render, schema};
pub use upgrade::{
    ADD_REPOSITORY, CURRENT_VALUES, InstallationName, OtherValues, ReleaseFiles, Upgrade, YOUR_CHART, YOURS,
    helm_upgrade,
};
pub use values::ValuesFrom;

/// Sections of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Guide {
    /// The goal of the guide.
    pub title: String,
    /// The sections, in order.
    pub sections: Vec<GuideSection>,
}

impl Guide {
    /// Adds the routes to flyteadmin as the first check, for a reader who has not seen [`before`].
    #[must_use]
    pub fn with_routes(mut self, deployment: &Deployment) -> Self {
        if let Some(checks) = self.sections.last_mut().filter(|_| !deployment.url.is_local()) {
            checks.steps.insert(0, before::routes(deployment));
        }
        self
    }
}

/// Steps that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct GuideSection {
    /// The title of the section.
    pub title: String,
    /// Remarks before the steps.
    pub remarks: Vec<String>,
    /// Commands that do all steps at once.
    pub commands: Vec<ShellCommand>,
    /// The steps.
    pub steps: Vec<ConsoleStep>,
}

impl GuideSection {
    fn new(title: impl Into<String>, steps: Vec<ConsoleStep>) -> Self {
        Self { title: title.into(), remarks: Vec::new(), commands: Vec::new(), steps }
    }

    fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remarks.push(remark.into());
        self
    }
}

/// Returns the guide from nothing to values: the prerequisites, the setup at the identity provider, and how to get the
/// values. `ingress` is the controller that the values name, `before` the current deployment if there is one.
pub fn guide(
    deployment: &Deployment,
    from: &ValuesFrom,
    ingress: Option<IngressController>,
    before: Option<&Deployment>,
) -> Guide {
    let mut sections = vec![
        with_placeholder_remark(deployment, before::section(deployment, ingress), "replace it here and below"),
        as_code(deployment, from),
    ];
    if let Some(before) = before {
        sections.extend(moving::section(before, deployment, Some(from)));
    }
    sections.push(values::section(from));
    Guide { title: title(deployment), sections }
}

/// Returns the section for changing the authorization server from that of `now` to that of `then`, or `None` if both
/// use the same. The values are already written.
pub fn moving(now: &Deployment, then: &Deployment) -> Option<GuideSection> {
    moving::section(now, then, None)
}

/// Returns the prerequisites for enabling authentication. `ingress` is the controller that the values name.
pub fn before(deployment: &Deployment, ingress: Option<IngressController>) -> GuideSection {
    before::section(deployment, ingress)
}

/// Returns the guide from values to a login: the upgrade, restarts and checks. `words` are the arguments that name the
/// deployment to another subcommand.
pub fn next(deployment: &Deployment, upgrade: &Upgrade, words: &[String]) -> Guide {
    let mut sections = vec![with_placeholder_remark(
        deployment,
        upgrade::upgrade(deployment.installation(), upgrade),
        "give Helm the resolved values, and replace it below",
    )];
    let mut restart = upgrade::restart(deployment.installation(), upgrade);
    if matches!(deployment.topology, Topology::Split { .. }) {
        restart = restart.map(|section| section.remark("Each in the cluster where it runs."));
    }
    sections.extend(restart);
    sections.push(checks::section(deployment, words));
    Guide { title: title(deployment), sections }
}

/// Returns the closing guide after values were written: the upgrade, and the command for the rest. `place` are the
/// arguments that name the files to `next`.
pub fn closing(deployment: &Deployment, upgrade: &Upgrade, from: &ValuesFrom, place: &[String]) -> Guide {
    let words = from.words();
    let next = shell::line(place);
    let rest = GuideSection::new(
        "More",
        vec![
            ConsoleStep::new(format!("Set up {}", deployment.idp_name())).run(
                format!("flyte-auth guide {words}"),
                format!("lists the steps; the redirect URI is {}", deployment.url.callback()),
            ),
            ConsoleStep::new("Restart and verify the login")
                .run(format!("flyte-auth next {}", [words, next].join(" ").trim_end()), ""),
        ],
    );
    Guide { title: title(deployment), sections: vec![upgrade::upgrade(deployment.installation(), upgrade), rest] }
}

fn title(deployment: &Deployment) -> String {
    let idp = deployment.idp_name();
    let server = if deployment.external().is_some() { "external" } else { "internal" };
    format!("Flyte at {}, login with {idp} ({server} authorization server)", deployment.url)
}

/// Adds a remark to the first section if the deployment's URL is a placeholder.
fn with_placeholder_remark(deployment: &Deployment, section: GuideSection, what: &str) -> GuideSection {
    if deployment.url.is_placeholder() {
        section.remark(format!("`{}` is a placeholder: {what}.", deployment.url))
    } else {
        section
    }
}

/// Returns the provider's section with further commands: one that includes CI's client if the values cannot name it,
/// and those that write the section as code if the URL is known.
fn as_code(deployment: &Deployment, from: &ValuesFrom) -> GuideSection {
    let mut section = provider(deployment);
    if matches!(from, ValuesFrom::Values { .. }) && deployment.external().is_some() && deployment.ci.is_none() {
        section.commands.push(ShellCommand {
            line: format!("flyte-auth guide {} --ci", from.words()),
            remark: "with a separate client for CI, which values do not name".to_owned(),
        });
    }
    if deployment.url.is_placeholder() {
        return section;
    }
    for what in CodeFormat::of(deployment.idp) {
        section.commands.push(ShellCommand {
            line: format!("flyte-auth guide {} --emit {}", from.words(), what.word()),
            remark: format!("as code: {}", what.title()),
        });
    }
    section
}

/// Returns the setup at the identity provider.
pub fn provider(deployment: &Deployment) -> GuideSection {
    let setup = deployment.setup();
    GuideSection::new(format!("At {}", deployment.idp_name()), deployment.idp.provider().steps(&setup))
}
