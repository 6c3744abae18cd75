//! The behavior of Flyte's processes at run time, as pure functions of the decoded configuration.

mod audience;
mod metadata_url;
mod public_url;
mod scopes;
mod token_url;
mod verify_claims;

pub use audience::{accepted_audiences, propeller_audience};
pub use metadata_url::{external_base_url, metadata_url};
pub use public_url::{caller_url, public_url};
pub use scopes::{propeller_scopes, requested_scopes};
pub use token_url::{TokenUrl, token_url};
#[cfg(feature = "online")]
pub use verify_claims::Denial;
pub use verify_claims::{ClaimsVerdict, verify_claims};
