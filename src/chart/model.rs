//! What a chart renders, as far as authentication is concerned.

use super::Pod;
use crate::flyte::ConfigFile;
use crate::values::Map;

/// The processes that read a config.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcessName {
    /// flyte-binary's one process.
    Flyte,
    /// flyte-core's API server.
    Flyteadmin,
    /// flyte-core's workflow engine.
    Flytepropeller,
    /// flyte-core's native scheduler.
    Flytescheduler,
    /// flyte-core's manager, which makes the pods of flytepropeller (`flytepropeller.manager`).
    PropellerManager,
    /// flyte-core's sync of cluster resources, where it asks flyteadmin (`standaloneDeployment`).
    Syncresources,
}

impl ProcessName {
    /// The name as it is in the output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flyte => "flyte",
            Self::Flyteadmin => "flyteadmin",
            Self::Flytepropeller => "flytepropeller",
            Self::Flytescheduler => "flytescheduler",
            Self::PropellerManager => "flytepropeller-manager",
            Self::Syncresources => "syncresources",
        }
    }

    /// Whether it serves the API, and so reads `auth` and `server.security`.
    pub const fn is_server(self) -> bool {
        matches!(self, Self::Flyte | Self::Flyteadmin)
    }

    /// Whether it calls the API as a client, and so reads `admin`.
    pub const fn is_client(self) -> bool {
        !matches!(self, Self::Flyteadmin | Self::PropellerManager)
    }
}

/// A process and the config that the chart gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    pub name: ProcessName,
    /// Its config files, sorted by name; `None` when the process does not exist, or its config comes from elsewhere.
    pub files: Option<Vec<ConfigFile>>,
    /// ConfigMaps and Secrets managed outside the chart whose keys are config files too: what they hold is unknown.
    pub outside: Vec<String>,
    /// Its pod; `None` when the process does not exist.
    pub pod: Option<Pod>,
}

/// A Secret that the chart renders.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedSecret {
    pub name: String,
    /// Its keys and values as Kubernetes reads them.
    pub data: Map,
}

/// What a chart renders for authentication from the values.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// Each process of the chart, also those that do not exist with these values.
    pub processes: Vec<Process>,
    /// The Secrets for authentication.
    pub secrets: Vec<RenderedSecret>,
    /// The namespace that the chart installs into.
    pub namespace: String,
    /// The name of the Deployment that serves the API.
    pub server: String,
}
