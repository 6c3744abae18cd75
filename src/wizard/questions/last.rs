//! Refresh tokens, and who logs in how.

use serde_json::{Value, json};

use super::always;
use super::idp::name;
use crate::wizard::question::{Form, Question, offer};

pub(super) static OFFLINE: Question = Question {
    key: "offlineAccess",
    title: "Refresh tokens",
    flags: "--offline-access",
    asked: |state| {
        state
            .idp()
            .is_some_and(|kind| kind.provider().refresh_scope().is_some())
    },
    message: |_| "Ask for refresh tokens, so that people log in less often?".to_owned(),
    help: |state| {
        format!(
            "{} must allow the scope `offline_access` for it",
            name(state)
        )
    },
    form: Form::YesNo,
    default: |_| Some(Value::from(false)),
    governs: &[],
};

pub(super) static FLOWS: Question = Question {
    key: "~flows",
    title: "Clients",
    flags: "--flow",
    asked: always,
    message: |_| "Who will use Flyte? (a config.yaml is shown for each)".to_owned(),
    help: |_| String::new(),
    form: Form::Several(|state| {
        let mut offers = vec![
            offer(
                "pkce",
                "people with a browser",
                "PKCE: flytectl and pyflyte open it; needs nothing more",
            ),
            offer(
                "client-secret",
                "CI and services",
                "client credentials: needs a client id and its secret",
            ),
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
    governs: &[],
};
