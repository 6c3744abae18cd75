//! Clients of the internal server that are removed with it.

use serde_json::Value;

use super::owned::server_block;
use super::{PlannedFile, at, keys_of, values};
use crate::answers::Answers;
use crate::deployment::Server;
use crate::flyte::config::StaticClients;

/// Returns the names of the user's own static clients in `text` that are removed because the identity provider will
/// issue the tokens: they must be registered there.
pub fn lost_clients(file: &PlannedFile, answers: &Answers, text: &str) -> Vec<String> {
    let deployment = &answers.deployment;
    if !matches!(deployment.server, Server::External(_)) {
        return Vec::new();
    }
    let Ok(values) = values(text) else {
        return Vec::new();
    };
    let place = server_block(deployment.chart, false).key("staticClients");
    let own = StaticClients::built_in().clients;
    let clients = at(&values, &keys_of(file.below.as_deref(), &place)).and_then(Value::as_object);
    clients
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .filter(|name| !own.contains_key(&name.to_lowercase()))
        .cloned()
        .collect()
}
