//! The names of the secrets that Flyte's processes read: keys of Secrets, and files in [`super::SECRETS_FOLDER`].

/// flytepropeller's secret in the Secret of either chart (`clientSecretLocation`, `flyteidl/clients/go/admin`, v1.16.8).
pub const PROPELLER_KEY: &str = "client_secret";

/// The web client's secret (`clientSecretName`, `flyteadmin/auth/config/config.go`, v1.16.8; so are the other defaults).
pub const OIDC_KEY: &str = "oidc_client_secret";

/// The default of `cookieHashKeySecretName`.
pub const COOKIE_HASH_KEY: &str = "cookie_hash_key";

/// The default of `cookieBlockKeySecretName`.
pub const COOKIE_BLOCK_KEY: &str = "cookie_block_key";

/// The default of `claimSymmetricEncryptionKeySecretName`.
pub const CLAIM_SYMMETRIC_KEY: &str = "claim_symmetric_key";

/// The default of `tokenSigningRSAKeySecretName`.
pub const TOKEN_RSA_KEY: &str = "token_rsa_key.pem";

/// The keys that `flyteadmin secrets init` generates (`flyteadmin/auth/init_secrets.go`, v1.16.8). The old signing key,
/// `token_rsa_key_old.pem`, is not one of them.
pub const GENERATED_KEYS: [&str; 4] = [CLAIM_SYMMETRIC_KEY, COOKIE_HASH_KEY, COOKIE_BLOCK_KEY, TOKEN_RSA_KEY];
