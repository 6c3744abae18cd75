//! Checks whether a text can be the ID or the secret of a client, to detect text that was pasted into the wrong field.
//!
//! No message repeats the text, because it may be a secret.

use crate::diagnostic::Fault;
use crate::text::is_sample;

use super::IdpKind;

/// The end of Google's client IDs. Source: Google Identity, *Setting up OAuth 2.0*.
pub const GOOGLE_ID_END: &str = ".apps.googleusercontent.com";

/// The start of Google's client secrets since 2021; older ones have no prefix.
pub(super) const GOOGLE_SECRET_START: &str = "GOCSPX-";

const COPY_THE_ID: &str = "copy the client ID from the application's page at the identity provider";
const COPY_THE_SECRET: &str = "copy the client secret from the application's page at the identity provider";

impl IdpKind {
    /// Returns the fault of `id` as the ID of a client at this provider. The message does not repeat it, since it may
    /// be a secret.
    pub fn client_id_fault(self, id: &str) -> Option<Fault> {
        id_of_any_provider(id).and_then(|()| self.provider().check_client_id(id)).err()
    }

    /// Returns the fault of `secret` as the secret of a client at this provider. The message does not repeat it.
    pub fn secret_fault(self, secret: &str) -> Option<Fault> {
        secret_of_any_provider(secret).and_then(|()| self.provider().check_client_secret(secret)).err()
    }
}

fn id_of_any_provider(id: &str) -> Result<(), Fault> {
    if id.trim().is_empty() {
        return Err(Fault::new("the client ID is empty").help(COPY_THE_ID));
    }
    if id.starts_with(GOOGLE_SECRET_START) {
        return Err(Fault::new("this is a client secret of Google, not a client ID")
            .help(format!("a client ID of Google ends in `{GOOGLE_ID_END}`")));
    }
    if is_entra_secret(id) {
        return Err(Fault::new("this looks like a client secret of Microsoft Entra ID, not a client ID")
            .help("copy \"Application (client) ID\" from the app's Overview page"));
    }
    if id.contains("://") {
        return Err(Fault::new("this is a URL, not a client ID").help(COPY_THE_ID));
    }
    if is_email(id) {
        return Err(Fault::new("this is an email address, not a client ID").help(COPY_THE_ID));
    }
    if is_placeholder_word(id) {
        return Err(Fault::new("this is a placeholder, not a client ID").help(COPY_THE_ID));
    }
    Ok(())
}

fn secret_of_any_provider(secret: &str) -> Result<(), Fault> {
    if secret.ends_with(GOOGLE_ID_END) {
        return Err(Fault::new("this is a client ID of Google, not its secret")
            .help("copy \"Client secret\" from the same page, or use the downloaded `client_secret_….json`"));
    }
    if secret.contains("://") {
        return Err(Fault::new("this is a URL, not a client secret").help(COPY_THE_SECRET));
    }
    if secret.starts_with('<') && secret.ends_with('>') || is_placeholder_word(secret) {
        return Err(Fault::new("this is a placeholder, not a client secret").help(COPY_THE_SECRET));
    }
    if is_email(secret) {
        return Err(Fault::new("this is an email address, not a client secret").help(COPY_THE_SECRET));
    }
    // RFC 6749, appendix A.2: `client-secret = *VSCHAR`.
    if !secret.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return Err(Fault::new("the client secret has a character that is not printable ASCII").help(
            "identity providers refuse such a secret (RFC 6749, appendix A.2): copy it again from the application's \
                page",
        ));
    }
    if secret.len() < MIN_SECRET_CHARS {
        return Err(
            Fault::new(format!("the client secret has fewer than {MIN_SECRET_CHARS} characters")).help(COPY_THE_SECRET)
        );
    }
    Ok(())
}

/// The minimum length of a secret: no provider issues a shorter one, and where users choose it (Keycloak, Dex), a
/// shorter one is a typo.
const MIN_SECRET_CHARS: usize = 4;

fn is_placeholder_word(text: &str) -> bool {
    is_sample(text) || text.eq_ignore_ascii_case("foobar")
}

fn is_email(text: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
    };
    text.split_once('@').is_some_and(|(user, host)| {
        let top = host.rsplit_once('.').map_or("", |(_, top)| top);
        is_name(user) && is_name(host) && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// Returns whether a text has the form of an Entra ID secret: three characters, a digit, `Q~`, and at least 31 more.
/// Source: Microsoft Purview, *Azure AD client secret*, and the same pattern in gitleaks.
fn is_entra_secret(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 37 && bytes.get(3).is_some_and(u8::is_ascii_digit) && bytes.get(4..6) == Some(b"Q~")
}

#[cfg(test)]
mod tests {
    use super::IdpKind;

    fn of_id(kind: IdpKind, id: &str) -> String {
        kind.client_id_fault(id).map_or_else(|| "accepted".to_owned(), |fault| fault.to_string())
    }

    fn of_secret(kind: IdpKind, secret: &str) -> String {
        kind.secret_fault(secret).map_or_else(|| "accepted".to_owned(), |fault| fault.to_string())
    }

    #[test]
    fn accepts_ids_of_providers() {
        for (kind, id) in [
            (IdpKind::Google, "1234-abc.apps.googleusercontent.com"),
            (IdpKind::Okta, "0oa1b2c3d4E5f6G7h8i9"),
            (IdpKind::Keycloak, "flyte"),
            (IdpKind::Keycloak, "flyte-console"),
            (IdpKind::Entra, "11111111-2222-3333-4444-555555555555"),
            (IdpKind::Oidc, "gAbC0123456789"),
            (IdpKind::Oidc, "11111111-2222-3333-4444-555555555555"),
        ] {
            assert_eq!(of_id(kind, id), "accepted", "{kind} {id}");
        }
    }

    #[test]
    fn accepts_secrets_of_providers() {
        for (kind, secret) in [
            (IdpKind::Google, "GOCSPX-abcdefghijklmnopqrstuvwxyz12"),
            (IdpKind::Google, "abcdefghijklmnopqrstuvwx"),
            (IdpKind::Okta, "abcDEF0123456789abcDEF0123456789abcDEF01-_"),
            (IdpKind::Keycloak, "s3cret"),
            (IdpKind::Keycloak, "11111111-2222-3333-4444-555555555555"),
            (IdpKind::Entra, "abc8Q~0123456789012345678901234567890123"),
            (IdpKind::Oidc, "it's {{ odd }} & long"),
        ] {
            assert_eq!(of_secret(kind, secret), "accepted", "{kind}");
        }
    }

    #[test]
    fn rejects_values_of_other_fields_without_quoting_them() {
        use IdpKind::{Entra, Google, Keycloak, Oidc, Okta};
        let ids = [
            (Google, "GOCSPX-abcdefghijklmnopqrstuvwxyz12"),
            (Google, "https://accounts.google.com/.well-known/openid-configuration"),
            (Google, "me@acme.com"),
            (Google, "flyte"),
            (Google, "123456789"),
            (Okta, "aus1a2b3c4d5e6f7g8h9"),
            (Entra, "notaguid"),
            (Entra, "abc8Q~0123456789012345678901234567890123"),
            (Keycloak, "changeme"),
            (Oidc, "GOCSPX-abcdefghijklmnopqrstuvwxyz12"),
        ];
        let secrets = [
            (Google, "1234-abc.apps.googleusercontent.com"),
            (Google, "<client_secret>"),
            (Google, "https://x"),
            (Google, "x"),
            (Okta, "0oa1b2c3d4E5f6G7h8i9"),
            (Entra, "11111111-2222-3333-4444-555555555555"),
            (Keycloak, "CHANGEME"),
            (Keycloak, "pässwörd"),
            (Oidc, "me@acme.com"),
        ];
        let found: Vec<String> = ids
            .iter()
            .map(|(kind, id)| (id, of_id(*kind, id)))
            .chain(secrets.iter().map(|(kind, secret)| (secret, of_secret(*kind, secret))))
            .map(|(text, found)| {
                assert!(!found.contains(text), "{found}");
                found
            })
            .collect();
        insta::assert_snapshot!(found.join("\n"), @r#"
        this is a client secret of Google, not a client ID
        this is a URL, not a client ID
        this is an email address, not a client ID
        client IDs of Google end in `.apps.googleusercontent.com`, but this one does not
        client IDs of Google end in `.apps.googleusercontent.com`, but this one does not
        client IDs of Okta start with `0oa`, but this one does not
        client IDs of Microsoft Entra ID are GUIDs, but this is not one
        this looks like a client secret of Microsoft Entra ID, not a client ID
        this is a placeholder, not a client ID
        this is a client secret of Google, not a client ID
        this is a client ID of Google, not its secret
        this is a placeholder, not a client secret
        this is a URL, not a client secret
        the client secret has fewer than 4 characters
        this is a client ID of Okta, not its secret
        this is the "Secret ID" or another GUID, not the client secret
        this is a placeholder, not a client secret
        the client secret has a character that is not printable ASCII
        this is an email address, not a client secret
        "#);
    }
}
