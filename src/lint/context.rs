//! The queries that rules about values use.

use super::finding::ValueRef;
use super::release::LintRelease;
use super::scope::Scope;
use crate::chart::{Chart, ProcessName};
use crate::flyte::FlyteVersion;
use crate::flyte::config::{Admin, Auth, AuthServerType, AuthType, Security, Traced};
use crate::idp::{IdpKind, Issuer};
use crate::release::Model;
use crate::release::{Facts, Flyte2Sign};
use crate::values::{Origin, Path, Step, Value, is_placeholder};

/// A release, as rules see it.
#[derive(Debug)]
pub struct Context<'a> {
    release: &'a LintRelease<'a>,
}

impl<'a> Context<'a> {
    pub(super) const fn new(release: &'a LintRelease<'a>) -> Self {
        Self { release }
    }

    pub const fn release(&self) -> &'a LintRelease<'a> {
        self.release
    }

    pub const fn chart(&self) -> Chart {
        self.release.chart()
    }

    pub const fn flyte(&self) -> FlyteVersion {
        self.release.flyte()
    }

    /// Returns the sign that the values are for Flyte 2, if there is one.
    pub fn flyte_2(&self) -> Option<Flyte2Sign> {
        Flyte2Sign::find(&self.release.user, self.chart(), self.flyte())
    }

    /// Returns the effective model; `None` if the chart does not render.
    pub const fn model(&self) -> Option<&'a Model> {
        self.release.model.as_ref()
    }

    /// Returns the facts that follow from the model.
    pub const fn facts(&self) -> &'a Facts {
        &self.release.facts
    }

    /// Returns the server's `auth`; `None` in a data plane.
    pub fn auth(&self) -> Option<&'a Auth> {
        Some(&self.model()?.server()?.decoded.auth)
    }

    /// Returns the server's `server.security`; `None` in a data plane.
    pub fn security(&self) -> Option<&'a Security> {
        Some(&self.model()?.server()?.decoded.security)
    }

    /// Returns the `admin` of the process that calls flyteadmin, see [`Model::caller`]; `None` in a control plane
    /// without one.
    pub fn admin(&self) -> Option<&'a Admin> {
        Some(&self.model()?.caller()?.decoded.admin)
    }

    /// Returns the name of the process that [`Self::admin`] configures, for messages.
    pub fn caller(&self) -> &'static str {
        match self.model().and_then(Model::caller).map(|caller| caller.name) {
            // In flyte-binary's process, flytepropeller makes the calls.
            None | Some(ProcessName::Flyte) => ProcessName::Flytepropeller.as_str(),
            Some(caller) => caller.as_str(),
        }
    }

    /// Returns [`Self::admin`] if that process gets its tokens with its own client ID and secret.
    pub fn client_credentials(&self) -> Option<&'a Admin> {
        self.admin().filter(|admin| admin.auth_type.get() == Some(&AuthType::ClientSecret))
    }

    /// Returns whether flyteadmin also reads configuration files from outside the chart.
    pub fn has_outside_config(&self) -> bool {
        self.model().and_then(Model::server).is_some_and(|server| !server.outside.is_empty())
    }

    /// Returns whether the identity provider issues the access tokens.
    pub fn is_external(&self) -> bool {
        self.facts().server_type == Some(AuthServerType::External)
    }

    /// Returns whether flyteadmin issues the access tokens.
    pub fn is_internal(&self) -> bool {
        self.facts().server_type == Some(AuthServerType::SelfServer)
    }

    /// Returns the external authorization server's issuer and its provider.
    pub fn external(&self) -> Option<(Issuer, IdpKind)> {
        let url = self.facts().external_issuer.as_ref()?;
        let issuer = Issuer::of_url(url)?;
        let kind = IdpKind::of(&issuer);
        Some((issuer, kind))
    }

    /// Returns whether the values are checked as one layer: what they leave out is not reported.
    pub fn is_fragment(&self) -> bool {
        self.release.scope == Scope::Layer
    }

    /// Returns the value at a path of the chart's merged values, defaults included.
    pub fn value(&self, path: &[&str]) -> Option<&'a Value> {
        match self.model() {
            Some(model) => model.values.at(path),
            None => self.release.user.at(path),
        }
    }

    /// Returns the text at a path of the merged values; `None` if it is empty, a placeholder or not text.
    pub fn text(&self, path: &[&str]) -> Option<&'a str> {
        self.value(path)?.as_str().filter(|text| !text.is_empty() && !is_placeholder(text))
    }

    /// Returns the site of a setting in Flyte's configuration: where its value is written, or where it is missing.
    pub fn setting<T>(&self, setting: &Traced<T>) -> ValueRef {
        self.setting_at(&setting.path, &setting.origin)
    }

    /// Returns the site of an item of a list setting; the site of the whole setting if it is not written as a list.
    pub fn item<T>(&self, setting: &Traced<Vec<T>>, index: usize) -> ValueRef {
        match setting.items.get(index) {
            Some(origin) => {
                let mut path = setting.path.clone();
                path.0.push(Step::Index(index));
                self.setting_at(&path, origin)
            }
            None => self.setting(setting),
        }
    }

    /// Returns the site of the item of a list setting that is `text`, or contains it as one of its words; the site of
    /// the whole setting if it is not written as a list.
    pub fn item_with(&self, setting: &Traced<Vec<String>>, text: &str) -> ValueRef {
        let items = setting.get().map(Vec::as_slice).unwrap_or_default();
        let index = items.iter().position(|item| item == text || item.split_whitespace().any(|word| word == text));
        index.map_or_else(|| self.setting(setting), |index| self.item(setting, index))
    }

    /// Returns the site of a value in Flyte's configuration that comes from `origin`.
    pub fn setting_at(&self, config: &Path, origin: &Origin) -> ValueRef {
        if *origin == Origin::FlyteDefault {
            return self.missing_at(&self.chart().home_of(config));
        }
        let path = self.model().map_or_else(|| self.chart().home_of(config), |model| model.written_at(config, origin));
        ValueRef { path: self.release.path(&path), origin: Some(origin.clone()), present: true }
    }

    /// Returns the path in this chart's values where a setting belongs.
    pub fn home<T>(&self, setting: &Traced<T>) -> Path {
        self.chart().home_of(&setting.path)
    }

    /// Returns the site of a setting as if it were missing.
    pub fn unset<T>(&self, setting: &Traced<T>) -> ValueRef {
        self.missing_at(&self.home(setting))
    }

    /// Returns the site of a missing setting or block of settings; `config` is its path in Flyte's configuration.
    pub fn missing(&self, config: &str) -> ValueRef {
        self.missing_at(&self.chart().home(config))
    }

    /// Returns the site of a value at a path of this chart's values.
    pub fn value_at(&self, path: &Path, value: &Value) -> ValueRef {
        ValueRef { path: self.release.path(path), origin: Some(value.origin.clone()), present: true }
    }

    /// Returns the site at a path of this chart's values that comes from `origin`.
    pub fn origin_at(&self, path: &Path, origin: &Origin) -> ValueRef {
        ValueRef { path: self.release.path(path), origin: Some(origin.clone()), present: true }
    }

    /// Returns the site of a part of the files that is not a value, such as a duplicate key.
    #[expect(clippy::unused_self, reason = "rules name every place through the context")]
    pub fn text_at(&self, path: Path, origin: &Origin) -> ValueRef {
        ValueRef { path, origin: Some(origin.clone()), present: true }
    }

    /// Returns the site at a path of this chart's values: of the value, or of the place where it is missing.
    pub fn site(&self, path: &[&str]) -> ValueRef {
        match self.value(path) {
            Some(value) => {
                ValueRef { path: self.release.path(&Path::of(path)), origin: Some(value.origin.clone()), present: true }
            }
            None => self.missing_at(&Path::of(path)),
        }
    }

    /// Returns the site of the values as a whole.
    #[expect(clippy::unused_self, reason = "rules name every place through the context")]
    pub fn whole(&self) -> ValueRef {
        ValueRef { path: Path::default(), origin: None, present: true }
    }

    /// Returns the site of a missing path: the key of the nearest block around it that the user wrote.
    fn missing_at(&self, path: &Path) -> ValueRef {
        let mut value = &self.release.user;
        let mut near = None;
        for step in &path.0 {
            let Step::Key(key) = step else { break };
            let Some(entry) = value.as_map().and_then(|map| map.get(&**key)) else {
                break;
            };
            near = Some(entry.key_origin.clone());
            value = &entry.value;
        }
        ValueRef { path: self.release.path(path), origin: near, present: false }
    }
}
