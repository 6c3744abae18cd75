//! The rendered chart, as far as authentication is concerned.

use super::Pod;
use crate::flyte::ConfigFile;
use crate::values::Map;

/// A process that reads a configuration.
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
    /// flyte-core's manager, which creates the pods of flytepropeller (`flytepropeller.manager`).
    PropellerManager,
    /// flyte-core's sync of cluster resources, if it calls flyteadmin (`standaloneDeployment`).
    Syncresources,
}

impl ProcessName {
    /// Returns the name in the output.
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

    /// Returns whether it serves the API, so that it reads `auth` and `server.security`.
    pub const fn is_server(self) -> bool {
        matches!(self, Self::Flyte | Self::Flyteadmin)
    }

    /// Returns whether it calls the API as a client, so that it reads `admin`.
    pub const fn is_client(self) -> bool {
        !matches!(self, Self::Flyteadmin | Self::PropellerManager)
    }
}

/// A process, and the configuration that the chart gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    pub name: ProcessName,
    /// The config files, sorted by name; `None` if the process does not exist, or its configuration comes from outside
    /// the chart.
    pub files: Option<Vec<ConfigFile>>,
    /// ConfigMaps and Secrets managed outside the chart whose keys are additional config files with unknown content.
    pub outside: Vec<String>,
    /// The pod; `None` if the process does not exist.
    pub pod: Option<Pod>,
}

/// A Secret that the chart renders.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedSecret {
    pub name: String,
    /// The keys and values as Kubernetes reads them.
    pub data: Map,
}

/// The rendered parts that matter for authentication.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// All processes of the chart, including those that do not exist with these values.
    pub processes: Vec<Process>,
    /// The Secrets for authentication.
    pub secrets: Vec<RenderedSecret>,
    /// The namespace that the chart installs into.
    pub namespace: String,
    /// The name of the Deployment that serves the API.
    pub server: String,
}
