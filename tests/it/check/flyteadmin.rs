//! A stand-in for flyteadmin's endpoints, with at most one fault. Source: flyteadmin/auth and flyteidl at v1.16.8.

use serde_json::{Value, json};

use super::stand_in::{Received, Reply};

/// A deployment with an external or the internal authorization server.
pub(super) struct Flyteadmin {
    /// Its public URL.
    pub(super) url: String,
    /// The provider's issuer.
    pub(super) issuer: String,
    /// Whether it issues tokens itself.
    pub(super) is_internal: bool,
    /// The name of its fault, or an empty string.
    pub(super) fault: &'static str,
}

const GRPC: &str = "application/grpc";

impl Flyteadmin {
    fn has(&self, fault: &str) -> bool {
        self.fault == fault
    }

    pub(super) fn answer(&self, request: &Received) -> Reply {
        if request.header("content-type") == Some(GRPC) {
            return self.grpc(request);
        }
        if let Some(reply) = self.gatekeeper(&request.path) {
            return reply;
        }
        match &*request.path {
            "/healthcheck" if self.has("ingress-without-route") => Reply::html(404, "404 Not Found"),
            "/healthcheck" if self.has("pods-down") => Reply::html(503, "503 Service Temporarily Unavailable"),
            "/healthcheck" => Reply::status(200),
            "/api/v1/projects" if self.has("api-open") || self.has("auth-off") => {
                Reply::json(200, &json!({"projects": [], "token": ""}))
            }
            "/api/v1/projects" => {
                Reply::json(401, &json!({"error": "token parse error", "code": 16, "message": "token parse error"}))
            }
            "/login" | "/.well-known/openid-configuration" if self.has("auth-off") => {
                Reply::json(404, &json!({"code": 5, "message": "Not Found"}))
            }
            "/login" => self.login(),
            "/.well-known/openid-configuration" => {
                let issuer = if self.has("runs-with-another-issuer") {
                    "https://old.example.org/realms/flyte"
                } else {
                    &self.issuer
                };
                Reply::redirect(303, format!("{issuer}/.well-known/openid-configuration"))
            }
            "/.well-known/oauth-authorization-server" => self.document(request, &self.metadata()),
            "/config/v1/flyte_client" => self.document(request, &self.client()),
            "/oauth2/token" if self.is_internal => Self::token(request),
            "/oauth2/authorize" if self.is_internal => self.authorize(request),
            _ => Reply::json(404, &json!({"code": 5, "message": "Not Found", "details": []})),
        }
    }

    fn gatekeeper(&self, path: &str) -> Option<Reply> {
        match self.fault {
            "iap-in-front" => Some(
                Reply::redirect(302, "https://accounts.google.com/o/oauth2/v2/auth?client_id=x")
                    .with("x-goog-iap-generated-response", "true"),
            ),
            "alb-in-front-of-the-api" if path.starts_with("/api") => Some(
                Reply::redirect(
                    302,
                    "https://idp.example.com/authorize?redirect_uri=https%3A%2F%2Fx%2Foauth2%2Fidpresponse",
                )
                .with("set-cookie", "AWSALBAuthNonce=abc; Secure"),
            ),
            "oauth2-proxy-in-front-of-login" if path == "/login" => Some(
                Reply::redirect(302, "https://x/oauth2/start?rd=/login").with("set-cookie", "_oauth2_proxy_csrf=a"),
            ),
            _ => None,
        }
    }

    fn login(&self) -> Reply {
        let callback = match self.fault {
            "login-returns-to-a-pod" => "https://flyteadmin:80/callback".to_owned(),
            _ => format!("{}/callback", self.url),
        };
        let client = if self.has("runs-with-another-client") { "old-client" } else { "flyteconsole" };
        let target = url::Url::parse_with_params(
            &format!("{}/protocol/openid-connect/auth", self.issuer),
            [
                ("client_id", client),
                ("redirect_uri", &callback),
                ("response_type", "code"),
                ("scope", "profile openid"),
                ("state", "s"),
            ],
        );
        Reply::redirect(307, target.unwrap()).with("set-cookie", "flyte_csrf_state=abc; Secure")
    }

    fn document(&self, request: &Received, fields: &[(u8, &str, Vec<String>)]) -> Reply {
        if self.has("auth-off") {
            return Reply::json(
                501,
                &json!({"code": 12, "message": "unknown service flyteidl.service.AuthMetadataService"}),
            );
        }
        if self.has("metadata-unreachable-from-the-pod") {
            return Reply::json(500, &json!({"code": 2, "message": "failed to get oauth metadata"}));
        }
        let lists = ["scopes", "grant_types_supported"];
        let map = fields.iter().map(|(_, name, texts)| {
            let value = if lists.contains(name) { json!(texts) } else { json!(texts.first()) };
            // Other clients get the spelling of grpc-gateway.
            let is_json = request.header("accept") == Some("application/json");
            (if is_json { (*name).to_owned() } else { name.replace('_', "") }, value)
        });
        Reply::json(200, &Value::Object(map.collect()))
    }

    fn metadata(&self) -> Vec<(u8, &'static str, Vec<String>)> {
        if self.is_internal {
            let own = if self.has("internal-names-the-cluster") { "http://flyteadmin:80" } else { &self.url };
            return vec![
                (1, "issuer", vec![own.to_owned()]),
                (2, "authorization_endpoint", vec![format!("{own}/oauth2/authorize")]),
                (3, "token_endpoint", vec![format!("{own}/oauth2/token")]),
                (7, "jwks_uri", vec![format!("{own}/oauth2/jwks")]),
            ];
        }
        let issuer = if self.has("runs-with-another-server") { "https://old.example.org" } else { &self.issuer };
        let at = |path: &str| vec![format!("{issuer}/protocol/openid-connect/{path}")];
        vec![
            (1, "issuer", vec![issuer.to_owned()]),
            (2, "authorization_endpoint", at("auth")),
            (3, "token_endpoint", at("token")),
            (7, "jwks_uri", at("certs")),
            (9, "grant_types_supported", vec!["authorization_code".to_owned()]),
            (10, "device_authorization_endpoint", at("auth/device")),
        ]
    }

    fn client(&self) -> Vec<(u8, &'static str, Vec<String>)> {
        let id = if self.has("publishes-another-client") { "old-cli" } else { "flytectl" };
        let scopes = if self.is_internal { vec!["offline", "all"] } else { vec!["all"] };
        let scopes = if self.has("publishes-other-scopes") { vec!["openid"] } else { scopes };
        vec![
            (1, "client_id", vec![id.to_owned()]),
            (2, "redirect_uri", vec!["http://localhost:53593/callback".to_owned()]),
            (3, "scopes", scopes.into_iter().map(str::to_owned).collect()),
            (4, "authorization_metadata_key", vec!["flyte-authorization".to_owned()]),
        ]
    }

    fn grpc(&self, request: &Received) -> Reply {
        match self.fault {
            "grpc-has-no-route" => return Reply::html(404, "404 Not Found"),
            "grpc-is-spoken-as-http1" => return Reply::html(502, "502 Bad Gateway"),
            "alb-answers-464" => return Reply::status(464),
            _ => {}
        }
        let bearer = request.header("flyte-authorization").unwrap_or_default().starts_with("Bearer ");
        match &*request.path {
            "/flyteidl.service.AdminService/ListProjects" if bearer && self.has("token-of-a-person-refused") => {
                refusal(16, "authenticated user doesn't have required scope")
            }
            "/flyteidl.service.AdminService/ListProjects" if bearer => message(b"\x0a\x03abc\x0a\x03def"),
            "/flyteidl.service.AdminService/ListProjects" if self.has("grpc-open") || self.has("auth-off") => {
                message(b"")
            }
            "/flyteidl.service.AdminService/ListProjects" => {
                refusal(16, "token parse error [JWT_VERIFICATION_FAILED] Could not retrieve bearer token")
            }
            _ if self.has("auth-off") => refusal(12, "unknown service flyteidl.service.AuthMetadataService"),
            _ if self.has("metadata-unreachable-from-the-pod") => refusal(13, "failed to get oauth metadata"),
            "/flyteidl.service.AuthMetadataService/GetOAuth2Metadata" => message(&encoded(&self.metadata())),
            "/flyteidl.service.AuthMetadataService/GetPublicClientConfig" => message(&encoded(&self.client())),
            _ => refusal(12, "unknown method"),
        }
    }

    /// fosite's answers (`tokenEndpoint`, flyteadmin/auth/authzserver/token.go).
    fn token(request: &Received) -> Reply {
        use base64::Engine as _;
        use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
        let right = STANDARD.encode(format!("flytepropeller:{}", super::provider::PROPELLER_SECRET));
        if request.header("authorization") != Some(&format!("Basic {right}")) {
            let description = "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).";
            return Reply::json(401, &json!({"error": "invalid_client", "error_description": description}));
        }
        let host = request.header("host").unwrap_or_default();
        let claims = json!({"aud": [format!("https://{host}")], "iss": format!("https://{host}"), "client_id": "", "scp": ["all"]});
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let token = format!("{}.{}.c2ln", part(&json!({"alg": "RS256"})), part(&claims));
        Reply::json(200, &json!({"access_token": token, "token_type": "bearer", "expires_in": 1799, "scope": "all"}))
    }

    fn authorize(&self, request: &Received) -> Reply {
        if self.has("no-static-client-flytectl") || request.field("client_id").as_deref() != Some("flytectl") {
            let description = "Client authentication failed. The requested OAuth 2.0 Client does not exist.";
            return Reply::json(401, &json!({"error": "invalid_client", "error_description": description}));
        }
        Reply::redirect(307, "/login?redirect_url=authorize_callback")
    }
}

/// A framed message with status OK.
fn message(bytes: &[u8]) -> Reply {
    let mut body = vec![0];
    body.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
    body.extend(bytes);
    Reply {
        status: 200,
        headers: vec![("content-type", GRPC.to_owned())],
        body,
        trailers: vec![("grpc-status", "0".to_owned())],
        ..Reply::default()
    }
}

/// A status without a message: trailers only.
fn refusal(status: u32, text: &str) -> Reply {
    let headers =
        [("content-type", GRPC.to_owned()), ("grpc-status", status.to_string()), ("grpc-message", text.to_owned())];
    Reply { status: 200, headers: headers.into(), ..Reply::default() }
}

fn encoded(fields: &[(u8, &str, Vec<String>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (number, _, texts) in fields {
        for text in texts {
            bytes.push(number << 3 | 2);
            assert!(text.len() < 128, "longer texts have a length of two bytes");
            bytes.push(u8::try_from(text.len()).unwrap());
            bytes.extend(text.as_bytes());
        }
    }
    bytes
}
