//! Questions about who uses Flyte, and about the client of CI.

use serde_json::{Value, json};

use super::clients::suggested;
use super::idp::found_at;
use super::secrets::variable;
use super::{always, nothing};
use crate::deployment::DEFAULT_CI;
use crate::idp::{CI_SECRET_VARIABLE, ConsoleValue};
use crate::wizard::prompter::Choice;
use crate::wizard::question::{AnswerForm, Offer, OfferValue, Question, offer};
use crate::wizard::state::WizardState;

/// Precedes the clients, because it decides which ones exist.
pub(super) static FLOWS: Question = Question {
    key: "~flows",
    title: "Clients",
    applies: always,
    message: |_| "Who will use Flyte?".to_owned(),
    help: |_| String::new(),
    form: AnswerForm::Several(|state| {
        let mut offers = vec![
            offer("pkce", "people with a browser", "PKCE: flytectl and pyflyte open a browser; no further setup"),
            offer("client-secret", "CI and services", "client credentials: a separate client with a secret"),
        ];
        if state.is_external() {
            offers.push(offer(
                "device-flow",
                "people without a browser",
                "device flow: flytectl's client needs the device grant at the identity provider",
            ));
        }
        offers
    }),
    default: |state| {
        // CI's client is named by a flag, or in the values file.
        let has_ci = ["clients.ci", "clients.ci.id"].iter().any(|key| state.get(key).is_some());
        Some(if has_ci { json!(["pkce", "client-secret"]) } else { json!(["pkce"]) })
    },
    also_governs: &["clients.ci"],
};

pub(super) static CLIENT: Question = Question {
    key: "clients.ci.id",
    title: "CI client ID",
    applies: |state| uses_ci(state) || state.is_given("clients.ci"),
    message: |_| "Which client do CI and services log in with?".to_owned(),
    help: |state| {
        if state.is_external() {
            found_at(state, ConsoleValue::Ci)
        } else {
            "added to flyteadmin's static clients; nothing to register".to_owned()
        }
    },
    form: AnswerForm::Choice(|state| {
        let mut offers = Vec::new();
        let about = "you can rotate or revoke its secret without touching flytepropeller";
        if state.is_external() {
            let suggested = suggested(state, ConsoleValue::Ci);
            offers.extend(suggested.map(|id| offer(id, id, about)));
            let title = if suggested.is_some() { "a separate client with another ID" } else { "a separate client" };
            let about = if suggested.is_some() { "" } else { about };
            offers.push(Offer { choice: Choice::new(title, about), means: OfferValue::Other("Client ID for CI?") });
        } else {
            offers.push(offer(DEFAULT_CI, DEFAULT_CI, about));
            offers.push(Offer {
                choice: Choice::new("a separate client with another name", ""),
                means: OfferValue::Other("Client ID for CI?"),
            });
        }
        offers.push(Offer {
            choice: Choice::new("flytepropeller's client", "CI then holds the secret that workflows run with"),
            means: OfferValue::Nothing,
        });
        offers
    }),
    // Without questions, CI uses flytepropeller's client unless a flag names another one.
    default: nothing,
    also_governs: &["clients.ci.secret"],
};

pub(super) static SECRET: Question = Question {
    key: "clients.ci.secret",
    title: "CI password",
    applies: |state| {
        let has_client = state.get("clients.ci.id").is_some() || state.is_given("clients.ci");
        has_client && (CLIENT.applies)(state) && !state.is_external() && !state.is_given("clients.ci.hash")
    },
    message: |_| "Password for CI?".to_owned(),
    help: |_| "only its hash is stored in the values".to_owned(),
    form: AnswerForm::Secret(CI_SECRET_VARIABLE),
    default: |state| variable(state, CI_SECRET_VARIABLE),
    also_governs: &[],
};

fn uses_ci(state: &WizardState<'_>) -> bool {
    state.get("~flows").and_then(Value::as_array).is_some_and(|flows| flows.contains(&Value::from("client-secret")))
}

/// Returns whether CI's client must be registered at the identity provider.
pub(in crate::wizard) fn is_to_be_registered(state: &WizardState<'_>) -> bool {
    state.is_external() && uses_ci(state)
}
