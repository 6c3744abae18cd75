//! `auth`: how the API server authenticates. Source: `flyteadmin/auth/config/config.go` at v1.16.8.

use super::section::section;
use super::static_clients::StaticClients;
use super::types::{AuthServerType, SameSite};
use crate::go::{GoUrl, Nanoseconds};

pub(super) fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

pub(super) fn text(text: &str) -> String {
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
        /// The path that a user ends on after the login.
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
        /// `SameSite` of the login cookies.
        same_site_policy: SameSite = "sameSitePolicy" or SameSite::DefaultMode;
        /// `Domain` of the login cookies.
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
        /// How long to wait before asking again.
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
