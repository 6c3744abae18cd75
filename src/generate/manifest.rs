//! The Secrets in the manifest after settings were merged into existing values.

use crate::chart::ProcessName;
use crate::kubernetes::SecretToMake;

/// Combines the planned Secrets with those that flyteadmin reads according to the values. The plan states where
/// flytepropeller's is read from, and a data plane's Secrets are not in the same values.
pub(super) fn of_values(planned: Vec<SecretToMake>, found: Vec<SecretToMake>) -> Vec<SecretToMake> {
    let is_the_same = |one: &SecretToMake, other: &SecretToMake| {
        let has = |secret: &SecretToMake, key: &str| secret.entries.iter().any(|entry| entry.key.as_str() == key);
        let all_in =
            |one: &SecretToMake, other: &SecretToMake| one.entries.iter().all(|entry| has(other, entry.key.as_str()));
        one.name == other.name && all_in(one, other) && all_in(other, one)
    };
    let is_servers = |secret: &SecretToMake| {
        let servers = [ProcessName::Flyteadmin, ProcessName::Flyte];
        secret.readers.iter().any(|reader| servers.contains(reader))
    };
    let is_known = |secret: &SecretToMake| planned.iter().any(|planned| is_the_same(planned, secret));
    let (of_server, _): (Vec<_>, Vec<_>) = found.into_iter().partition(is_servers);
    if of_server.iter().all(is_known) {
        return planned;
    }
    let remark = planned.iter().find(|secret| is_servers(secret)).map(|secret| secret.remark.clone());
    let mut all: Vec<SecretToMake> = of_server;
    if let Some(remark) = remark {
        for secret in &mut all {
            secret.remark.clone_from(&remark);
        }
    }
    for secret in planned {
        if !is_servers(&secret) && !all.iter().any(|other| other.name == secret.name) {
            all.push(secret);
        }
    }
    all
}
