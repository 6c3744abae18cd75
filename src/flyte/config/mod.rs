//! The typed config of a process: what flytestdlib decodes, with Flyte's own defaults below.

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

/// The keys of the sections that the API server reads, but for `security`'s own name.
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

/// The other ones.
const OTHER_SECTIONS: &[&[&str]] = &[
    CookieSetting::KEYS,
    StaticClient::KEYS,
    FlyteClient::KEYS,
    Ssl::KEYS,
    Admin::KEYS,
    PkceConfig::KEYS,
    DeviceFlowConfig::KEYS,
];

/// Whether a key, in whatever case, is one that Flyte reads inside `auth` or `server.security` and as the name of no
/// section of its own, so that it is misplaced anywhere else.
pub fn belongs_to_a_section(key: &str) -> bool {
    let key = key.to_lowercase();
    key == "security" || SERVER_SECTIONS.iter().any(|keys| keys.contains(&&*key))
}

/// Whether a key, in whatever case, is one of a section, or a section's name.
pub fn is_key_of_a_section(key: &str) -> bool {
    let lower = key.to_lowercase();
    matches!(&*lower, "auth" | "admin" | "server")
        || belongs_to_a_section(key)
        || OTHER_SECTIONS.iter().any(|keys| keys.contains(&&*lower))
}
