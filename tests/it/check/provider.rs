//! A stand-in for an OpenID Connect provider that answers like Keycloak 26, with at most one fault.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::stand_in::{Received, Reply};

/// A provider.
pub(super) struct Provider {
    /// `https://localhost:PORT`
    pub(super) origin: String,
    /// The public URL of Flyte.
    pub(super) flyte: String,
    /// The name of its fault, or an empty string.
    pub(super) fault: &'static str,
}

pub(super) const WEB_SECRET: &str = "web-secret-from-the-idp";
pub(super) const PROPELLER_SECRET: &str = "correct-horse-battery-staple";
/// The authorization code after a successful login.
pub(super) const GOOD_CODE: &str = "good-code";
const REALM: &str = "/realms/flyte";

impl Provider {
    fn has(&self, fault: &str) -> bool {
        self.fault == fault
    }

    pub(super) fn answer(&self, request: &Received) -> Reply {
        let path = request.path.strip_prefix(REALM).unwrap_or("/other-realm");
        match path {
            "/.well-known/openid-configuration" => self.discovery(),
            "/.well-known/oauth-authorization-server" if self.has("no-rfc8414-document") => Reply::status(404),
            "/.well-known/oauth-authorization-server" | "/moved/.well-known/openid-configuration" => {
                Reply::json(200, &self.metadata())
            }
            "/protocol/openid-connect/certs" => self.keys(),
            "/protocol/openid-connect/token" => self.token(request),
            "/protocol/openid-connect/auth" => self.authorize(request),
            "/protocol/openid-connect/auth/device" => self.device(request),
            _ => Reply::json(404, &json!({"error": "Realm does not exist"})),
        }
    }

    fn discovery(&self) -> Reply {
        match self.fault {
            "discovery-404" => Reply::json(404, &json!({"error": "Realm does not exist"})),
            "discovery-html" => Reply::html(200, "Please log in"),
            "discovery-not-json" => Reply { body: b"{".to_vec(), ..Reply::json(200, &json!({})) },
            "discovery-huge" => Reply { body: vec![b' '; (1 << 20) + 1], ..Reply::json(200, &json!({})) },
            "discovery-slow" => {
                Reply { delay: std::time::Duration::from_secs(5), ..Reply::json(200, &self.metadata()) }
            }
            "discovery-redirects-elsewhere" => Reply::redirect(302, "https://sso.example.org/login"),
            "discovery-redirects" => Reply::redirect(302, format!("{REALM}/moved/.well-known/openid-configuration")),
            "discovery-redirects-forever" => Reply::redirect(302, format!("{REALM}/.well-known/openid-configuration")),
            _ => Reply::json(200, &self.metadata()),
        }
    }

    fn metadata(&self) -> Value {
        let issuer = format!("{}{REALM}", self.origin);
        let at = |path: &str| format!("{issuer}/protocol/openid-connect/{path}");
        let mut document = json!({
            "issuer": issuer,
            "authorization_endpoint": at("auth"),
            "token_endpoint": at("token"),
            "jwks_uri": at("certs"),
            "userinfo_endpoint": at("userinfo"),
            "device_authorization_endpoint": at("auth/device"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access", "all"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256"],
        });
        let change = match self.fault {
            "issuer-with-slash" => Some(("issuer", json!(format!("{issuer}/")))),
            "issuer-of-another-host" => Some(("issuer", json!("https://internal.example.org/realms/flyte"))),
            "issuer-missing" => Some(("issuer", Value::Null)),
            "no-userinfo" => Some(("userinfo_endpoint", Value::Null)),
            "hs256-only" => Some(("id_token_signing_alg_values_supported", json!(["HS256"]))),
            "no-profile-scope" => Some(("scopes_supported", json!(["openid", "all"]))),
            "metadata-mistyped" => Some(("scopes_supported", json!("openid all"))),
            "no-client-credentials" => Some(("grant_types_supported", json!(["authorization_code"]))),
            "pkce-plain-only" => Some(("code_challenge_methods_supported", json!(["plain"]))),
            "no-device-endpoint" => Some(("device_authorization_endpoint", Value::Null)),
            "no-jwks-uri" => Some(("jwks_uri", Value::Null)),
            _ => None,
        };
        if let Some((name, value)) = change {
            document[name] = value;
        }
        document
    }

    fn keys(&self) -> Reply {
        let key =
            |usage: &str| json!({"kty": "RSA", "kid": "k1", "alg": "RS256", "use": usage, "n": "AQAB", "e": "AQAB"});
        match self.fault {
            "keys-404" => Reply::status(404),
            "keys-empty" => Reply::json(200, &json!({"keys": []})),
            "keys-for-encryption" => Reply::json(200, &json!({"keys": [key("enc")]})),
            _ => Reply::json(200, &json!({"keys": [key("enc"), key("sig")]})),
        }
    }

    fn token(&self, request: &Received) -> Reply {
        let refused = |status: u16, error: &str, description: &str| {
            Reply::json(status, &json!({"error": error, "error_description": description}))
        };
        let basic = request.header("authorization").and_then(|text| text.strip_prefix("Basic "));
        let basic = basic.and_then(|text| String::from_utf8(STANDARD.decode(text).ok()?).ok());
        let (id, secret) = match basic.as_deref().and_then(|text| text.split_once(':')) {
            Some((id, secret)) => (id.to_owned(), Some(secret.to_owned())),
            None => (request.field("client_id").unwrap_or_default(), request.field("client_secret")),
        };
        if self.has("token-endpoint-takes-the-form-only") && basic.is_some() {
            return refused(401, "invalid_client", "client_secret_basic is not supported");
        }
        let wanted = match &*id {
            "flyteconsole" => Some(WEB_SECRET),
            "flytepropeller" => Some(PROPELLER_SECRET),
            "flytectl" if self.has("cli-is-confidential") => Some("x"),
            "flytectl" => None,
            _ => return refused(401, "invalid_client", "Invalid client or Invalid client credentials"),
        };
        let is_wrong = match &*id {
            "flyteconsole" => self.has("web-secret-is-wrong"),
            "flytepropeller" => self.has("propeller-secret-is-wrong"),
            _ => false,
        };
        if is_wrong || secret.as_deref() != wanted {
            return refused(401, "unauthorized_client", "Invalid client or Invalid client credentials");
        }
        match &*request.field("grant_type").unwrap_or_default() {
            "authorization_code" if request.field("code").as_deref() == Some(GOOD_CODE) => {
                let verifier = request.field("code_verifier").unwrap_or_default();
                if verifier.len() < 43 {
                    refused(400, "invalid_grant", "PKCE verification failed")
                } else {
                    self.token_of_jane()
                }
            }
            "authorization_code" => refused(400, "invalid_grant", "Code not valid"),
            "urn:ietf:params:oauth:grant-type:device_code" => self.token_of_jane(),
            "client_credentials" => self.service_token(request),
            _ => refused(400, "unsupported_grant_type", "Unsupported grant_type"),
        }
    }

    fn service_token(&self, request: &Received) -> Reply {
        let refused = |error: &str, description: &str| {
            Reply::json(400, &json!({"error": error, "error_description": description}))
        };
        match self.fault {
            "no-service-account" => {
                return refused("unauthorized_client", "Client not enabled to retrieve service account");
            }
            "scope-all-missing" => return refused("invalid_scope", "Invalid scopes: all"),
            "secret-repeated" => return refused("invalid_request", &format!("not {PROPELLER_SECRET}, please")),
            "audience-parameter-wanted" => {
                return refused(
                    "access_denied",
                    "No audience parameter was provided, and no default audience has been configured",
                );
            }
            "policy-denies" => return refused("access_denied", "Policy evaluation failed for this request"),
            "token-endpoint-is-html" => return Reply::html(502, "Bad Gateway"),
            "token-endpoint-redirects" => return Reply::redirect(302, "https://sso.example.org/login"),
            "token-is-opaque" => {
                return Reply::json(200, &json!({"access_token": "ya29.opaque", "token_type": "Bearer"}));
            }
            "token-answer-is-empty" => return Reply::json(200, &json!({})),
            _ => {}
        }
        let mut claims = json!({
            "iss": format!("{}{REALM}", self.origin),
            "aud": [self.flyte],
            "sub": "service-account-flytepropeller",
            "azp": "flytepropeller",
            "client_id": "flytepropeller",
            "scope": request.field("scope").unwrap_or_default(),
            "scp": ["all"],
            "preferred_username": "service-account-flytepropeller",
        });
        let (name, value) = match self.fault {
            "no-audience-mapper" => ("aud", json!("account")),
            "audience-with-slash" => ("aud", json!(format!("{}/", self.flyte))),
            "no-scp-mapper" => ("scp", json!(null)),
            "scp-is-an-object" => ("scp", json!({"all": true})),
            "no-sub" => ("sub", json!(null)),
            "client-id-is-a-number" => ("client_id", json!(7)),
            _ => ("typ", json!("Bearer")),
        };
        match value {
            Value::Null => {
                claims.as_object_mut().unwrap().remove(name);
            }
            value => claims[name] = value,
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let token = format!("{}.{}.c2ln", part(&json!({"alg": "RS256", "kid": "k1"})), part(&claims));
        Reply::json(200, &json!({"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": "all"}))
    }

    fn token_of_jane(&self) -> Reply {
        let claims = json!({
            "iss": format!("{}{REALM}", self.origin), "aud": [self.flyte], "sub": "8f1c", "azp": "flytectl",
            "scope": "all", "scp": ["all"], "email": "jane@example.org", "name": "Jane Doe",
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let token = format!("{}.{}.c2ln", part(&json!({"alg": "RS256", "kid": "k1"})), part(&claims));
        Reply::json(200, &json!({"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": "all"}))
    }

    fn authorize(&self, request: &Received) -> Reply {
        let uri = request.field("redirect_uri").unwrap_or_default();
        let registered = match &*request.field("client_id").unwrap_or_default() {
            "flyteconsole" if !self.has("web-client-unknown") => {
                if self.has("web-redirect-not-registered") {
                    String::new()
                } else {
                    format!("{}/callback", self.flyte)
                }
            }
            "flytectl" if !self.has("cli-client-unknown") => {
                let is_missing = self.has("cli-redirect-not-registered");
                if is_missing { String::new() } else { "http://localhost:53593/callback".to_owned() }
            }
            _ => return Reply::html(400, "<p>Client not found.</p>"),
        };
        if uri != registered {
            return Reply::html(400, "<p>Invalid parameter: redirect_uri</p>");
        }
        if self.has("nonce-refused") && !request.field("scope").is_some_and(|scope| scope.contains("openid")) {
            let why =
                "error=invalid_request&error_description=openid+scope+must+be+requested+when+using+the+nonce+parameter";
            return Reply::redirect(303, format!("{uri}?{why}"));
        }
        if self.has("login-scope-refused") {
            return Reply::redirect(302, format!("{uri}?error=invalid_scope&error_description=Invalid+scopes"));
        }
        Reply::html(200, "<form>Sign in to your account</form>")
    }

    fn device(&self, request: &Received) -> Reply {
        if self.has("device-grant-off") || request.field("client_id").as_deref() != Some("flytectl") {
            let description = "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant";
            return Reply::json(400, &json!({"error": "unauthorized_client", "error_description": description}));
        }
        Reply::json(
            200,
            &json!({"device_code": "d", "user_code": "A-B", "verification_uri": "https://idp.example.com/device", "expires_in": 600, "interval": 1}),
        )
    }
}
