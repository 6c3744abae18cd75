//! Clients of the internal server that go away with it.

use serde_json::Value;

use super::{PlannedFile, of_other_server, spelt, values};
use crate::answers::Answers;
use crate::deployment::Server;
use crate::flyte::config::StaticClients;

/// The names of the static clients in `text` that are a person's own, if they go away because the identity provider is
/// to issue the tokens: they have to be registered there.
pub fn lost_clients(file: &PlannedFile, answers: &Answers, text: &str) -> Vec<String> {
    let deployment = &answers.deployment;
    if !matches!(deployment.server, Server::External(_)) {
        return Vec::new();
    }
    let Ok(values) = values(text) else {
        return Vec::new();
    };
    let server = of_other_server(deployment.chart, true).split('.');
    let keys: Vec<&str> = file
        .below
        .into_iter()
        .chain(server)
        .chain(["staticClients"])
        .collect();
    let own = StaticClients::built_in().clients;
    let clients = spelt(&values, &keys)
        .and_then(|path| {
            let mut at = path.keys().into_iter();
            at.try_fold(&values, |value, key| value.get(key))
        })
        .and_then(Value::as_object);
    clients
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .filter(|name| !own.contains_key(&name.to_lowercase()))
        .cloned()
        .collect()
}
