//! The typed config of a process: what flytestdlib decodes, with Flyte's own defaults below.

mod admin;
mod auth;
mod decode;
pub mod field;
pub mod section;
mod security;
mod static_clients;
mod types;

pub use admin::{Admin, DeviceFlowConfig, PkceConfig};
pub use auth::{
    AppAuth, Auth, CookieSetting, ExternalAuthServer, FlyteClient, OpenId, SelfAuthServer,
    ThirdPartyConfig, UserAuth,
};
pub use decode::{DecodeError, Decoded, decode};
pub use field::Traced;
pub use security::{Security, Ssl};
pub use static_clients::{Hash, StaticClient, StaticClients};
pub use types::{AuthServerType, AuthType, Nanoseconds, SameSite};
