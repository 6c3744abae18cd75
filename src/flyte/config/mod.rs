//! The typed configuration of a process: what flytestdlib decodes, over Flyte's own defaults.

mod admin;
mod auth;
mod decode;
pub mod field;
pub mod lenient;
pub mod section;
mod security;
mod static_clients;
mod types;

pub use admin::{Admin, DeviceFlowConfig, PkceConfig};
pub use auth::{
    AUTHORIZATION_HEADER, AppAuth, Auth, CookieSetting, ExternalAuthServer, FlyteClient, OpenId, SelfAuthServer,
    ThirdPartyConfig, UserAuth,
};
pub use decode::{Decoded, decode, decode_layer};
pub use field::Traced;
pub use security::{Security, Ssl};
pub use static_clients::{Hash, StaticClient, StaticClients};
pub use types::{AuthServerType, AuthType, SameSite};

use section::Section;

/// The keys of the sections that the API server reads, except the name of `security`.
const SERVER_SECTIONS: &[&[&str]] = &[
    Auth::KEYS,
    UserAuth::KEYS,
    OpenId::KEYS,
    AppAuth::KEYS,
    SelfAuthServer::KEYS,
    ExternalAuthServer::KEYS,
    ThirdPartyConfig::KEYS,
    Security::KEYS,
];

/// The keys of the other sections.
const OTHER_SECTIONS: &[&[&str]] = &[
    CookieSetting::KEYS,
    StaticClient::KEYS,
    FlyteClient::KEYS,
    Ssl::KEYS,
    Admin::KEYS,
    PkceConfig::KEYS,
    DeviceFlowConfig::KEYS,
];

/// Returns whether Flyte reads a key, in any letter case, only inside `auth` or `server.security`, so that it is
/// misplaced anywhere else.
pub fn belongs_to_a_section(key: &str) -> bool {
    let key = key.to_lowercase();
    key == "security" || SERVER_SECTIONS.iter().any(|keys| keys.contains(&&*key))
}

/// Returns whether a key, in any letter case, is in a section or is the name of one.
pub fn is_key_of_a_section(key: &str) -> bool {
    let lower = key.to_lowercase();
    matches!(&*lower, "auth" | "admin" | "server")
        || belongs_to_a_section(key)
        || OTHER_SECTIONS.iter().any(|keys| keys.contains(&&*lower))
}
