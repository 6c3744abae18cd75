//! The queries that rules about client configurations use.

use super::client_config::ClientConfig;
use super::finding::ValueRef;
use crate::client::read::{GrpcTarget, admin_key};
use crate::deployment::Deployment;
use crate::flyte::config::{Admin, AuthType};
use crate::values::{Map, Origin, Path, Step, Value, is_placeholder};

/// A client configuration, as rules see it.
#[derive(Debug)]
pub struct ClientContext<'a> {
    config: &'a ClientConfig<'a>,
}

/// A key of `admin` with its value, as written.
#[derive(Debug, Clone, Copy)]
pub struct WrittenSetting<'a> {
    /// The key of the section, as written.
    pub section: &'a str,
    /// The key, as written.
    pub key: &'a str,
    /// The position of the key.
    pub key_origin: &'a Origin,
    pub value: &'a Value,
}

impl<'a> ClientContext<'a> {
    pub(super) const fn new(config: &'a ClientConfig<'a>) -> Self {
        Self { config }
    }

    pub const fn config(&self) -> &'a ClientConfig<'a> {
        self.config
    }

    /// Returns `admin` as flytectl decodes it.
    pub const fn admin(&self) -> &'a Admin {
        &self.config.admin
    }

    /// Returns the deployment that the configuration is for, if the user names one.
    pub const fn deployment(&self) -> Option<&'a Deployment> {
        self.config.deployment
    }

    /// Returns the key and the map of `admin`, as written.
    fn admin_map(&self) -> Option<(&'a str, &'a Map)> {
        let values = &self.config.layered.values;
        let key = admin_key(values)?;
        Some((key, values.get(key)?.as_map()?))
    }

    /// A key of `admin`, in whatever case, unless its value is null.
    pub fn written(&self, key: &str) -> Option<WrittenSetting<'a>> {
        self.entry(key).filter(|written| !written.value.is_null())
    }

    /// Finds a key of `admin` in any letter case.
    pub fn entry(&self, key: &str) -> Option<WrittenSetting<'a>> {
        let (section, map) = self.admin_map()?;
        let exact = map.get_key_value(key);
        let other = map.iter().find(|(other, _)| other.eq_ignore_ascii_case(key));
        let (key, entry) = exact.or(other)?;
        Some(WrittenSetting { section, key, key_origin: &entry.key_origin, value: &entry.value })
    }

    /// Returns the text of a key of `admin` with its site; `None` if it is empty or a placeholder.
    pub fn text(&self, key: &str) -> Option<(&'a str, ValueRef)> {
        let written = self.written(key)?;
        let text = written.value.as_str()?;
        (!text.is_empty() && !is_placeholder(text)).then(|| (text, written.site()))
    }

    /// Returns whether a key of `admin` has a value that is not empty.
    pub fn is_set(&self, key: &str) -> bool {
        self.written(key).is_some_and(|written| written.value.is_truthy())
    }

    /// Returns the flow that flytectl uses, if the file names one that flytectl knows.
    pub fn flow(&self) -> Option<AuthType> {
        let is_set = self.is_set("authType");
        self.admin().auth_type.get().copied().filter(|_| is_set)
    }

    /// Returns the endpoint, if it is a valid gRPC target.
    pub fn endpoint(&self) -> Option<(GrpcTarget, ValueRef)> {
        let (text, site) = self.text("endpoint")?;
        Some((GrpcTarget::read(text)?.ok()?, site))
    }

    /// Returns the intended endpoint, also where its form is invalid.
    pub fn endpoint_meant(&self) -> Option<(GrpcTarget, ValueRef)> {
        let (text, site) = self.text("endpoint")?;
        let target = match GrpcTarget::read(text)? {
            Ok(target) => target,
            Err(fault) => GrpcTarget::read(fault.right()?)?.ok()?,
        };
        Some((target, site))
    }

    /// Returns the site of a key of `admin`, or of the place where it is missing.
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

    /// Returns the source text at an origin.
    pub fn raw(&self, origin: &Origin) -> Option<&'a str> {
        let Origin::File { source, span } = origin else {
            return None;
        };
        let source = self.config.layered.sources.get(*source)?;
        std::str::from_utf8(source.text.get(span.range())?).ok()
    }

    /// Returns the site of something without a path, such as a document or an ignored key.
    pub const fn at(origin: Origin) -> ValueRef {
        ValueRef { path: Path(Vec::new()), origin: Some(origin), present: true }
    }
}

impl WrittenSetting<'_> {
    pub fn path(&self) -> Path {
        Path::of(&[self.section, self.key])
    }

    /// Returns the site of the value.
    pub fn site(&self) -> ValueRef {
        ValueRef { path: self.path(), origin: Some(self.value.origin.clone()), present: true }
    }

    /// Returns the site of the key.
    pub fn key_site(&self) -> ValueRef {
        ValueRef { origin: Some(self.key_origin.clone()), ..self.site() }
    }

    /// Returns the path of an item of the list in the value.
    pub fn item(&self, index: usize) -> Path {
        let mut path = self.path();
        path.0.push(Step::Index(index));
        path
    }
}
