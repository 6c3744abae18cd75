//! The hashes of passwords that are there already.

use serde_json::Value;

use super::{at, at_mut, ci_hash, keys_of};
use crate::answers::{Answers, PropellerSecret, SecretPlacement};
use crate::chart::AuthSetting;
use crate::secret::{Password, PasswordHash};
use crate::values::Path;

/// Keeps each hash that is the password's, and no easier to guess from than the new one: every hash has a salt of its own,
/// so that a new one would be another text each time.
pub(super) fn keep(wanted: &mut Value, old: &Value, answers: &Answers, below: Option<&str>) {
    let ci = match &answers.secrets {
        SecretPlacement::Inline(texts) => {
            if let PropellerSecret::Password { password, hash } = &texts.propeller {
                let place = Path::of(answers.deployment.chart.place(AuthSetting::PropellerHash));
                keep_one(wanted, old, &keys_of(below, &place), password, hash);
            }
            texts.ci.as_ref()
        }
        SecretPlacement::Existing(existing) => existing.ci.as_ref(),
        SecretPlacement::Separate(_) => None,
    };
    if let (Some(place), Some(ci)) = (ci_hash(answers), ci)
        && let Some(password) = &ci.password
    {
        keep_one(wanted, old, &keys_of(below, &place), password, &ci.hash);
    }
}

fn keep_one(wanted: &mut Value, old: &Value, keys: &[&str], password: &Password, hash: &PasswordHash) {
    let Some(text) = at(old, keys).and_then(Value::as_str) else {
        return;
    };
    let is_the_passwords = PasswordHash::parse(text)
        .is_ok_and(|there| there.cost() >= hash.cost() && there.verify(password).unwrap_or(false));
    if is_the_passwords && let Some(wanted) = at_mut(wanted, keys) {
        *wanted = text.into();
    }
}
