//! The shape of flyte-binary's values. Source: `charts/flyte-binary` of Flyte v1.16.8, `values.yaml` and templates.

use super::shape::{Switch, Text, Urls, shape};
use crate::flyte::config;

shape! {
    /// Values of the Helm chart flyte-binary.
    Open Root {
        /// What becomes Flyte's configuration.
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
        /// Login and tokens.
        "auth": Auth,
        /// A ConfigMap made elsewhere that holds all of the configuration; the chart then writes none.
        "externalConfigMap": Text,
        /// A Secret made elsewhere that holds all of the configuration; the chart then writes none.
        "externalSecretRef": Text,
        /// Flyte's own configuration, laid over what the chart writes.
        "inline": Inline,
        /// A ConfigMap made elsewhere whose keys are config files too.
        "inlineConfigMap": Text,
        /// A Secret made elsewhere whose keys are config files too.
        "inlineSecretRef": Text,
        others
        "database" "storage" "logging" "co-pilot" "connectorService" "propeller" "labels" "annotations"
    }
}

shape! {
    /// `configuration.auth`
    Strict Auth {
        /// Turns the login on. Text counts as true, even `"false"`.
        "enabled": Switch,
        /// Lists the clients of the internal authorization server; false alone does not choose an external one.
        "enableAuthServer": Switch,
        /// The identity provider that people log in with.
        "oidc": Oidc,
        /// flytepropeller as a client.
        "internal": Internal,
        /// What flytectl and pyflyte are told.
        "flyteClient": config::FlyteClient,
        /// The public URLs, the first of which counts most; the chart appends four addresses of its Service.
        "authorizedUris": Urls,
        /// A Secret made elsewhere with `client_secret` and `oidc_client_secret`; the chart then makes none.
        "clientSecretsExternalSecretRef": Text,
    }
}

shape! {
    /// `configuration.auth.oidc`
    Strict Oidc {
        /// The issuer, exactly as the provider's discovery document has it.
        "baseUrl": Text,
        /// The id of the web client.
        "clientId": Text,
        /// The secret of the web client.
        "clientSecret": Text,
    }
}

shape! {
    /// `configuration.auth.internal`
    Strict Internal {
        /// The client id of flytepropeller.
        "clientId": Text,
        /// The client secret of flytepropeller.
        "clientSecret": Text,
        /// Base64 of the bcrypt hash of `clientSecret`, for the internal authorization server.
        "clientSecretHash": Text,
        /// The audience that flytepropeller asks for; since 1.6.1.
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
