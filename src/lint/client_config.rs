//! A configuration of flytectl and pyflyte, with its model.

use super::keys::{self, KeyFault};
use crate::client::read::is_client_config;
use crate::deployment::Deployment;
use crate::flyte::ConfigFile;
use crate::flyte::config::{Admin, decode};
use crate::flyte::merge_files;
use crate::values::{HelmVersion, Layered, Value};

/// A client configuration that rules check.
#[derive(Debug)]
pub struct ClientConfig<'a> {
    pub layered: &'a Layered,
    /// `admin` as flytectl decodes it.
    pub admin: Admin,
    /// Keys that have no effect, or not the intended one.
    pub key_faults: Vec<KeyFault>,
    /// The deployment that it is for, if the user names one.
    pub deployment: Option<&'a Deployment>,
}

impl<'a> ClientConfig<'a> {
    /// The YAML dialect of the file: viper reads the first of several documents, as Helm 3 does.
    pub const READ_AS: HelmVersion = HelmVersion::V3;

    /// Builds the model of a file.
    pub fn of(layered: &'a Layered, deployment: Option<&'a Deployment>) -> Self {
        let file = ConfigFile { name: "config.yaml", content: layered.values.clone() };
        let merged = merge_files(&[file], &mut Vec::new()).without_placeholders();
        Self {
            layered,
            admin: decode(&merged).admin,
            // A test ensures that the schema is valid.
            key_faults: keys::faults(keys::KeysOf::ClientConfig, &layered.values).unwrap_or_default(),
            deployment,
        }
    }

    /// Returns whether a file is certainly a client configuration.
    pub fn is_one(values: &Value) -> bool {
        is_client_config(values)
    }
}
