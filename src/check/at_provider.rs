//! Finds places in the identity provider's console. They come from the steps of `guide`, which use the provider's
//! terms.

use crate::deployment::Deployment;
use crate::idp::{ConsoleStep, ConsoleValue};

/// The steps at a deployment's provider.
pub(super) struct AtProvider<'a> {
    deployment: Option<&'a Deployment>,
    steps: Vec<ConsoleStep>,
}

impl<'a> AtProvider<'a> {
    pub(super) fn new(deployment: Option<&'a Deployment>) -> Self {
        let steps = deployment.map(|deployment| deployment.idp.provider().steps(&deployment.setup()));
        Self { deployment, steps: steps.unwrap_or_default() }
    }

    /// Returns the field for `value`: `Clients > Create client: "Valid redirect URIs"`.
    pub(super) fn field_of(&self, value: &str) -> Option<String> {
        self.find(|text| text.split([' ', ',']).any(|word| word == value))
    }

    /// Returns the field whose value mentions `words`.
    pub(super) fn field_about(&self, words: &str) -> Option<String> {
        self.find(|text| text.contains(words))
    }

    fn find(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.steps.iter().find_map(|step| {
            let setting = step.settings.iter().find(|setting| fits(&setting.value))?;
            Some(format!("{}: \"{}\"", step.place, setting.name))
        })
    }

    /// Returns where a value is in the provider's console.
    pub(super) fn place_of(&self, value: ConsoleValue) -> Option<String> {
        Some(self.deployment?.idp.provider().where_to_find(value).to_owned())
    }
}
