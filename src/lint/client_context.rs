//! What a rule about client configs can ask.

use super::client_config::ClientConfig;
use super::finding::ValueRef;
use crate::client::read::{GrpcTarget, admin_key};
use crate::deployment::Deployment;
use crate::flyte::config::{Admin, AuthType};
use crate::values::{Map, Origin, Path, Step, Value, is_placeholder};

/// One client config, as rules see it.
#[derive(Debug)]
pub struct ClientContext<'a> {
    config: &'a ClientConfig<'a>,
}

/// A key of `admin` with what was written after it.
#[derive(Debug, Clone, Copy)]
pub struct WrittenSetting<'a> {
    /// The key of the section, as it was written.
    pub section: &'a str,
    /// The key, as it was written.
    pub key: &'a str,
    /// Where the key is.
    pub key_origin: &'a Origin,
    pub value: &'a Value,
}

impl<'a> ClientContext<'a> {
    pub(super) const fn new(config: &'a ClientConfig<'a>) -> Self {
        Self { config }
    }

    /// The config itself.
    pub const fn config(&self) -> &'a ClientConfig<'a> {
        self.config
    }

    /// `admin` as flytectl decodes it.
    pub const fn admin(&self) -> &'a Admin {
        &self.config.admin
    }

    /// The deployment that it is for, if someone said.
    pub const fn deployment(&self) -> Option<&'a Deployment> {
        self.config.deployment
    }

    /// `admin` as it was written.
    fn admin_map(&self) -> Option<(&'a str, &'a Map)> {
        let values = &self.config.layered.values;
        let key = admin_key(values)?;
        Some((key, values.get(key)?.as_map()?))
    }

    /// A key of `admin`, in whatever case, unless its value is null.
    pub fn written(&self, key: &str) -> Option<WrittenSetting<'a>> {
        self.entry(key).filter(|written| !written.value.is_null())
    }

    /// A key of `admin`, in whatever case.
    pub fn entry(&self, key: &str) -> Option<WrittenSetting<'a>> {
        let (section, map) = self.admin_map()?;
        let exact = map.get_key_value(key);
        let other = map.iter().find(|(other, _)| other.eq_ignore_ascii_case(key));
        let (key, entry) = exact.or(other)?;
        Some(WrittenSetting { section, key, key_origin: &entry.key_origin, value: &entry.value })
    }

    /// The text of a key of `admin` with its place; `None` if it is empty or something is still to fill it in.
    pub fn text(&self, key: &str) -> Option<(&'a str, ValueRef)> {
        let written = self.written(key)?;
        let text = written.value.as_str()?;
        (!text.is_empty() && !is_placeholder(text)).then(|| (text, written.site()))
    }

    /// Whether a key of `admin` was given a value that is not empty.
    pub fn is_set(&self, key: &str) -> bool {
        self.written(key).is_some_and(|written| written.value.is_truthy())
    }

    /// The flow that flytectl takes, where the file names one that it knows.
    pub fn flow(&self) -> Option<AuthType> {
        let is_set = self.is_set("authType");
        self.admin().auth_type.get().copied().filter(|_| is_set)
    }

    /// The endpoint, if it is one.
    pub fn endpoint(&self) -> Option<(GrpcTarget, ValueRef)> {
        let (text, site) = self.text("endpoint")?;
        Some((GrpcTarget::read(text)?.ok()?, site))
    }

    /// The endpoint that is meant, also by a form with which no one gets there.
    pub fn endpoint_meant(&self) -> Option<(GrpcTarget, ValueRef)> {
        let (text, site) = self.text("endpoint")?;
        let target = match GrpcTarget::read(text)? {
            Ok(target) => target,
            Err(fault) => GrpcTarget::read(fault.right()?)?.ok()?,
        };
        Some((target, site))
    }

    /// Where a key of `admin` is, or is missing.
    pub fn site(&self, key: &str) -> ValueRef {
        if let Some(written) = self.written(key) {
            return written.site();
        }
        let values = &self.config.layered.values;
        let section = admin_key(values).unwrap_or("admin");
        let around = values.as_map().and_then(|map| map.get(section));
        ValueRef {
            path: Path::of(&[section, key]),
            origin: around.map(|entry| entry.key_origin.clone()),
            present: false,
        }
    }

    /// The text of the file at an origin.
    pub fn raw(&self, origin: &Origin) -> Option<&'a str> {
        let Origin::File { source, span } = origin else {
            return None;
        };
        let source = self.config.layered.sources.get(*source)?;
        std::str::from_utf8(source.text.get(span.range())?).ok()
    }

    /// The site of what has no path: a document, a key that does not count.
    pub const fn at(origin: Origin) -> ValueRef {
        ValueRef { path: Path(Vec::new()), origin: Some(origin), present: true }
    }
}

impl WrittenSetting<'_> {
    pub fn path(&self) -> Path {
        Path::of(&[self.section, self.key])
    }

    /// Where its value is.
    pub fn site(&self) -> ValueRef {
        ValueRef { path: self.path(), origin: Some(self.value.origin.clone()), present: true }
    }

    /// Where its key is.
    pub fn key_site(&self) -> ValueRef {
        ValueRef { origin: Some(self.key_origin.clone()), ..self.site() }
    }

    /// The path of an item of the list after it.
    pub fn item(&self, index: usize) -> Path {
        let mut path = self.path();
        path.0.push(Step::Index(index));
        path
    }
}
