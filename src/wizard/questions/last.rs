//! The question about refresh tokens.

use serde_json::Value;

use super::idp::name;
use crate::wizard::question::{AnswerForm, Question};

pub(super) static OFFLINE: Question = Question {
    key: "offlineAccess",
    title: "Refresh tokens",
    applies: |state| state.idp().is_some_and(|kind| kind.provider().refresh_scope().is_some()),
    message: |_| "Request refresh tokens, so that people log in less often?".to_owned(),
    help: |state| format!("{} must allow the scope `offline_access`", name(state)),
    form: AnswerForm::YesNo,
    default: |_| Some(Value::from(false)),
    also_governs: &[],
};
