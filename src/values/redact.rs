//! Which values are secrets. Decided here and nowhere else.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::{Entry, Kind, Map, Value};
use crate::diagnostic::{SecretKeys, without_user_infos};

/// What stands in the place of a secret.
pub const REDACTED: &str = "<redacted>";

/// Keys whose values are secrets, in lower case without `-` and `_`: of the charts' values, of the config files that
/// they make, and of Secrets.
const SECRET_KEYS: &[&str] = &[
    "clientsecret",
    "clientsecrethash",
    "oidcclientsecret",
    "rotatedsecrets",
    "password",
    "passwd",
    "pass",
    "secretkey",
    "secretaccesskey",
    "accesskey",
    "accesskeyid",
    "accountkey",
    "token",
    "apikey",
    "privatekey",
    "claimsymmetrickey",
    "cookiehashkey",
    "cookieblockkey",
    "tokenrsakey.pem",
    "connectionstring",
    "dsn",
];

/// Maps all of whose values are secrets.
const SECRET_MAPS: &[&str] = &["secrets", "stringdata"];

/// Maps inside such a map that hold settings after all.
const SETTINGS: &[&str] = &["adminoauthclientcredentials"];

/// Words in the name of an environment variable that holds a secret.
const SECRET_WORDS: &[&str] = &["secret", "password", "passwd", "token", "private_key", "access_key", "api_key"];

/// The same as they stand in a key that is [`plain`].
static PLAIN_SECRET_WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| SECRET_WORDS.iter().map(|word| plain(word)).collect());

/// The keys of secrets for a text that is no YAML and cannot be asked more closely: rather one too many.
pub const SECRET_KEYS_OF_TEXT: SecretKeys = SecretKeys {
    is_secret: |key| {
        let key = plain(key);
        SECRET_KEYS.contains(&&*key) || PLAIN_SECRET_WORDS.iter().any(|word| key.contains(word)) || key.contains("hash")
    },
    maps_too: true,
};

/// The same values with every secret replaced, and the user names and passwords of URLs.
pub fn redact(value: &Value) -> Value {
    match &value.kind {
        Kind::Map(map) => Value::map(redact_map(map), value.origin.clone()),
        Kind::List(items) => Value::list(items.iter().map(redact).collect(), value.origin.clone()),
        Kind::String(text) => Value::new(Kind::String(redact_text(text).as_ref().into()), value.origin.clone()),
        _ => value.clone(),
    }
}

/// A text with the user names and passwords of its URLs replaced.
pub fn redact_text(text: &str) -> Cow<'_, str> {
    without_user_infos(text, REDACTED).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A key in lower case without `-` and `_`.
fn plain(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

fn redact_map(map: &Map) -> Map {
    // `- name: FLYTE_SECRET_x` with `value: …` beside it.
    let names_a_secret = map.get("name").and_then(|entry| entry.value.as_str()).is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        SECRET_WORDS.iter().any(|word| name.contains(word))
    });
    let is_secret_manifest = map.get("kind").and_then(|entry| entry.value.as_str()) == Some("Secret");
    map.iter()
        .map(|(key, entry)| {
            let plain = plain(key);
            let value = if SECRET_KEYS.contains(&&*plain)
                || (names_a_secret && plain == "value")
                || (is_secret_manifest && plain == "data")
                || (SECRET_MAPS.contains(&&*plain) && !holds_settings(&entry.value))
                || (plain == "key" && map.contains_key("account"))
            {
                redact_all(&entry.value)
            } else {
                redact(&entry.value)
            };
            let entry = Entry { key_origin: entry.key_origin.clone(), value };
            (Arc::clone(key), entry)
        })
        .collect()
}

fn holds_settings(value: &Value) -> bool {
    value.as_map().is_some_and(|map| map.keys().any(|key| SETTINGS.contains(&&*key.to_ascii_lowercase())))
}

/// The same value with every scalar in it replaced. What is empty stays: it holds no secret, and that it is empty is
/// worth seeing.
pub fn redact_all(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Null => Kind::Null,
        Kind::String(text) if text.is_empty() => value.kind.clone(),
        Kind::List(items) => Kind::List(items.iter().map(redact_all).collect::<Vec<_>>().into()),
        Kind::Map(map) => Kind::Map(Arc::new(
            map.iter()
                .map(|(key, entry)| {
                    let entry = Entry { key_origin: entry.key_origin.clone(), value: redact_all(&entry.value) };
                    (Arc::clone(key), entry)
                })
                .collect(),
        )),
        _ => Kind::String(REDACTED.into()),
    };
    Value::new(kind, value.origin.clone())
}

#[cfg(test)]
mod tests {
    use super::super::test_values::json;
    use super::super::to_json;
    use super::*;

    #[test]
    fn secrets_are_replaced_and_settings_are_not() {
        let value = json(
            r#"{"configuration": {"auth": {"internal": {"clientSecret": "a", "clientSecretHash": "b", "clientId": "c"}},
                "database": {"password": "d", "passwordPath": "/p"},
                "storage": {"providerConfig": {"s3": {"accessKey": "e", "secretKey": "f"}, "azure": {"account": "g", "key": "h"}}}},
                "secrets": {"adminOauthClientCredentials": {"clientSecret": "i", "secretName": "j", "enabled": true}},
                "flyteadmin": {"secrets": {"oidc_client_secret": "k", "x": 1}, "env": [{"name": "FLYTE_SECRET_x", "value": "l"}, {"name": "A", "value": "m"}]},
                "openId": {"clientSecretName": "n", "clientSecretFile": "o"}, "clientSecretEnvVar": "p", "empty": {"password": ""}}"#,
        );
        let text = to_json(&redact(&value));
        for shown in ["\"c\"", "/p", "\"g\"", "\"j\"", "\"m\"", "\"n\"", "\"o\"", "\"p\"", "\"password\":\"\""] {
            assert!(text.contains(shown), "{shown} in {text}");
        }
        for hidden in ["a", "b", "d", "e", "f", "h", "i", "k", "l"] {
            assert!(!text.contains(&format!(":\"{hidden}\"")), "{hidden} in {text}");
        }
        assert!(!text.contains(":1"));
    }
}
