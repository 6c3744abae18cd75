//! The hash of flytepropeller's password that is there already.

use serde_json::Value;

use super::{at, at_mut, keys_of};
use crate::answers::{Answers, PropellerSecret, Secrets};
use crate::secret::PasswordHash;

const HASH: &str = "auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret";

/// Keeps a hash that is the password's, and no easier to guess from than the new one: every hash has a salt of its own,
/// so that a new one would be another text each time.
pub(super) fn keep(wanted: &mut Value, old: &Value, answers: &Answers, below: Option<&str>) {
    let Secrets::Inline(texts) = &answers.secrets else {
        return;
    };
    let PropellerSecret::Password { password, hash } = &texts.propeller else {
        return;
    };
    let place = answers.deployment.chart.home(HASH).to_string();
    let keys = keys_of(below, &place);
    let Some(text) = at(old, &keys).and_then(Value::as_str) else {
        return;
    };
    let is_the_passwords = PasswordHash::parse(text)
        .is_ok_and(|there| there.cost() >= hash.cost() && there.verify(password).unwrap_or(false));
    if is_the_passwords && let Some(wanted) = at_mut(wanted, &keys) {
        *wanted = text.into();
    }
}
