//! Who uses Flyte; the client of CI and other services.

use serde_json::{Value, json};

use super::idp::found_at;
use super::secrets::variable;
use super::{always, nothing};
use crate::deployment::DEFAULT_CI;
use crate::idp::Sought;
use crate::wizard::prompter::Choice;
use crate::wizard::question::{Form, Means, Offer, Question, offer};
use crate::wizard::state::State;

/// Before the clients, because it decides which ones there are.
pub(super) static FLOWS: Question = Question {
    key: "~flows",
    title: "Clients",
    asked: always,
    message: |_| "Who will use Flyte? (a config.yaml is shown for each)".to_owned(),
    help: |_| String::new(),
    form: Form::Several(|state| {
        let mut offers = vec![
            offer("pkce", "people with a browser", "PKCE: flytectl and pyflyte open it; needs nothing more"),
            offer("client-secret", "CI and services", "client credentials: a client of its own, with a secret"),
        ];
        if state.is_external() {
            offers.push(offer(
                "device-flow",
                "people without a browser there",
                "device code: the identity provider must allow it for flytectl's client",
            ));
        }
        offers
    }),
    default: |_| Some(json!(["pkce"])),
    governs: &["clients.ci"],
};

pub(super) static CLIENT: Question = Question {
    key: "clients.ci.id",
    title: "CI's client",
    asked: |state| uses_ci(state) || state.is_given("clients.ci"),
    message: |_| "Which client do CI and services log in with?".to_owned(),
    help: |state| {
        if state.is_external() {
            found_at(state, Sought::Ci)
        } else {
            "it is added to flyteadmin's own clients; nobody registers it".to_owned()
        }
    },
    form: Form::Choice(|state| {
        let mut offers = Vec::new();
        let about = "its secret can change, or be taken back, without flytepropeller's";
        if state.is_external() {
            offers.push(Offer {
                choice: Choice::new("one of their own", about),
                means: Means::Other("What is the id of CI's client?"),
            });
        } else {
            offers.push(offer(DEFAULT_CI, DEFAULT_CI, about));
            offers.push(Offer {
                choice: Choice::new("one of their own with another name", ""),
                means: Means::Other("What is CI's client to be called?"),
            });
        }
        offers.push(Offer {
            choice: Choice::new("flytepropeller's", "CI then has the secret that workflows run with"),
            means: Means::Nothing,
        });
        offers
    }),
    // Where nobody is asked, nobody has its secret ready.
    default: nothing,
    governs: &[],
};

pub(super) static SECRET: Question = Question {
    key: "clients.ci.secret",
    title: "CI's secret",
    asked: |state| {
        let has_client = state.get("clients.ci.id").is_some() || state.is_given("clients.ci");
        has_client && (CLIENT.asked)(state) && !state.is_external() && !state.is_given("clients.ci.hash")
    },
    message: |_| "The secret that CI is to log in with?".to_owned(),
    help: |_| {
        "yours to choose, and to give to CI: only its hash is written (`flyte-auth hash` makes a good one)".to_owned()
    },
    form: Form::Secret("FLYTE_CI_SECRET"),
    default: |state| variable(state, "FLYTE_CI_SECRET"),
    governs: &[],
};

fn uses_ci(state: &State<'_>) -> bool {
    state.get("~flows").and_then(Value::as_array).is_some_and(|flows| flows.contains(&Value::from("client-secret")))
}

/// Whether CI's client belongs to what is to be registered at the identity provider.
pub(in crate::wizard) fn is_to_be_registered(state: &State<'_>) -> bool {
    state.is_external() && uses_ci(state)
}
