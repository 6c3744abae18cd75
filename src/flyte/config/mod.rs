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
    AppAuth, Auth, CookieSetting, ExternalAuthServer, FlyteClient, OpenId, SelfAuthServer,
    ThirdPartyConfig, UserAuth,
};
pub use decode::{DecodeError, Decoded, decode};
pub use field::Traced;
pub use security::{Security, Ssl};
pub use static_clients::{Hash, StaticClient, StaticClients};
pub use types::{AuthServerType, AuthType, Nanoseconds, SameSite};

/// Whether a key, in whatever case, is one that Flyte reads inside `auth` or `server.security` and as the name of no
/// section of its own, so that it is misplaced anywhere else.
pub fn belongs_to_a_section(key: &str) -> bool {
    use section::Section;
    let key = key.to_lowercase();
    key == "security"
        || [
            Auth::KEYS,
            UserAuth::KEYS,
            OpenId::KEYS,
            AppAuth::KEYS,
            SelfAuthServer::KEYS,
            ExternalAuthServer::KEYS,
            ThirdPartyConfig::KEYS,
            Security::KEYS,
        ]
        .iter()
        .any(|keys| keys.contains(&&*key))
}
