//! `auth`: how the API server authenticates. Source: `flyteadmin/auth/config/config.go` at v1.16.8.

use indexmap::IndexMap;

use super::field::{Field, Traced};
use super::section::{Reader, Section, section};
use super::types::{AuthServerType, Nanoseconds, SameSite};
use crate::flyte::GoUrl;
use crate::values::{Entry, Kind, Map, Origin, Value};

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// The path that a user ends on after the login.
fn console() -> GoUrl {
    GoUrl::parse("/console").unwrap_or_default()
}

section! {
    /// flyteadmin's `auth` section.
    pub struct Auth {
        /// The HTTP header that the token travels in.
        http_authorization_header: String = "httpAuthorizationHeader" or text("flyte-authorization");
        /// The gRPC header that the token travels in.
        grpc_authorization_header: String = "grpcAuthorizationHeader" or text("flyte-authorization");
        /// Lets HTTP calls in without a token.
        disable_for_http: bool = "disableForHttp" or false;
        /// Lets gRPC calls in without a token.
        disable_for_grpc: bool = "disableForGrpc" or false;
        /// The public URLs; their order matters.
        authorized_uris: Vec<GoUrl> = "authorizedUris" or Vec::new();
        /// A proxy on the way to the OAuth metadata.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        ---
        /// Login of people.
        user_auth: UserAuth = "userAuth";
        /// Tokens of programs.
        app_auth: AppAuth = "appAuth";
    }
}

section! {
    /// `auth.userAuth`
    pub struct UserAuth {
        /// Where a login ends.
        redirect_url: GoUrl = "redirectUrl" or console();
        /// A proxy on the way to the identity provider.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        /// The secret that cookies are signed with.
        cookie_hash_key_secret_name: String = "cookieHashKeySecretName" or text("cookie_hash_key");
        /// The secret that cookies are encrypted with.
        cookie_block_key_secret_name: String = "cookieBlockKeySecretName" or text("cookie_block_key");
        /// The query parameter that chooses among the provider's own providers.
        idp_query_parameter: String = "idpQueryParameter" or String::new();
        ---
        /// The identity provider.
        open_id: OpenId = "openId";
        /// The login cookies.
        cookie_setting: CookieSetting = "cookieSetting";
    }
}

section! {
    /// `auth.userAuth.cookieSetting`
    pub struct CookieSetting {
        /// `SameSite`
        same_site_policy: SameSite = "sameSitePolicy" or SameSite::DefaultMode;
        /// `Domain`
        domain: String = "domain" or String::new();
    }
}

section! {
    /// `auth.userAuth.openId`
    pub struct OpenId {
        /// The web client.
        client_id: String = "clientId" or String::new();
        /// The key of the web client's secret in `/etc/secrets`.
        client_secret_name: String = "clientSecretName" or text("oidc_client_secret");
        /// Deprecated: the file with the web client's secret; wins.
        client_secret_file: String = "clientSecretFile" or String::new();
        /// The issuer.
        base_url: GoUrl = "baseUrl" or GoUrl::default();
        /// The expected issuer where it differs from `baseUrl`; since 1.15.2.
        issuer_url: GoUrl = "issuerUrl" or GoUrl::default();
        /// What a login asks for.
        scopes: Vec<String> = "scopes" or texts(&["openid", "profile"]);
    }
}

section! {
    /// `auth.appAuth`
    pub struct AppAuth {
        /// Who issues access tokens.
        auth_server_type: AuthServerType = "authServerType" or AuthServerType::SelfServer;
        ---
        /// flyteadmin as the issuer.
        self_auth_server: SelfAuthServer = "selfAuthServer";
        /// The identity provider as the issuer.
        external_auth_server: ExternalAuthServer = "externalAuthServer";
        /// What flytectl is told.
        third_party_config: ThirdPartyConfig = "thirdPartyConfig";
    }
}

section! {
    /// `auth.appAuth.selfAuthServer`
    pub struct SelfAuthServer {
        /// The issuer, instead of the public URL; setting it breaks every token check.
        issuer: String = "issuer" or String::new();
        /// How long an access token lives.
        access_token_lifespan: Nanoseconds = "accessTokenLifespan" or Nanoseconds::minutes(30);
        /// How long a refresh token lives.
        refresh_token_lifespan: Nanoseconds = "refreshTokenLifespan" or Nanoseconds::minutes(60);
        /// How long a login may take.
        authorization_code_lifespan: Nanoseconds = "authorizationCodeLifespan" or Nanoseconds::minutes(5);
        /// The secret that claims are encrypted with.
        claim_symmetric_encryption_key_secret_name: String = "claimSymmetricEncryptionKeySecretName" or text("claim_symmetric_key");
        /// The secret that tokens are signed with.
        token_signing_rsa_key_secret_name: String = "tokenSigningRSAKeySecretName" or text("token_rsa_key.pem");
        /// The secret that tokens were signed with before.
        old_token_signing_rsa_key_secret_name: String = "oldTokenSigningRSAKeySecretName" or text("token_rsa_key_old.pem");
        ---
        /// The clients that may ask for a token.
        static_clients: StaticClients = "staticClients";
    }
}

section! {
    /// `auth.appAuth.externalAuthServer`
    pub struct ExternalAuthServer {
        /// The issuer; when empty, `userAuth.openId.baseUrl`.
        base_url: GoUrl = "baseUrl" or GoUrl::default();
        /// Accepted audiences besides the public URL.
        allowed_audience: Vec<String> = "allowedAudience" or Vec::new();
        /// Where the metadata is, relative to the issuer.
        metadata_url: GoUrl = "metadataUrl" or GoUrl::default();
        /// A proxy on the way to the metadata.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        /// How often the metadata is asked for again.
        retry_attempts: i64 = "retryAttempts" or 5;
        /// How long to wait between.
        retry_delay: Nanoseconds = "retryDelay" or Nanoseconds::seconds(1);
    }
}

section! {
    /// `auth.appAuth.thirdPartyConfig`
    pub struct ThirdPartyConfig {
        ---
        /// What flytectl is told.
        flyte_client: FlyteClient = "flyteClient";
    }
}

section! {
    /// `auth.appAuth.thirdPartyConfig.flyteClient`
    pub struct FlyteClient {
        /// The client of the command line.
        client_id: String = "clientId" or text("flytectl");
        /// Where its login ends.
        redirect_uri: String = "redirectUri" or text("http://localhost:53593/callback");
        /// What it asks for.
        scopes: Vec<String> = "scopes" or texts(&["all", "offline"]);
        /// The audience it asks for.
        audience: String = "audience" or String::new();
    }
}

section! {
    /// A client of the internal server. Source: ory/fosite's `DefaultClient`.
    pub struct StaticClient {
        /// Its id.
        id: String = "id" or String::new();
        /// The bcrypt hash of its secret.
        client_secret: Hash = "client_secret" or Hash(Vec::new());
        /// Older hashes that still count.
        rotated_secrets: Vec<String> = "rotated_secrets" or Vec::new();
        /// Where its logins may end.
        redirect_uris: Vec<String> = "redirect_uris" or Vec::new();
        /// The grants it may use.
        grant_types: Vec<String> = "grant_types" or Vec::new();
        /// The responses it may ask for.
        response_types: Vec<String> = "response_types" or Vec::new();
        /// The scopes it may ask for.
        scopes: Vec<String> = "scopes" or Vec::new();
        /// The audiences it may ask for.
        audience: Vec<String> = "audience" or Vec::new();
        /// Has no secret.
        public: bool = "public" or false;
    }
}

/// Bytes that are written as standard base64: the bcrypt hash of a client's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hash(pub Vec<u8>);

impl Field for Hash {
    fn read(value: &Value) -> Result<Self, String> {
        use base64::Engine as _;
        let Some(text) = value.as_str() else {
            return Err("expected base64".to_owned());
        };
        // Go's decoder passes over line ends.
        let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
        base64::engine::general_purpose::STANDARD
            .decode(&text)
            .map(Self)
            .map_err(|error| {
                let at = match error {
                    base64::DecodeError::InvalidByte(at, _) => at,
                    // What is cut short, or wrongly padded, Go notices at the end.
                    _ => text.len(),
                };
                format!("illegal base64 data at input byte {at}")
            })
    }

    fn show(&self) -> Kind {
        use base64::Engine as _;
        Kind::String(
            base64::engine::general_purpose::STANDARD
                .encode(&self.0)
                .into(),
        )
    }
}

/// The static clients by name. Given ones replace flyteadmin's own, all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticClients {
    /// By name, in lower case.
    pub clients: IndexMap<String, StaticClient>,
    /// Where the map was written; [`Origin::FlyteDefault`] for flyteadmin's own.
    pub origin: Origin,
}

impl Section for StaticClients {
    const KEYS: &'static [&'static str] = &[];
    const NAMES: bool = true;

    fn read(reader: &mut Reader<'_, '_>) -> Self {
        let given: Vec<_> = reader
            .entries()
            .filter(|(_, entry)| !entry.value.is_null())
            .collect();
        if given.is_empty() {
            return Self::built_in();
        }
        let clients = given
            .into_iter()
            .map(|(name, entry)| (name.to_owned(), reader.section_of(name, &entry.value)))
            .collect();
        Self {
            clients,
            origin: reader.origin().clone(),
        }
    }

    fn show(&self) -> Value {
        let map: Map = self
            .clients
            .iter()
            .map(|(name, client)| (name.as_str().into(), Entry::new(client.show())))
            .collect();
        Value::map(map, self.origin.clone())
    }
}

impl StaticClients {
    /// flyteadmin's own clients; nobody knows the password behind its flytepropeller's hash.
    fn built_in() -> Self {
        let client = |id: &str,
                      redirects: &[&str],
                      responses: &[&str],
                      grants: &[&str],
                      public,
                      hash: &str| StaticClient {
            id: Traced::default_of(text(id)),
            client_secret: Traced::default_of(Hash(hash.as_bytes().to_vec())),
            rotated_secrets: Traced::default_of(Vec::new()),
            redirect_uris: Traced::default_of(texts(redirects)),
            grant_types: Traced::default_of(texts(grants)),
            response_types: Traced::default_of(texts(responses)),
            scopes: Traced::default_of(texts(&["all", "offline", "access_token"])),
            audience: Traced::default_of(Vec::new()),
            public: Traced::default_of(public),
        };
        let cli = |id: &str| {
            client(
                id,
                &[
                    "http://localhost:53593/callback",
                    "http://localhost:12345/callback",
                ],
                &["code", "token"],
                &["refresh_token", "authorization_code"],
                true,
                "",
            )
        };
        let propeller = client(
            "flytepropeller",
            &["http://localhost:3846/callback"],
            &["token"],
            &["refresh_token", "client_credentials"],
            false,
            BUILT_IN_HASH,
        );
        Self {
            clients: [
                ("flyte-cli", cli("flyte-cli")),
                ("flytectl", cli("flytectl")),
                ("flytepropeller", propeller),
            ]
            .into_iter()
            .map(|(name, client)| (name.to_owned(), client))
            .collect(),
            origin: Origin::FlyteDefault,
        }
    }
}

/// The hash that flyteadmin has built in for flytepropeller, public in its source.
const BUILT_IN_HASH: &str = "$2a$06$d6PQn2QAFU3cL5V8MDkeuuk63xubqUxNxjtfPw.Fc9MgV6vpmyOIy";
