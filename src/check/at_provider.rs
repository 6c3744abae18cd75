//! Where something is in the identity provider's console: asked of the steps of `guide`, which have the provider's words.

use crate::deployment::Deployment;
use crate::idp::{ConsoleStep, ConsoleValue};

/// The steps at the provider of a deployment.
pub(super) struct AtProvider<'a> {
    deployment: Option<&'a Deployment>,
    steps: Vec<ConsoleStep>,
}

impl<'a> AtProvider<'a> {
    pub(super) fn new(deployment: Option<&'a Deployment>) -> Self {
        let steps = deployment.map(|deployment| deployment.idp.provider().steps(&deployment.setup()));
        Self { deployment, steps: steps.unwrap_or_default() }
    }

    /// The field that `value` belongs into: `Clients > Create client: "Valid redirect URIs"`.
    pub(super) fn field_of(&self, value: &str) -> Option<String> {
        self.find(|text| text.split([' ', ',']).any(|word| word == value))
    }

    /// The field whose value mentions `words`.
    pub(super) fn field_about(&self, words: &str) -> Option<String> {
        self.find(|text| text.contains(words))
    }

    fn find(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.steps.iter().find_map(|step| {
            let setting = step.settings.iter().find(|setting| fits(&setting.value))?;
            Some(format!("{}: \"{}\"", step.place, setting.name))
        })
    }

    /// Where a thing is found, in the provider's words.
    pub(super) fn place_of(&self, sought: ConsoleValue) -> Option<String> {
        Some(self.deployment?.idp.provider().where_to_find(sought).to_owned())
    }
}
