//! flyteadmin cannot read one of the keys that its init container generates.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-keys-missing",
    role: Root,
    patterns: [
        "Could not read hash key file",
        "Could not read hash key file, caused by: secrets not found - file [<file>], Env [<variable>]",
        "secrets not found - file [/etc/secrets/cookie_<key>], Env [<variable>]",
        "secrets not found - file [/etc/secrets/claim_symmetric_key], Env [<variable>]",
        "secrets not found - file [/etc/secrets/token_rsa_key<key>], Env [<variable>]",
        "secrets not found - file [/etc/secrets/cookie_",
        "secrets not found - file [/etc/secrets/claim_symmetric_key",
        "secrets not found - file [/etc/secrets/token_rsa_key",
        "failed to read secretTokenHash",
        "failed to read secretTokenHash file. Error: secrets not found - file [<file>], Env [<variable>]",
        "failed to decode token hash using base64 encoding",
        "failed to decode token hash using base64 encoding. Error: illegal base64 data at input byte",
        "failed to read token signing RSA Key",
        "failed to read token signing RSA Key. Error: secrets not found - file [<file>], Env [<variable>]",
        "failed to decode token signing RSA Key",
        "failed to parse PKCS1PrivateKey",
        "failed to read PKCS1PrivateKey",
        "failed to decode PKCS1PrivateKey",
        "Error decoding hash key bytes",
        "Error decoding hash key bytes, caused by: illegal base64 data at input byte",
        "Error decoding block key bytes",
        "Error decoding block key bytes, caused by: illegal base64 data at input byte",
        "Error creating cookie manager",
        "failed to persist token hash key",
        "failed to persist cookie",
        "Failed to load public key from key",
    ],
}
