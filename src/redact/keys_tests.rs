//! Unit tests of `keys.rs`.

use super::{Sensitivity, content_of, is_near, is_secret, is_secret_parameter};

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

#[test]
fn parameters_of_a_login_are_secrets_only_in_requests() {
    for name in ["code", "State", "flyte_at_1", "client_assertion"] {
        assert!(is_secret_parameter(name) && !is_secret(name), "{name}");
    }
    assert!(is_secret_parameter("access_token") && is_secret("access_token"));
    assert!(!is_secret_parameter("client_id") && !is_secret_parameter("redirect_uri"));
}
