//! Decides by its key whether a value is a secret. This is the only list of such keys.

use super::names::{is_name, is_variable};

/// The sensitivity of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sensitivity {
    /// It is not secret.
    Plain,
    /// The name of something that contains a secret. The user may have put the secret itself there.
    Name,
    /// The name of an environment variable that contains a secret. The user may have put the secret itself there.
    Variable,
    /// A secret, and everything in it that is not explicitly something else.
    Secret,
}

impl Sensitivity {
    /// Returns whether `text` must be hidden at a place with this sensitivity.
    pub(super) fn hides(self, text: &str) -> bool {
        match self {
            Self::Plain => false,
            Self::Name => !is_name(text),
            Self::Variable => !is_variable(text),
            Self::Secret => true,
        }
    }

    /// Returns whether the value names where a secret is.
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Variable)
    }
}

/// Words that mark a key as a secret's, anywhere in it, in lower case.
const WORDS: [&str; 21] = [
    "secret",
    "password",
    "passwd",
    "passphrase",
    "token",
    "credential",
    "hash",
    "apikey",
    "accesskey",
    "accountkey",
    "privatekey",
    "signingkey",
    "encryptionkey",
    "masterkey",
    "symmetrickey",
    "blockkey",
    "rsakey",
    "sshkey",
    "connectionstring",
    "bearer",
    "jwt",
];

/// Words that mark a key as a secret's only if they are the whole key.
const WHOLE: [&str; 4] = ["pass", "pwd", "dsn", "pat"];

/// Words that are also recognized with a typo (`clientSecrt`): they are long enough to be distinctive.
const MISSPELT: [&str; 3] = ["secret", "password", "credential"];

/// Suffixes of keys whose value names where a secret is.
const NAME_ENDS: [&str; 7] = ["name", "names", "file", "path", "ref", "location", "key"];

/// Suffixes of keys whose value is the name of an environment variable.
const VARIABLE_ENDS: [&str; 3] = ["envvar", "env", "variable"];

/// Suffixes of keys whose value is another property of a secret.
const SETTING_ENDS: [&str; 35] = [
    "id",
    "url",
    "uri",
    "uris",
    "endpoint",
    "issuer",
    "audience",
    "enabled",
    "enable",
    "disabled",
    "create",
    "type",
    "kind",
    "provider",
    "manager",
    "lifespan",
    "lifetime",
    "ttl",
    "timeout",
    "expiry",
    "expiration",
    "duration",
    "window",
    "interval",
    "prefix",
    "policy",
    "version",
    "namespace",
    "scope",
    "scopes",
    "types",
    "methods",
    "mode",
    "public",
    "algorithm",
];

/// Returns the sensitivity of a key's value, independently of its place.
pub(super) fn content_of(key: &str) -> Sensitivity {
    let plain = plain(key);
    if WHOLE.contains(&&*plain) || plain == "accesskeyid" {
        return Sensitivity::Secret;
    }
    if !has_secret_word(&plain) {
        return if plain == "key" { Sensitivity::Name } else { Sensitivity::Plain };
    }
    if WORDS.iter().any(|word| word.ends_with("key") && plain.ends_with(word))
        || ["secretkey", "hashkey"].iter().any(|end| plain.ends_with(end))
    {
        return Sensitivity::Secret;
    }
    match plain.as_str() {
        // Often a map of Secret names.
        "secrets" => Sensitivity::Name,
        _ if VARIABLE_ENDS.iter().any(|end| plain.ends_with(end)) => Sensitivity::Variable,
        _ if NAME_ENDS.iter().any(|end| plain.ends_with(end)) => Sensitivity::Name,
        _ if is_setting(&plain) => Sensitivity::Plain,
        _ => Sensitivity::Secret,
    }
}

/// Returns the sensitivity of a key in a map that is the value of a secret's key.
pub(super) fn content_below_secret(key: &str) -> Sensitivity {
    let plain = plain(key);
    match content_of(key) {
        Sensitivity::Name => Sensitivity::Name,
        Sensitivity::Variable => Sensitivity::Variable,
        _ if plain == "name" => Sensitivity::Name,
        Sensitivity::Plain if is_setting(&plain) => Sensitivity::Plain,
        Sensitivity::Plain if VARIABLE_ENDS.iter().any(|end| plain.ends_with(end)) => Sensitivity::Variable,
        Sensitivity::Plain if NAME_ENDS.iter().any(|end| *end != "key" && plain.ends_with(end)) => Sensitivity::Name,
        _ => Sensitivity::Secret,
    }
}

/// Other entries of the same map that decide about an ambiguous key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbors {
    /// `name: FLYTE_SECRET_x`, with the secret in `value`.
    pub names_a_secret: bool,
    /// `kind: Secret`, with secrets in `data`.
    pub is_secret_manifest: bool,
    /// `account: …`, with the secret in `key`.
    pub has_account: bool,
}

impl Neighbors {
    /// Returns the sensitivity of a key's value in a map with the sensitivity `content`; `is_map` says whether the
    /// value is a map or a list.
    pub(super) fn content_in(self, content: Sensitivity, key: &str, is_map: bool) -> Sensitivity {
        match plain(key).as_str() {
            "value" if self.names_a_secret => Sensitivity::Secret,
            "data" if self.is_secret_manifest => Sensitivity::Secret,
            "key" if self.has_account => Sensitivity::Secret,
            _ => content_in(content, key, is_map),
        }
    }
}

/// Returns the sensitivity of a key's value in a map with the sensitivity `content`; `is_map` says whether the value is
/// a map or a list.
pub(super) fn content_in(content: Sensitivity, key: &str, is_map: bool) -> Sensitivity {
    if is_map && is_map_of_secrets(key) {
        return Sensitivity::Secret;
    }
    match content {
        Sensitivity::Plain => content_of(key),
        Sensitivity::Secret => match content_below_secret(key) {
            own if is_map && own.is_name() => content,
            own => own,
        },
        // A value below the name of a secret is not one by its place, but may be one that was put there.
        Sensitivity::Name | Sensitivity::Variable => match content_below_secret(key) {
            Sensitivity::Secret => content,
            own => own,
        },
    }
}

/// Returns whether the value of a key is a secret.
pub fn is_secret(key: &str) -> bool {
    content_of(key) == Sensitivity::Secret
}

/// Parameters of URLs, forms and JSON that allow someone to log in and whose name does not reveal a secret (RFC 6749,
/// RFC 7636, RFC 8628, OpenID Connect Session Management), and Flyte's cookies (`flyteadmin/auth/cookie_manager.go`,
/// v1.16.8). In values these keys are harmless.
const LOGIN_PARAMETERS: [&str; 14] = [
    "assertion",
    "client_assertion",
    "code",
    "code_verifier",
    "device_code",
    "flyte_at_1",
    "flyte_at_2",
    "flyte_csrf_state",
    "flyte_idt",
    "flyte_rt",
    "nonce",
    "session_state",
    "state",
    "user_code",
];

/// Returns whether the value of a request's or a cookie's parameter is a secret.
pub fn is_secret_parameter(name: &str) -> bool {
    LOGIN_PARAMETERS.iter().any(|parameter| parameter.eq_ignore_ascii_case(name)) || is_secret(name)
}

/// Returns whether everything in the map of a key is a secret.
pub(super) fn is_map_of_secrets(key: &str) -> bool {
    let plain = plain(key);
    content_of(key) == Sensitivity::Secret || matches!(plain.as_str(), "secrets" | "stringdata")
}

/// Returns whether a name, of an environment variable or an argument, is that of a secret.
pub(super) fn names_secret(name: &str) -> bool {
    content_of(name) == Sensitivity::Secret || has_secret_word(&plain(name)) && content_of(name) != Sensitivity::Plain
}

fn has_secret_word(plain: &str) -> bool {
    WORDS.iter().any(|word| plain.contains(word)) || plain.ends_with("hashkey") || is_misspelt(plain)
}

fn is_setting(plain: &str) -> bool {
    SETTING_ENDS.iter().any(|end| plain.ends_with(end))
}

/// Returns whether a part of a key is nearly one of [`MISSPELT`]: with one letter added, missing, wrong, or swapped
/// with the next.
fn is_misspelt(plain: &str) -> bool {
    // Longer keys are not typos, and are expensive to check.
    plain.len() <= 40
        && plain.is_ascii()
        && MISSPELT.iter().any(|word| {
            (word.len() - 1..=word.len() + 1)
                .any(|length| plain.as_bytes().windows(length).any(|part| is_near(part, word.as_bytes())))
        })
}

/// Returns whether two words differ by one typo. It runs for each part of each key, so it must be fast.
fn is_near(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([a, b, one @ ..], [c, d, other @ ..]) if a == d && b == c && one == other => true,
        ([_, one @ ..], [_, other @ ..]) if one == other => true,
        ([_, rest @ ..], all) | (all, [_, rest @ ..]) if rest == all => true,
        (one, other) => one == other,
    }
}

/// Returns a key in lower case, with letters and digits only.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
