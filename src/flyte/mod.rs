//! The configuration of Flyte's processes, and their behavior.
//!
//! `config/` has the keys, types, defaults and decoding, `merged.rs` the merging of files, `run/` the behavior at run
//! time.

mod built_in_client;
pub mod config;
mod config_file;
mod host;
mod merged;
mod overrides;
mod public_url;
pub mod run;
mod secret_keys;
mod secret_manager;
mod version;
mod well_known;

pub use built_in_client::{BuiltInClient, CLI_REDIRECT_URI};
pub use config_file::ConfigFile;
pub use host::{authority_of, host_of, is_cluster_address, is_local, is_of_cluster};
pub use merged::{MergedConfig, merge_files};
pub use overrides::{Override, of_arguments, of_variables, unknown_flags};
pub use public_url::PublicUrl;
pub use secret_keys::{
    CLAIM_SYMMETRIC_KEY, COOKIE_BLOCK_KEY, COOKIE_HASH_KEY, GENERATED_KEYS, OIDC_KEY, PROPELLER_KEY, TOKEN_RSA_KEY,
};
pub use secret_manager::{CLIENT_SECRET_FILE, SECRETS_FOLDER, SecretManager};
pub use version::FlyteVersion;
pub use well_known::{OAUTH_SERVER, OPENID_CONFIGURATION, relative};
