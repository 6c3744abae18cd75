//! The Secrets for answers with `secrets: existing`.

use super::{ExpectedKey, ExpectedValue, MadeSecret, ReleaseSecrets, SecretKey, SecretToMake};
use crate::answers::SecretNames;
use crate::chart::{ADMIN_SECRETS, Chart, ProcessName};
use crate::deployment::{Deployment, SecretName, Server, Topology};
use crate::flyte::{OIDC_KEY, PROPELLER_KEY};

impl ReleaseSecrets {
    /// Returns the Secrets that the values generated from `deployment` refer to, with the given names.
    pub fn of_answers(deployment: &Deployment, names: &SecretNames) -> Self {
        let entry = |key, content| ExpectedKey { key: SecretKey::built_in(key), content };
        let propeller = entry(
            PROPELLER_KEY,
            match deployment.server {
                Server::Internal(_) => ExpectedValue::Password,
                Server::External(_) => ExpectedValue::ClientSecret { client: deployment.propeller.id.to_string() },
            },
        );
        let oidc = entry(OIDC_KEY, ExpectedValue::ClientSecret { client: deployment.login.client.to_string() });
        let secret = |name: &SecretName, reader, remark: &str, entries| SecretToMake {
            name: name.clone(),
            namespace: deployment.namespace.clone(),
            readers: vec![reader],
            remark: remark.to_owned(),
            entries,
        };
        let split = matches!(deployment.topology, Topology::Split { .. });
        let expected = match names {
            SecretNames::Binary { clients } => {
                vec![secret(clients, ProcessName::Flyte, "Read by Flyte's single process", vec![propeller, oidc])]
            }
            SecretNames::Core { propeller: propeller_name, oidc: oidc_name } => {
                let remarks = if split {
                    [
                        "Read by flyteadmin: create it in the control plane's cluster",
                        "Read by flytepropeller and flytescheduler: create it in every cluster",
                    ]
                } else {
                    ["Read by flyteadmin", "Read by flytepropeller and flytescheduler"]
                };
                vec![
                    secret(oidc_name, ProcessName::Flyteadmin, remarks[0], vec![oidc]),
                    secret(propeller_name, ProcessName::Flytepropeller, remarks[1], vec![propeller]),
                ]
            }
        };
        Self {
            chart: deployment.chart,
            namespace: deployment.namespace.clone(),
            made: match deployment.chart {
                Chart::FlyteCore => vec![MadeSecret { name: ADMIN_SECRETS.to_owned(), keys: Vec::new() }],
                Chart::FlyteBinary => Vec::new(),
            },
            fullname: Some(deployment.chart.full_name(deployment.release.as_str())),
            expected,
            notes: Vec::new(),
        }
    }
}
