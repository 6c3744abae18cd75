//! One configuration of flytectl and pyflyte, and the model of it.

use super::keys::{self, KeyFault};
use crate::client::read::is_client_config;
use crate::deployment::Deployment;
use crate::flyte::ConfigFile;
use crate::flyte::config::{Admin, decode};
use crate::flyte::merge_files;
use crate::values::{HelmVersion, Layered, Value};

/// A file that rules can ask about.
#[derive(Debug)]
pub struct ClientConfig<'a> {
    pub layered: &'a Layered,
    /// What flytectl decodes.
    pub admin: Admin,
    /// The keys that do not do what they were written for.
    pub key_faults: Vec<KeyFault>,
    /// The deployment that it is for, if someone said.
    pub deployment: Option<&'a Deployment>,
}

impl<'a> ClientConfig<'a> {
    /// As whom such a file is read: of several documents viper takes the first, as Helm 3 does.
    pub const READ_AS: HelmVersion = HelmVersion::V3;

    /// Makes the model of a file.
    pub fn of(layered: &'a Layered, deployment: Option<&'a Deployment>) -> Self {
        let file = ConfigFile { name: "config.yaml", content: layered.values.clone() };
        let merged = merge_files(&[file], &mut Vec::new()).without_placeholders();
        Self {
            layered,
            admin: decode(&merged).admin,
            // That the schema is one is held by the tests.
            key_faults: keys::faults(keys::KeysOf::ClientConfig, &layered.values).unwrap_or_default(),
            deployment,
        }
    }

    /// Whether a file is surely one.
    pub fn is_one(values: &Value) -> bool {
        is_client_config(values)
    }
}
