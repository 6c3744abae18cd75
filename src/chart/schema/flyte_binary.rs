//! The shape of flyte-binary's values. Source: `charts/flyte-binary` of Flyte v1.16.8, `values.yaml` and templates.

use super::shape::{Switch, Text, Urls, shape};
use crate::flyte::config;

shape! {
    /// Values of the Helm chart flyte-binary.
    Open Root {
        /// Flyte's configuration.
        "configuration": Configuration,
        others
        "nameOverride" "fullnameOverride" "commonLabels" "commonAnnotations" "flyte-core-components"
        "clusterResourceTemplates" "deployment" "service" "ingress" "rbac" "serviceAccount" "flyteconnector"
        "enabled_plugins" "global"
    }
}

shape! {
    /// `configuration`
    Open Configuration {
        /// The login and the tokens.
        "auth": Auth,
        /// An existing ConfigMap with the whole configuration, instead of the chart's.
        "externalConfigMap": Text,
        /// An existing Secret with the whole configuration, instead of the chart's.
        "externalSecretRef": Text,
        /// Flyte's own configuration, merged over the chart's.
        "inline": Inline,
        /// An existing ConfigMap whose keys are additional config files.
        "inlineConfigMap": Text,
        /// An existing Secret whose keys are additional config files.
        "inlineSecretRef": Text,
        others
        "database" "storage" "logging" "co-pilot" "connectorService" "propeller" "labels" "annotations"
    }
}

shape! {
    /// `configuration.auth`
    Strict Auth {
        /// Enables authentication. A string counts as true, even `"false"`.
        "enabled": Switch,
        /// Whether the internal authorization server has its static clients; false does not select an
        /// external server.
        "enableAuthServer": Switch,
        /// The identity provider for the login of users.
        "oidc": Oidc,
        /// flytepropeller as a client.
        "internal": Internal,
        /// Sent to flytectl and pyflyte.
        "flyteClient": config::FlyteClient,
        /// The public URLs, the main one first; the chart appends four addresses of its Service.
        "authorizedUris": Urls,
        /// An existing Secret with `client_secret` and `oidc_client_secret`, instead of the chart's.
        "clientSecretsExternalSecretRef": Text,
    }
}

shape! {
    /// `configuration.auth.oidc`
    Strict Oidc {
        /// The issuer, exactly as in the provider's discovery document.
        "baseUrl": Text,
        /// The client ID of the web client.
        "clientId": Text,
        /// The secret of the web client.
        "clientSecret": Text,
    }
}

shape! {
    /// `configuration.auth.internal`
    Strict Internal {
        /// The client ID of flytepropeller.
        "clientId": Text,
        /// The client secret of flytepropeller.
        "clientSecret": Text,
        /// Base64 of the bcrypt hash of `clientSecret`, for the internal authorization server.
        "clientSecretHash": Text,
        /// The audience that flytepropeller requests; since 1.6.1.
        "audience": Text,
    }
}

shape! {
    /// `configuration.inline`
    OpenAnyCase Inline {
        /// How the API server authenticates.
        "auth": config::Auth,
        /// How flytepropeller calls the API.
        "admin": config::Admin,
        /// The API server.
        "server": Server,
        others "flyteadmin"
    }
}

shape! {
    /// The API server.
    OpenAnyCase Server {
        /// How the API server is exposed.
        "security": config::Security,
    }
}
