//! Questions about where secrets come from and where they are stored.

use serde_json::Value;

use super::idp::found_at;
use super::{always, nothing};
use crate::chart::DEFAULT_PROPELLER_SECRET;
use crate::flyte::FlyteVersion;
use crate::idp::ConsoleValue;
use crate::wizard::question::{AnswerForm, Question, offer};
use crate::wizard::state::WizardState;

pub(super) static KEEP: Question = Question {
    key: "secrets",
    title: "Secrets",
    applies: always,
    message: |_| "Where should secrets be stored?".to_owned(),
    help: |_| "anyone who can read a file with secrets can act as Flyte: keep it out of git".to_owned(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("inline", "in the values file", "one file, readable only by you"),
            offer("separate", "in a separate values file", "so that the main one can be committed"),
            offer(
                "existing",
                "in existing Kubernetes Secrets",
                "from External Secrets, Vault or kubectl; writes a manifest to fill in",
            ),
        ]
    }),
    default: |_| Some(Value::from("inline")),
    also_governs: &[],
};

pub(super) static NAME: Question = Question {
    key: "secretNames.clients",
    title: "Kubernetes Secret",
    applies: |state| is_existing(state) && state.is("chart", "flyte-binary"),
    message: |_| "Name of the Secret?".to_owned(),
    help: |_| "with the keys `client_secret` and `oidc_client_secret`".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from("flyte-client-secrets")),
    also_governs: &[],
};

pub(super) static PROPELLER_NAME: Question = Question {
    key: "secretNames.propeller",
    title: "flytepropeller Secret",
    applies: |state| is_existing(state) && state.is("chart", "flyte-core") && can_name_propellers(state),
    message: |_| "Name of the Secret with flytepropeller's client secret?".to_owned(),
    help: |_| "with the key `client_secret`".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from(DEFAULT_PROPELLER_SECRET)),
    also_governs: &[],
};

pub(super) static OIDC_NAME: Question = Question {
    key: "secretNames.oidc",
    title: "Web client Secret",
    applies: |state| is_existing(state) && state.is("chart", "flyte-core"),
    message: |_| "Name of the Secret with the web client's secret?".to_owned(),
    help: |_| "with the key `oidc_client_secret`".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from("flyte-oidc-client")),
    also_governs: &[],
};

pub(super) static WEB: Question = Question {
    key: "clients.web.secret",
    title: "Web client secret",
    applies: |state| !is_existing(state),
    message: |_| "Client secret of the Flyte console?".to_owned(),
    help: |state| found_at(state, ConsoleValue::WebSecret),
    form: AnswerForm::Secret("FLYTE_WEB_SECRET"),
    default: |state| variable(state, "FLYTE_WEB_SECRET"),
    also_governs: &[],
};

pub(super) static PROPELLER: Question = Question {
    key: "clients.propeller.secret",
    title: "flytepropeller secret",
    applies: |state| !is_existing(state) && state.is_external() && !shares_secret(state),
    message: |_| "Client secret of flytepropeller?".to_owned(),
    help: |state| found_at(state, ConsoleValue::PropellerSecret),
    form: AnswerForm::Secret("FLYTE_PROPELLER_SECRET"),
    default: |state| variable(state, "FLYTE_PROPELLER_SECRET"),
    also_governs: &[],
};

/// With the internal server and an existing Secret, the values contain the hash of the password in the Secret.
pub(super) static PASSWORD_OR_HASH: Question = Question {
    key: "~password",
    title: "Password or its hash",
    applies: |state| needs_hash(state) && !has_given_either(state) && !state.keeps("clients.propeller.hash"),
    message: |_| "The Secret holds flytepropeller's password; the values need its hash. Which do you have?".to_owned(),
    help: |_| "`flyte-auth hash` generates both".to_owned(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("password", "the password", "its hash is computed"),
            offer("hash", "the hash", "as `flyte-auth hash` or bcrypt prints it"),
        ]
    }),
    default: |_| Some(Value::from("password")),
    also_governs: &[],
};

pub(super) static PASSWORD: Question = Question {
    key: "clients.propeller.secret",
    title: "flytepropeller password",
    applies: |state| needs_hash(state) && state.is("~password", "password"),
    message: |_| "flytepropeller's password in the Secret?".to_owned(),
    help: |_| "only its hash is stored in the values".to_owned(),
    form: AnswerForm::Secret("FLYTE_PROPELLER_SECRET"),
    default: |state| variable(state, "FLYTE_PROPELLER_SECRET"),
    also_governs: &[],
};

pub(super) static HASH: Question = Question {
    key: "clients.propeller.hash",
    title: "Password hash",
    applies: |state| needs_hash(state) && state.is("~password", "hash"),
    message: |_| "Hash of flytepropeller's password?".to_owned(),
    help: |_| "bcrypt, plain or in base64".to_owned(),
    form: AnswerForm::Secret("FLYTE_PROPELLER_HASH"),
    default: |state| variable(state, "FLYTE_PROPELLER_HASH"),
    also_governs: &[],
};

fn needs_hash(state: &WizardState<'_>) -> bool {
    is_existing(state) && !state.is_external()
}

fn has_given_either(state: &WizardState<'_>) -> bool {
    state.is_given("clients.propeller.secret") || state.is_given("clients.propeller.hash")
}

fn is_existing(state: &WizardState<'_>) -> bool {
    state.is("secrets", "existing")
}

fn can_name_propellers(state: &WizardState<'_>) -> bool {
    let version = state.text("flyteVersion").map(FlyteVersion::parse);
    version.is_none_or(|version| version.is_ok_and(|version| version >= FlyteVersion::SECRET_NAME))
}

/// Returns whether flytepropeller uses the web client, and so its secret.
fn shares_secret(state: &WizardState<'_>) -> bool {
    let one = state.idp().is_some_and(|kind| kind.provider().one_registration_serves_all());
    let propeller = state.get("clients.propeller.id");
    one && (propeller.is_none() || propeller == state.get("clients.web.id"))
}

/// Returns the variable for a secret, if it is set.
pub(super) fn variable(state: &WizardState<'_>, name: &'static str) -> Option<Value> {
    if state.vault.is_set(name) { Some(serde_json::json!({ "env": name })) } else { nothing(state) }
}
