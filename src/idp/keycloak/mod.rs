//! Keycloak.

pub(super) mod realm;
mod steps;
pub(super) mod terraform;

use realm::{CONSOLE, FLYTECTL};

use super::{ConsoleStep, ConsoleValue, IdpRequirements, Issuer, IssuerParts, Provider, ServiceUser, trailing_slash};
use crate::diagnostic::Fault;
use crate::text::visible;

/// The pages and endpoints below a realm.
const PAGES: [&str; 5] = ["account", "broker", "clients-registrations", "login-actions", "protocol"];

pub(super) struct Keycloak;

/// Returns the issuer of a realm at the Keycloak with the address `url`. Keycloak 17 and later serve realms at
/// `/realms/…`; for an older one, or with a relative path, `url` includes the path (`https://kc.example.org/auth`).
pub fn issuer(url: &str, realm: &str) -> Result<Issuer, Fault> {
    if !is_realm(realm) {
        return Err(Fault::new(format!("`{}` is not the name of a realm", visible(realm)))
            .help("use the realm's name as in its URL: `flyte` in `…/realms/flyte`"));
    }
    let url = address(url)?;
    let issuer = Issuer::parse(&format!("{url}/realms/{realm}"))?;
    Keycloak.check_issuer(&issuer)?;
    Ok(issuer)
}

/// Returns the address of a Keycloak without parts that users copy with it; faults of the rest do not concern the
/// realm.
fn address(url: &str) -> Result<&str, Fault> {
    if let Some((before, _)) = url.split_once("/realms/") {
        return Err(Fault::new(format!("`{}` already contains a realm", visible(url)))
            .help(format!("use `url: {}`, and set the realm in `realm`", visible(before)))
            .suggest(before));
    }
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix("/admin").unwrap_or(url);
    Issuer::parse(url)?;
    Ok(url)
}

/// Returns whether a text can be the name of a realm in a URL.
pub fn is_realm(realm: &str) -> bool {
    !realm.is_empty() && !realm.contains('/') && !realm.contains(char::is_whitespace)
}

impl Provider for Keycloak {
    fn name(&self) -> &'static str {
        "Keycloak"
    }

    fn recognises(&self, issuer: &Issuer) -> bool {
        let segments = issuer.segments();
        let is_of_realm = segments.iter().rev().nth(1 + usize::from(issuer.has_trailing_slash())) == Some(&"realms");
        let is_page = || segments.windows(3).any(|three| matches!(three, ["realms", _, page] if PAGES.contains(page)));
        is_of_realm || is_page()
    }

    fn parts(&self, issuer: &Issuer) -> Vec<(&'static str, String)> {
        let Some((address, realm)) = issuer.as_str().rsplit_once("/realms/") else {
            return Vec::new();
        };
        vec![("idp.url", address.to_owned()), ("idp.realm", realm.to_owned())]
    }

    fn issuer_form(&self, known: &IssuerParts<'_>) -> String {
        format!(
            "{}/realms/{}",
            known.url.unwrap_or("https://<keycloak-host>").trim_end_matches('/'),
            known.realm.unwrap_or("<realm>")
        )
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        if issuer.has_trailing_slash() {
            return Err(trailing_slash(issuer, "Keycloak"));
        }
        match issuer.segments().as_slice() {
            [.., "admin", "realms", _] => {
                Err(Fault::new(format!("`{issuer}` is Keycloak's admin API, not the issuer"))
                    .help(format!("use `{}`", issuer.as_str().replacen("/admin/realms/", "/realms/", 1))))
            }
            [.., "realms", realm] if !realm.is_empty() => Ok(()),
            _ => Err(Fault::new(format!("`{issuer}` is not an issuer of Keycloak")).help(format!(
                "use `https://{}/realms/<realm>` (`/auth/realms/<realm>` before Keycloak 17)",
                issuer.host()
            ))),
        }
    }

    fn check_external(&self, _issuer: &Issuer) -> Result<(), Fault> {
        Ok(())
    }

    fn where_to_find(&self, value: ConsoleValue) -> &'static str {
        match value {
            ConsoleValue::Address => {
                "the address of its admin console up to `/admin`, without a realm: `https://keycloak.example.org`"
            }
            ConsoleValue::Realm => "the admin console's realm list shows it; it is `flyte` in `/realms/flyte`",
            ConsoleValue::Issuer => {
                "Realm settings > General > Endpoints > \"OpenID Endpoint Configuration\": `issuer`"
            }
            ConsoleValue::Audience => {
                "Client scopes > `all` > Mappers > the \"Audience\" mapper: \"Included Custom Audience\""
            }
            ConsoleValue::WebSecret | ConsoleValue::PropellerSecret => {
                "Clients > the client > Credentials: \"Client Secret\""
            }
            ConsoleValue::Flytectl => "Clients: \"Client ID\" of the client with \"Client authentication\" off",
            ConsoleValue::Propeller | ConsoleValue::Ci => {
                "Clients: \"Client ID\" of the client with \"Service accounts roles\" on"
            }
            _ => "Clients: \"Client ID\" of the client with \"Client authentication\" and \"Standard flow\" on",
        }
    }

    fn suggested_id(&self, client: ConsoleValue) -> Option<&'static str> {
        match client {
            ConsoleValue::WebClient => Some(CONSOLE),
            ConsoleValue::Flytectl => Some(FLYTECTL),
            ConsoleValue::Propeller => Some(ServiceUser::Propeller.usual_id()),
            ConsoleValue::Ci => Some(ServiceUser::Ci.usual_id()),
            _ => None,
        }
    }

    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
        steps::steps(setup)
    }
}

#[cfg(test)]
mod tests {
    use crate::idp::{IdpKind, Issuer};

    #[test]
    fn recognizes_a_realm_with_and_without_a_trailing_slash() {
        for text in [
            "https://kc.example.org/realms/flyte",
            "https://kc.example.org/auth/realms/flyte",
            "https://kc.example.org/realms/flyte/",
        ] {
            assert_eq!(IdpKind::of(&Issuer::parse(text).unwrap()), IdpKind::Keycloak, "{text}");
        }
        assert!(Issuer::parse("https://kc.example.org/realms/flyte/account").is_err());
        for text in ["https://kc.example.org/realms", "https://kc.example.org/realms/a/b", "https://kc.example.org"] {
            assert_eq!(IdpKind::of(&Issuer::parse(text).unwrap()), IdpKind::Oidc, "{text}");
        }
    }
}
