//! What a key says of its value. The only list of the keys of secrets.

use super::names::{is_name, is_variable};

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sensitivity {
    /// Nothing secret.
    Plain,
    /// The name of something that holds a secret. Someone may have put the secret itself there.
    Name,
    /// The name of an environment variable that holds a secret; someone may have put the secret itself there, too.
    Variable,
    /// A secret, and so is everything in it that does not say otherwise.
    Secret,
}

impl Sensitivity {
    /// Whether `text` is not to be shown in a place of this content.
    pub(super) fn hides(self, text: &str) -> bool {
        match self {
            Self::Plain => false,
            Self::Name => !is_name(text),
            Self::Variable => !is_variable(text),
            Self::Secret => true,
        }
    }

    /// Whether the value says where a secret is.
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Variable)
    }
}

/// Words that make a key one of a secret, wherever they are in it, in lower case.
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

/// Keys that are such a word only as a whole.
const WHOLE: [&str; 4] = ["pass", "pwd", "dsn", "pat"];

/// Words that are recognized with a slip in them (`clientSecrt`): so long that nothing else is nearly the same.
const MISSPELT: [&str; 3] = ["secret", "password", "credential"];

/// How a key ends whose value says where a secret is.
const NAME_ENDS: [&str; 7] = ["name", "names", "file", "path", "ref", "location", "key"];

/// How a key ends whose value is the name of an environment variable.
const VARIABLE_ENDS: [&str; 3] = ["envvar", "env", "variable"];

/// How a key ends that says something else about a secret than what it is.
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

/// What a key says by itself.
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
        // A word for where they are, as often as a map of them.
        "secrets" => Sensitivity::Name,
        _ if VARIABLE_ENDS.iter().any(|end| plain.ends_with(end)) => Sensitivity::Variable,
        _ if NAME_ENDS.iter().any(|end| plain.ends_with(end)) => Sensitivity::Name,
        _ if is_setting(&plain) => Sensitivity::Plain,
        _ => Sensitivity::Secret,
    }
}

/// What a key in a map says that lies in the value of a key of a secret.
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

/// What the other entries of a map say of a key whose name says little.
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
    /// What the value of a key is in a map that is itself `content`; `is_map` says whether it is a map or a list.
    pub(super) fn content_in(self, content: Sensitivity, key: &str, is_map: bool) -> Sensitivity {
        match plain(key).as_str() {
            "value" if self.names_a_secret => Sensitivity::Secret,
            "data" if self.is_secret_manifest => Sensitivity::Secret,
            "key" if self.has_account => Sensitivity::Secret,
            _ => content_in(content, key, is_map),
        }
    }
}

/// What the value of a key is in a map that is itself `content`; `is_map` says whether it is a map or a list.
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
        // What is below the name of a secret is no secret by its place, and may be one that was put there.
        Sensitivity::Name | Sensitivity::Variable => match content_below_secret(key) {
            Sensitivity::Secret => content,
            own => own,
        },
    }
}

/// Whether the value of a key is a secret.
pub fn is_secret(key: &str) -> bool {
    content_of(key) == Sensitivity::Secret
}

/// Whether everything in the map of such a key is a secret.
pub(super) fn is_map_of_secrets(key: &str) -> bool {
    let plain = plain(key);
    content_of(key) == Sensitivity::Secret || matches!(plain.as_str(), "secrets" | "stringdata")
}

/// Whether a name, of an environment variable or an argument, is that of a secret.
pub(super) fn names_secret(name: &str) -> bool {
    content_of(name) == Sensitivity::Secret || has_secret_word(&plain(name)) && content_of(name) != Sensitivity::Plain
}

fn has_secret_word(plain: &str) -> bool {
    WORDS.iter().any(|word| plain.contains(word)) || plain.ends_with("hashkey") || is_misspelt(plain)
}

fn is_setting(plain: &str) -> bool {
    SETTING_ENDS.iter().any(|end| plain.ends_with(end))
}

/// Whether a part of a key is nearly one of [`MISSPELT`]: one letter too many, too few, wrong, or changed with the next.
fn is_misspelt(plain: &str) -> bool {
    // Longer keys are not slips, and cost.
    plain.len() <= 40
        && plain.is_ascii()
        && MISSPELT.iter().any(|word| {
            (word.len() - 1..=word.len() + 1)
                .any(|length| plain.as_bytes().windows(length).any(|part| is_near(part, word.as_bytes())))
        })
}

/// Whether two words are equal but for one slip. It is asked for each part of each key, so that it must be fast.
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

/// A key in lower case, letters and digits only.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sensitivity, content_of, is_near};

    #[test]
    fn one_typo_is_near() {
        let near = |one: &str| is_near(one.as_bytes(), b"secret");
        assert!(
            ["secret", "sectet", "ecret", "secre", "secrret", "secrets", "xsecret", "scret", "sercet", "secrte"]
                .map(near)
                .iter()
                .all(|near| *near)
        );
        assert!(!["sceert", "secr", "secretss", "xsecre", "tecres", "sekrrt"].map(near).iter().any(|near| *near));
    }

    #[test]
    fn classifies_keys() {
        for key in [
            "clientSecret",
            "clientSecretHash",
            "client_secret",
            "oidc_client_secret",
            "webSecret",
            "secret",
            "oidcSecret",
            "OKTA_CLIENT_SECRET",
            "authToken",
            "apiToken",
            "token",
            "passwordHash",
            "clientSecretValue",
            "credential",
            "credentials",
            "password",
            "dbPasswd",
            "pass",
            "secretKey",
            "secret-key",
            "accessKey",
            "accessKeyId",
            "private_key",
            "claimSymmetricKey",
            "cookieHashKey",
            "cookieBlockKey",
            "token_rsa_key.pem",
            "connectionString",
            "clientSecrt",
            "clinetSecret",
            "passwrod",
            "pasword",
            "rotatedSecrets",
            "hash",
        ] {
            assert_eq!(content_of(key), Sensitivity::Secret, "{key}");
        }
        for key in [
            "clientId",
            "id",
            "baseUrl",
            "tokenUrl",
            "tokenEndpoint",
            "accessTokenLifespan",
            "secretManager",
            "enabled",
            "secretsManagerType",
            "scopes",
            "user",
            "username",
            "keycloak",
            "monkey",
            "select",
            "tokenRefreshWindow",
        ] {
            assert_eq!(content_of(key), Sensitivity::Plain, "{key}");
        }
        for key in [
            "clientSecretName",
            "clientSecretFile",
            "clientSecretLocation",
            "secretName",
            "secrets",
            "clientSecretsExternalSecretRef",
            "secretNames",
            "passwordPath",
            "secretKeyRef",
        ] {
            assert_eq!(content_of(key), Sensitivity::Name, "{key}");
        }
        assert_eq!(content_of("clientSecretEnvVar"), Sensitivity::Variable);
    }
}
