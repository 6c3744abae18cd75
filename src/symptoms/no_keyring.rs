//! A client finds no keyring, so it does not store its token.

use super::declare_symptom;

declare_symptom! {
    name: "no-keyring",
    role: Harmless,
    patterns: [
        "secret not found in keyring",
        "unable to save the new token due to",
        "failed to unlock correct collection",
        "KeyRing not available, tokens will not be cached",
        "failed to cache token:",
        r#"exec: "dbus-launch": executable file not found in $PATH"#,
        "dbus-launch",
        "unable to save the new token due to. Will ignore the error",
        "failed to save token in the token cache",
    ],
}
