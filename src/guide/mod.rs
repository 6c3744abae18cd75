//! What a person has to do besides writing values: at the identity provider, before an upgrade, after it.
//!
//! | file | holds |
//! | --- | --- |
//! | `before` | domain, DNS, ingress, TLS |
//! | `moving` | the way from one authorization server to the other |
//! | `values` | which values, and how to get them |
//! | `upgrade` | `helm upgrade`, and what must be restarted by hand |
//! | `checks` | whether it works, in order |
//! | `render` | all of it as text, Markdown or JSON |
//!
//! What is to be done at a provider is in `idp/<provider>/steps.rs`.

mod before;
mod checks;
mod moving;
mod render;
mod upgrade;
mod values;

use serde::Serialize;

use crate::deployment::Deployment;
use crate::idp::Step;

pub use render::{Format, render, schema};
pub use upgrade::{ReleaseFiles, Upgrade};
pub use values::ValuesFrom;

/// Sections of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Guide {
    /// What it leads to.
    pub title: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// Steps that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Section {
    /// What they are about.
    pub title: String,
    /// What to know first.
    pub remarks: Vec<String>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Section {
    fn new(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self {
            title: title.into(),
            remarks: Vec::new(),
            steps,
        }
    }

    fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remarks.push(remark.into());
        self
    }
}

/// From nothing to values: what must be there first, what to set up at the identity provider, how to get the values.
/// `before` is the deployment as it is now, if there is one.
pub fn guide(deployment: &Deployment, from: &ValuesFrom, before: Option<&Deployment>) -> Guide {
    let mut sections = vec![before::section(deployment), provider(deployment)];
    if let Some(before) = before {
        sections.extend(moving::section(before, deployment, from));
    }
    sections.push(values::section(deployment, from));
    Guide {
        title: title(deployment),
        sections,
    }
}

/// From values to a login: the upgrade, what must be restarted, and how to see that it works.
pub fn next(deployment: &Deployment, upgrade: &Upgrade) -> Guide {
    let mut sections = vec![upgrade::upgrade(deployment, upgrade)];
    sections.extend(upgrade::restart(deployment, upgrade));
    sections.push(checks::section(deployment));
    Guide {
        title: title(deployment),
        sections,
    }
}

fn title(deployment: &Deployment) -> String {
    let idp = deployment.idp_name();
    let issues = match deployment.external() {
        None => "flyteadmin issues the access tokens (internal authorization server)".to_owned(),
        Some(_) => format!("{idp} issues the access tokens (external authorization server)"),
    };
    format!(
        "Flyte at {} with the login of {idp}; {issues}",
        deployment.url
    )
}

/// What to set up at the identity provider.
pub fn provider(deployment: &Deployment) -> Section {
    let setup = deployment.setup();
    Section::new(
        format!("At {}", deployment.idp_name()),
        deployment.idp.provider().steps(&setup),
    )
}
