//! Probes of the identity provider, from the perspective of flyteadmin at startup.
//!
//! Source: `NewProvider` of go-oidc v3.6.0 (`oidc/oidc.go`), which `flyteadmin/auth/auth_context.go` calls at v1.16.8.

use serde_json::Value;

use super::examination::Examination;
use super::fetch::{NoDocument, document};
use super::metadata::ProviderMetadata;
use super::network::Certificate;
use super::probe::{ALGORITHMS, DISCOVERY, ENDPOINTS, IDP_REACHABLE, ISSUER, LOGIN_SCOPES, SIGNING_KEYS, Trouble};
use crate::idp::{IdpKind, Issuer, discovery_url};
use crate::text::{visible, visible_url};

/// The algorithms that go-oidc verifies (`supportedAlgorithms`, v3.6.0).
const VERIFIED: [&str; 10] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA"];
/// A certificate that expires within this number of days causes a warning.
const SOON: i64 = 14;
pub(super) const BASE_URL: &str = "auth.userAuth.openId.baseUrl";

impl Examination<'_> {
    /// Probes the login's issuer, and returns its metadata if it has some.
    pub(super) fn identity_provider(&mut self) -> Option<ProviderMetadata> {
        let Some(issuer) = self.expected.issuer.clone() else {
            self.not_tried(&IDP_REACHABLE, "the issuer is not known");
            return None;
        };
        let url = discovery_url(&issuer);
        let host = visible_url(&issuer);
        let found = match document(self.network, &url) {
            Ok(found) => found,
            Err(NoDocument::Unreachable(error)) => {
                self.failed(&IDP_REACHABLE, error.trouble("flyteadmin"));
                self.not_tried(&DISCOVERY, "the identity provider does not answer");
                return None;
            }
            Err(NoDocument::Refused { trouble, status, certificate }) => {
                self.reached(&host, certificate.as_ref());
                if (300..400).contains(&status) {
                    let place = self.settings.place(BASE_URL);
                    self.warned(&DISCOVERY, trouble.set("set {} to the issuer at that URL", place));
                } else {
                    let trouble = self.about_no_discovery(trouble, status, &issuer);
                    self.failed(&DISCOVERY, trouble);
                }
                self.not_tried(&ISSUER, "there is no discovery document");
                return None;
            }
        };
        self.reached(&host, found.certificate.as_ref());
        self.ok(&DISCOVERY, url);
        let metadata = ProviderMetadata(found.json);
        self.issuer(&issuer, &metadata);
        self.endpoints(&metadata);
        self.signing_keys(metadata.text("jwks_uri"));
        self.algorithms(&metadata);
        self.login_scopes(&metadata);
        Some(metadata)
    }

    fn reached(&mut self, host: &str, certificate: Option<&Certificate>) {
        match certificate {
            Some(certificate) if certificate.days_left() < SOON => self.warned(
                &IDP_REACHABLE,
                Trouble::new(format!("the certificate of {host} expires in {} days", certificate.days_left()))
                    .fix("renew it; users cannot log in after it expires"),
            ),
            Some(certificate) => {
                let days = certificate.days_left();
                self.ok(&IDP_REACHABLE, format!("{host}; certificate of `{}`, {days} days left", certificate.issuer));
            }
            None => self.ok(&IDP_REACHABLE, format!("{host}, without TLS")),
        }
    }

    /// Explains why there may be no discovery document at this issuer.
    fn about_no_discovery(&self, trouble: Trouble, status: u16, issuer: &str) -> Trouble {
        let place = self.settings.place(BASE_URL);
        let trouble = Trouble { message: format!("{}; flyteadmin does not start", trouble.message), ..trouble };
        let parsed = Issuer::parse(issuer);
        if let Err(fault) = &parsed
            && let Some(suggestion) = fault.suggestion()
        {
            return trouble
                .set(&format!("set {{}} to the issuer, `{}`", visible(suggestion)), place)
                .rule("base-url-is-an-endpoint-not-an-issuer");
        }
        if status == 404 && self.expected.idp == IdpKind::Keycloak {
            let other = match issuer.split_once("/auth/realms/") {
                Some((address, realm)) => format!("{address}/realms/{realm}"),
                None => issuer.replacen("/realms/", "/auth/realms/", 1),
            };
            return trouble
                .set(
                    &format!(
                        "check the realm's name in {{}}; with the other of Keycloak's two forms it is `{}`",
                        visible_url(&other)
                    ),
                    place,
                )
                .rule("keycloak-auth-prefix");
        }
        trouble.set("set {} to the `issuer` of the provider's discovery document", place)
    }

    fn issuer(&mut self, expected: &str, metadata: &ProviderMetadata) {
        let place = self.settings.place(BASE_URL);
        let Some(found) = metadata.text("issuer") else {
            self.failed(
                &ISSUER,
                Trouble::new("the discovery document has no `issuer`; flyteadmin does not start")
                    .set("set {} to the URL of an OpenID Connect provider", place),
            );
            return;
        };
        let shown = visible(found);
        match &self.expected.token_issuer {
            None if found == expected => self.ok(&ISSUER, shown),
            None => {
                let how = if found.trim_end_matches('/') == expected.trim_end_matches('/') {
                    "the trailing slash matters"
                } else {
                    "it compares the two exactly"
                };
                let message = format!(
                    "the provider's issuer is `{shown}`, but Flyte is configured with `{}`; flyteadmin does not start \
                     (`issuer did not match`), {how}",
                    visible_url(expected)
                );
                let trouble =
                    Trouble::new(message).set(&format!("set {{}} to `{shown}`"), place).rule("issuer-did-not-match");
                self.failed(&ISSUER, trouble);
            }
            // With `issuerUrl`, only ID tokens are compared.
            Some(token_issuer) if found == token_issuer => self.ok(&ISSUER, format!("{shown}, as `issuerUrl`")),
            Some(token_issuer) => {
                let message = format!(
                    "Flyte expects ID tokens from `{}`, but the provider's issuer is `{shown}`",
                    visible_url(token_issuer)
                );
                let place = self.settings.place("auth.userAuth.openId.issuerUrl");
                self.warned(&ISSUER, Trouble::new(message).set(&format!("set {{}} to `{shown}`"), place));
            }
        }
    }

    fn endpoints(&mut self, metadata: &ProviderMetadata) {
        // The login requests userinfo for each user (`GetCallbackHandler`, flyteadmin/auth/handlers.go).
        const NEEDED: [&str; 4] = ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"];
        let missing: Vec<String> =
            NEEDED.iter().filter(|name| metadata.text(name).is_none()).map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            self.ok(&ENDPOINTS, "");
        } else {
            self.failed(
                &ENDPOINTS,
                Trouble::new(format!("the discovery document lacks {}, which every login needs", missing.join(", ")))
                    .fix("use an issuer that supports OpenID Connect with the authorization code flow"),
            );
        }
    }

    /// Probes the keys at `jwks_uri`.
    pub(super) fn signing_keys(&mut self, url: Option<&str>) {
        let Some(url) = url else {
            self.not_tried(&SIGNING_KEYS, "the metadata has no `jwks_uri`");
            return;
        };
        let keys = match document(self.network, url) {
            Ok(found) => found.json,
            Err(NoDocument::Unreachable(error)) => {
                self.failed(&SIGNING_KEYS, error.trouble("flyteadmin"));
                return;
            }
            Err(NoDocument::Refused { trouble, .. }) => {
                let message = format!("{}; flyteadmin accepts no token without the keys", trouble.message);
                let trouble = Trouble { message, ..trouble };
                self.failed(&SIGNING_KEYS, trouble.fix("serve the keys at the `jwks_uri` in the metadata"));
                return;
            }
        };
        let keys = keys.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |key: &Value, name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
        let usable: Vec<String> = keys
            .iter()
            .filter(|key| text(key, "use").is_none_or(|usage| usage == "sig"))
            .filter_map(|key| text(key, "kty"))
            .filter(|kind| matches!(&**kind, "RSA" | "EC" | "OKP"))
            .collect();
        if usable.is_empty() {
            let message = format!("{} has no public key for signatures; flyteadmin accepts no token", visible_url(url));
            self.failed(&SIGNING_KEYS, Trouble::new(message).fix("create a signing key (RS256) at the provider"));
        } else {
            self.ok(&SIGNING_KEYS, format!("{} for signatures", usable.len()));
        }
    }

    fn algorithms(&mut self, metadata: &ProviderMetadata) {
        let name = "id_token_signing_alg_values_supported";
        let Some(offered) = metadata.texts(name) else {
            self.ok(&ALGORITHMS, "not listed, so RS256 is expected");
            return;
        };
        let accepted: Vec<&str> = offered.iter().copied().filter(|name| VERIFIED.contains(name)).collect();
        if accepted.is_empty() {
            let message = format!(
                "ID tokens are signed with {} only, which flyteadmin does not verify",
                visible(&offered.join(", "))
            );
            let console = self.console().field_about("RS256");
            self.failed(
                &ALGORITHMS,
                Trouble::new(message).at("configure the provider to sign ID tokens with RS256", console),
            );
        } else {
            self.ok(&ALGORITHMS, accepted.join(", "));
        }
    }

    fn login_scopes(&mut self, metadata: &ProviderMetadata) {
        let requested = self.expected.login_scopes.clone();
        if !requested.is_empty() && !requested.iter().any(|scope| scope.split(' ').any(|word| word == "openid")) {
            let place = self.settings.place("auth.userAuth.openId.scopes");
            let message =
                format!("the login requests `{}` without `openid`, so it ends with status 403", requested.join(" "));
            self.failed(
                &LOGIN_SCOPES,
                Trouble::new(message).set("add `openid` to {}", place).rule("openid-scope-missing"),
            );
            return;
        }
        let Some(offered) = metadata.texts("scopes_supported") else {
            self.ok(&LOGIN_SCOPES, "not listed");
            return;
        };
        let missing: Vec<&str> =
            requested.iter().flat_map(|scope| scope.split(' ')).filter(|scope| !offered.contains(scope)).collect();
        if missing.is_empty() {
            self.ok(&LOGIN_SCOPES, requested.join(", "));
        } else {
            let place = self.settings.place("auth.userAuth.openId.scopes");
            let message = format!(
                "the provider does not list the scope {}; it may refuse the login (`invalid_scope`)",
                missing.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", ")
            );
            self.warned(
                &LOGIN_SCOPES,
                Trouble::new(message).set("remove it from {}, or create it at the provider", place),
            );
        }
    }
}
