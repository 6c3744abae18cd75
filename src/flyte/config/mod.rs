//! The typed config of a process: what flytestdlib decodes, with Flyte's own defaults below.

mod admin;
mod auth;
mod decode;
pub mod field;
pub mod section;
mod security;
mod types;

pub use admin::{Admin, DeviceFlowConfig, PkceConfig};
pub use auth::{
    AppAuth, Auth, CookieSetting, ExternalAuthServer, FlyteClient, Hash, OpenId, SelfAuthServer,
    StaticClient, StaticClients, ThirdPartyConfig, UserAuth,
};
pub use decode::{DecodeError, Decoded, decode};
pub use field::Traced;
pub use security::{Security, Ssl};
pub use types::{AuthServerType, AuthType, Nanoseconds, SameSite};
