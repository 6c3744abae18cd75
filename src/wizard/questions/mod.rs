//! The questions, in the order in which a user can answer them.
//!
//! | file | asks about |
//! | --- | --- |
//! | `deployment` | the release of Flyte, and its URL |
//! | `idp` | the identity provider and the authorization server |
//! | `clients` | the clients registered there |
//! | `ci` | who uses Flyte, and CI's client |
//! | `secrets` | the sources of secrets, and where they are stored |
//! | `last` | refresh tokens |

mod ci;
mod clients;
mod deployment;
mod idp;
mod last;
mod secrets;

use super::question::Question;
use super::state::WizardState;

pub(super) use ci::is_to_be_registered as is_ci_to_be_registered;
pub(super) use clients::{REGISTERED_KEY, SHOW};
pub(super) use idp::{keycloak_address, name, only_server, provisional};

/// All questions in their order.
pub static QUESTIONS: &[&Question] = &[
    &deployment::CHART,
    &deployment::VERSION,
    &deployment::RELEASE,
    &deployment::NAMESPACE,
    &deployment::URL,
    &deployment::TOPOLOGY,
    &deployment::ENDPOINT,
    &idp::KIND,
    &idp::ORG,
    &idp::SERVER,
    &idp::ADDRESS,
    &idp::PATH,
    &idp::REALM,
    &idp::TENANT,
    &idp::ISSUER,
    &idp::AUTH_SERVER,
    &ci::FLOWS,
    &last::OFFLINE,
    &clients::REGISTERED,
    &clients::WEB,
    &clients::FLYTECTL,
    &clients::PROPELLER,
    &ci::CLIENT,
    &clients::AUDIENCE,
    &secrets::KEEP,
    &secrets::NAME,
    &secrets::PROPELLER_NAME,
    &secrets::OIDC_NAME,
    &secrets::WEB,
    &secrets::PROPELLER,
    &secrets::PASSWORD_OR_HASH,
    &secrets::PASSWORD,
    &secrets::HASH,
    &ci::SECRET,
];

/// Returns the question for a key.
pub fn question(key: &str) -> Option<&'static Question> {
    QUESTIONS.iter().copied().find(|question| question.key == key)
}

/// Returns the question that a problem belongs to: the one of its key, or of the enclosing key.
pub(super) fn question_of(key: &str) -> Option<&'static Question> {
    let outer = key.rsplit_once('.').map_or(key, |(outer, _)| outer);
    question(key).or_else(|| question(outer))
}

/// Returns whether an answer is for the wizard only, and not part of an answers file.
pub(super) fn is_of_the_wizard(key: &str) -> bool {
    key.starts_with('~')
}

fn always(_: &WizardState<'_>) -> bool {
    true
}

fn nothing(_: &WizardState<'_>) -> Option<serde_json::Value> {
    None
}
