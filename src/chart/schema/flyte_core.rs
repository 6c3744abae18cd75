//! The shape of flyte-core's values. Source: `charts/flyte-core` of Flyte v1.16.8, `values.yaml` and templates.

use super::flyte_binary::Server;
use super::shape::{Names, Switch, Text, shape};
use crate::flyte::config;

shape! {
    /// Values of the Helm chart flyte-core.
    Open Root {
        /// Flyte's configuration: what the processes read.
        "configmap": Configmap,
        /// The API server.
        "flyteadmin": Flyteadmin,
        /// Secrets of several processes.
        "secrets": Secrets,
        others
        "flytescheduler" "datacatalog" "flyteconnector" "flytepropeller" "flyteconsole" "deployRedoc" "webhook" "common"
        "storage" "db" "workflow_scheduler" "workflow_notifications" "external_events" "cloud_events"
        "cluster_resource_manager" "sparkoperator" "daskoperator" "databricks" "forceNamespace" "nameOverride" "global"
    }
}

shape! {
    /// `configmap`
    Open Configmap {
        /// flyteadmin's `server.yaml`.
        "adminServer": AdminServer,
        /// `admin.yaml` of flytepropeller and flytescheduler: how they call the API.
        "admin": AdminClient,
        others
        "clusters" "console" "domain" "otel" "schedulerConfig" "datacatalogServer" "task_resource_defaults" "catalog"
        "copilot" "core" "enabled_plugins" "k8s" "remoteData" "resource_manager" "task_logs" "logger" "namespace_config"
        "clusterpool_config"
    }
}

shape! {
    /// `configmap.adminServer`
    OpenAnyCase AdminServer {
        /// The API server.
        "server": Server,
        /// How the API server authenticates.
        "auth": config::Auth,
        others
        "flyteadmin"
    }
}

shape! {
    /// `configmap.admin`
    OpenAnyCase AdminClient {
        /// How flytepropeller and flytescheduler call the API.
        "admin": config::Admin,
        others
        "event"
    }
}

shape! {
    /// `flyteadmin`
    Open Flyteadmin {
        /// Entries of the Secret `flyte-admin-secrets`, including `oidc_client_secret`.
        "secrets": Names,
    }
}

shape! {
    /// `secrets`
    Open Secrets {
        /// The client credentials of flytepropeller and flytescheduler.
        "adminOauthClientCredentials": AdminOauthClientCredentials,
    }
}

shape! {
    /// `secrets.adminOauthClientCredentials`
    Strict AdminOauthClientCredentials {
        /// Mounts the Secret with the client secret.
        "enabled": Switch,
        /// The client secret, which the chart stores in a Secret. With null, you create the Secret.
        "clientSecret": Text,
        /// The client ID.
        "clientId": Text,
        /// The name of the Secret; since 1.15.0.
        "secretName": Text,
    }
}
