//! Questions about the clients registered at the identity provider.

use serde_json::Value;

use super::always;
use super::idp::{found_at, name, short_name};
use crate::flyte::PublicUrl;
use crate::idp::{ConsoleValue, IdpKind};
use crate::wizard::question::{AnswerForm, Question, offer};
use crate::wizard::state::WizardState;

/// Comes first, because a first setup has no client IDs yet.
pub(super) static REGISTERED: Question = Question {
    key: REGISTERED_KEY,
    // Not part of the summary: the values don't depend on it.
    title: "",
    applies: |state| !state.is_settled("clients.web.id"),
    message: |state| {
        let what = if state.is_external() { "Are Flyte's clients" } else { "Is Flyte's client" };
        format!("{what} already registered at {}?", name(state))
    },
    help: |_| String::new(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("yes", "yes", "I have the client ID and secret at hand"),
            offer(
                SHOW,
                "no, show me what to register",
                "then continue here, or quit with Ctrl-C and come back with `--resume`",
            ),
        ]
    }),
    default: |_| Some(Value::from("yes")),
    also_governs: &[],
};

/// The key of the question whether the clients are registered.
pub(in crate::wizard) const REGISTERED_KEY: &str = "~registered";
/// The answer that asks for what to register.
pub(in crate::wizard) const SHOW: &str = "show";

pub(super) static WEB: Question = Question {
    key: "clients.web.id",
    title: "Web client ID",
    applies: always,
    message: |state| format!("{} client ID of the Flyte console?", short_name(state)),
    help: |state| {
        let callback = state
            .text("url")
            .and_then(|url| PublicUrl::parse(url).ok())
            .map(|url| format!(";\nredirect URI: {}", url.callback()));
        format!("{}{}", found_at(state, ConsoleValue::WebClient), callback.unwrap_or_default())
    },
    form: AnswerForm::Text,
    default: |state| suggested(state, ConsoleValue::WebClient).map(Value::from),
    also_governs: &["clients.web.secret"],
};

pub(super) static FLYTECTL: Question = Question {
    key: "clients.flytectl.id",
    title: "flytectl client ID",
    applies: |state| state.is_external(),
    message: |_| "Client ID for flytectl and pyflyte (public client)?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Flytectl),
    form: AnswerForm::Text,
    default: |state| same_as_web(state).or_else(|| suggested(state, ConsoleValue::Flytectl).map(Value::from)),
    also_governs: &[],
};

pub(super) static PROPELLER: Question = Question {
    key: "clients.propeller.id",
    title: "flytepropeller client ID",
    applies: |state| state.is_external(),
    message: |_| "Client ID for flytepropeller?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Propeller),
    form: AnswerForm::Text,
    default: |state| same_as_web(state).or_else(|| suggested(state, ConsoleValue::Propeller).map(Value::from)),
    also_governs: &["clients.propeller.secret"],
};

pub(super) static AUDIENCE: Question = Question {
    key: "audience",
    title: "Audience",
    // Entra ID has two forms of it, between which the app's manifest decides; the values allow both.
    applies: |state| state.is_external() && state.idp() != Some(IdpKind::Entra),
    message: |_| "Audience of the access tokens (`aud`)?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Audience),
    form: AnswerForm::List,
    default: |state| Some(Value::from(vec![state.text("url")?])),
    also_governs: &[],
};

/// Returns the ID with which the user was asked to register a client.
pub(super) fn suggested(state: &WizardState<'_>, client: ConsoleValue) -> Option<&'static str> {
    let kind = state.idp().filter(|_| state.is(REGISTERED_KEY, SHOW))?;
    kind.provider().suggested_id(client)
}

/// Returns the web client if a single registration may serve all clients.
fn same_as_web(state: &WizardState<'_>) -> Option<Value> {
    let one = state.idp()?.provider().one_registration_serves_all();
    one.then(|| state.get("clients.web.id").cloned()).flatten()
}
