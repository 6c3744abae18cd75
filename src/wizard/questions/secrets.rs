//! Where secrets are, and where they go.

use serde_json::Value;

use super::idp::found_at;
use super::{always, nothing};
use crate::chart::DEFAULT_PROPELLER_SECRET;
use crate::flyte::FlyteVersion;
use crate::idp::Sought;
use crate::wizard::question::{Form, Question, offer};
use crate::wizard::state::State;

pub(super) static KEEP: Question = Question {
    key: "secrets",
    title: "Secrets",
    asked: always,
    message: |_| "Where are the secrets to be kept?".to_owned(),
    help: |_| "whoever reads a file with secrets can act as Flyte: keep it out of git".to_owned(),
    form: Form::Choice(|_| {
        vec![
            offer("inline", "in the values file", "one file for everything, readable by you alone"),
            offer("separate", "in a values file of their own", "the other one is fit for git"),
            offer(
                "existing",
                "in Kubernetes Secrets that I make",
                "with External Secrets, Vault, kubectl; a manifest to fill in is written",
            ),
        ]
    }),
    default: |_| Some(Value::from("inline")),
    governs: &[],
};

pub(super) static NAME: Question = Question {
    key: "secretNames.clients",
    title: "Kubernetes Secret",
    asked: |state| is_existing(state) && state.is("chart", "flyte-binary"),
    message: |_| "What is the Secret called?".to_owned(),
    help: |_| "it holds `client_secret` and `oidc_client_secret`".to_owned(),
    form: Form::Text,
    default: |_| Some(Value::from("flyte-client-secrets")),
    governs: &[],
};

pub(super) static PROPELLER_NAME: Question = Question {
    key: "secretNames.propeller",
    title: "flytepropeller's Secret",
    asked: |state| is_existing(state) && state.is("chart", "flyte-core") && can_name_propellers(state),
    message: |_| "What is the Secret with flytepropeller's secret called?".to_owned(),
    help: |_| "it holds `client_secret`".to_owned(),
    form: Form::Text,
    default: |_| Some(Value::from(DEFAULT_PROPELLER_SECRET)),
    governs: &[],
};

pub(super) static OIDC_NAME: Question = Question {
    key: "secretNames.oidc",
    title: "Console's Secret",
    asked: |state| is_existing(state) && state.is("chart", "flyte-core"),
    message: |_| "What is the Secret with the console's secret called?".to_owned(),
    help: |_| "it holds `oidc_client_secret`".to_owned(),
    form: Form::Text,
    default: |_| Some(Value::from("flyte-oidc-client")),
    governs: &[],
};

pub(super) static WEB: Question = Question {
    key: "clients.web.secret",
    title: "Console's secret",
    asked: |state| !is_existing(state),
    message: |_| "The secret of the console's client?".to_owned(),
    help: |state| found_at(state, Sought::WebSecret),
    form: Form::Secret("FLYTE_WEB_SECRET"),
    default: |state| variable(state, "FLYTE_WEB_SECRET"),
    governs: &[],
};

pub(super) static PROPELLER: Question = Question {
    key: "clients.propeller.secret",
    title: "flytepropeller's secret",
    asked: |state| !is_existing(state) && state.is_external() && !shares_secret(state),
    message: |_| "The secret of flytepropeller's client?".to_owned(),
    help: |state| found_at(state, Sought::PropellerSecret),
    form: Form::Secret("FLYTE_PROPELLER_SECRET"),
    default: |state| variable(state, "FLYTE_PROPELLER_SECRET"),
    governs: &[],
};

/// With the internal server and a Secret made elsewhere the values hold the hash of the password in it.
pub(super) static PASSWORD_OR_HASH: Question = Question {
    key: "~password",
    title: "Password or its hash",
    asked: |state| needs_hash(state) && !has_given_either(state),
    message: |_| "Your Secret holds flytepropeller's password, the values its hash. Which do you have?".to_owned(),
    help: |_| "`flyte-auth hash` makes a password and its hash".to_owned(),
    form: Form::Choice(|_| {
        vec![
            offer("password", "the password", "its hash is computed"),
            offer("hash", "the hash", "as `flyte-auth hash` or `bcrypt` prints it"),
        ]
    }),
    default: |_| Some(Value::from("password")),
    governs: &[],
};

pub(super) static PASSWORD: Question = Question {
    key: "clients.propeller.secret",
    title: "flytepropeller's password",
    asked: |state| needs_hash(state) && state.is("~password", "password"),
    message: |_| "The password that your Secret holds for flytepropeller?".to_owned(),
    help: |_| "only its hash goes into the values".to_owned(),
    form: Form::Secret("FLYTE_PROPELLER_SECRET"),
    default: |state| variable(state, "FLYTE_PROPELLER_SECRET"),
    governs: &[],
};

pub(super) static HASH: Question = Question {
    key: "clients.propeller.hash",
    title: "The password's hash",
    asked: |state| needs_hash(state) && state.is("~password", "hash"),
    message: |_| "The hash of the password that your Secret holds for flytepropeller?".to_owned(),
    help: |_| "bcrypt, in base64 or as it is".to_owned(),
    form: Form::Secret("FLYTE_PROPELLER_HASH"),
    default: |state| variable(state, "FLYTE_PROPELLER_HASH"),
    governs: &[],
};

fn needs_hash(state: &State<'_>) -> bool {
    is_existing(state) && !state.is_external()
}

fn has_given_either(state: &State<'_>) -> bool {
    state.is_given("clients.propeller.secret") || state.is_given("clients.propeller.hash")
}

fn is_existing(state: &State<'_>) -> bool {
    state.is("secrets", "existing")
}

fn can_name_propellers(state: &State<'_>) -> bool {
    let version = state.text("flyteVersion").map(FlyteVersion::parse);
    version.is_none_or(|version| version.is_ok_and(|version| version >= FlyteVersion::SECRET_NAME))
}

/// Whether flytepropeller is the console's client, and so has its secret.
fn shares_secret(state: &State<'_>) -> bool {
    let one = state.idp().is_some_and(|kind| kind.provider().one_registration_serves_all());
    let propeller = state.get("clients.propeller.id");
    one && (propeller.is_none() || propeller == state.get("clients.web.id"))
}

/// The variable for a secret, if it is set.
pub(super) fn variable(state: &State<'_>, name: &'static str) -> Option<Value> {
    if state.vault.is_set(name) { Some(serde_json::json!({ "env": name })) } else { nothing(state) }
}
