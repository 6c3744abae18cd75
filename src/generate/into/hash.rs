//! Hashes of passwords that are already in the file.

use serde_json::Value;

use super::{at, at_mut, ci_hash, keys_of};
use crate::answers::{Answers, PropellerSecret, SecretPlacement};
use crate::chart::AuthSetting;
use crate::secret::{Password, PasswordHash};
use crate::values::Path;

/// Keeps each hash that matches the password and has at least the cost of the new one: every hash has its own salt, so
/// a new one would differ each time.
pub(super) fn keep(target: &mut Value, old: &Value, answers: &Answers, below: Option<&str>) {
    let ci = match &answers.secrets {
        SecretPlacement::Inline(texts) => {
            if let PropellerSecret::Password { password, hash } = &texts.propeller {
                let place = Path::of(answers.deployment.chart.place(AuthSetting::PropellerHash));
                keep_one(target, old, &keys_of(below, &place), password, hash);
            }
            texts.ci.as_ref()
        }
        SecretPlacement::Existing(existing) => existing.ci.as_ref(),
        SecretPlacement::Separate(_) => None,
    };
    if let (Some(place), Some(ci)) = (ci_hash(answers), ci)
        && let Some(password) = &ci.password
    {
        keep_one(target, old, &keys_of(below, &place), password, &ci.hash);
    }
}

fn keep_one(target: &mut Value, old: &Value, keys: &[&str], password: &Password, hash: &PasswordHash) {
    let Some(text) = at(old, keys).and_then(Value::as_str) else {
        return;
    };
    let is_the_passwords = PasswordHash::parse(text)
        .is_ok_and(|there| there.cost() >= hash.cost() && there.verify(password).unwrap_or(false));
    if is_the_passwords && let Some(target) = at_mut(target, keys) {
        *target = text.into();
    }
}
