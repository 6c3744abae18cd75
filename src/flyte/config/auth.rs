//! `auth`: how the API server authenticates. Source: `flyteadmin/auth/config/config.go` at v1.16.8.

use super::section::section;
use super::static_clients::StaticClients;
use super::types::{AuthServerType, SameSite};
use crate::flyte::{
    BuiltInClient, CLAIM_SYMMETRIC_KEY, CLI_REDIRECT_URI, COOKIE_BLOCK_KEY, COOKIE_HASH_KEY, OIDC_KEY, TOKEN_RSA_KEY,
};
use crate::go::{GoUrl, Nanoseconds};

pub(super) fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

pub(super) fn text(text: &str) -> String {
    text.to_owned()
}

/// The header with the token, where no setting names another one. Source: `DefaultConfig`.
pub const AUTHORIZATION_HEADER: &str = "flyte-authorization";

/// The path or URL where the login ends.
fn console() -> GoUrl {
    GoUrl::parse("/console").unwrap_or_default()
}

section! {
    /// flyteadmin's `auth` section.
    pub struct Auth {
        /// The HTTP header with the token.
        http_authorization_header: String = "httpAuthorizationHeader" or text(AUTHORIZATION_HEADER);
        /// The gRPC header with the token.
        grpc_authorization_header: String = "grpcAuthorizationHeader" or text(AUTHORIZATION_HEADER);
        /// Whether HTTP calls without a token are accepted.
        disable_for_http: bool = "disableForHttp" or false;
        /// Whether gRPC calls without a token are accepted.
        disable_for_grpc: bool = "disableForGrpc" or false;
        /// The public URLs; their order matters.
        authorized_uris: Vec<GoUrl> = "authorizedUris" or Vec::new();
        /// The proxy for requests of the OAuth metadata.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        ---
        /// The login of users.
        user_auth: UserAuth = "userAuth";
        /// Access tokens of flytectl, pyflyte and services.
        app_auth: AppAuth = "appAuth";
    }
}

section! {
    /// `auth.userAuth`
    pub struct UserAuth {
        /// The path or URL where the login ends.
        redirect_url: GoUrl = "redirectUrl" or console();
        /// The proxy for requests to the identity provider.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        /// The name of the key that signs cookies.
        cookie_hash_key_secret_name: String = "cookieHashKeySecretName" or text(COOKIE_HASH_KEY);
        /// The name of the key that encrypts cookies.
        cookie_block_key_secret_name: String = "cookieBlockKeySecretName" or text(COOKIE_BLOCK_KEY);
        /// The query parameter that selects one of the provider's upstream providers.
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
        client_secret_name: String = "clientSecretName" or text(OIDC_KEY);
        /// Deprecated: the file with the web client's secret; overrides `clientSecretName`.
        client_secret_file: String = "clientSecretFile" or String::new();
        /// The issuer.
        base_url: GoUrl = "baseUrl" or GoUrl::default();
        /// The expected issuer, if it differs from `baseUrl`; since 1.15.2.
        issuer_url: GoUrl = "issuerUrl" or GoUrl::default();
        /// The scopes that a login requests.
        scopes: Vec<String> = "scopes" or texts(&["openid", "profile"]);
    }
}

section! {
    /// `auth.appAuth`
    pub struct AppAuth {
        /// Who issues access tokens.
        auth_server_type: AuthServerType = "authServerType" or AuthServerType::SelfServer;
        ---
        /// flyteadmin's internal authorization server.
        self_auth_server: SelfAuthServer = "selfAuthServer";
        /// The external authorization server.
        external_auth_server: ExternalAuthServer = "externalAuthServer";
        /// Sent to flytectl and pyflyte.
        third_party_config: ThirdPartyConfig = "thirdPartyConfig";
    }
}

section! {
    /// `auth.appAuth.selfAuthServer`
    pub struct SelfAuthServer {
        /// The issuer, instead of the public URL; setting it breaks every token check.
        issuer: String = "issuer" or String::new();
        /// The lifetime of an access token.
        access_token_lifespan: Nanoseconds = "accessTokenLifespan" or Nanoseconds::minutes(30);
        /// The lifetime of a refresh token.
        refresh_token_lifespan: Nanoseconds = "refreshTokenLifespan" or Nanoseconds::minutes(60);
        /// The lifetime of an authorization code.
        authorization_code_lifespan: Nanoseconds = "authorizationCodeLifespan" or Nanoseconds::minutes(5);
        /// The name of the key that encrypts claims.
        claim_symmetric_encryption_key_secret_name: String = "claimSymmetricEncryptionKeySecretName" or text(CLAIM_SYMMETRIC_KEY);
        /// The name of the key that signs tokens.
        token_signing_rsa_key_secret_name: String = "tokenSigningRSAKeySecretName" or text(TOKEN_RSA_KEY);
        /// The name of the previous key that signed tokens.
        old_token_signing_rsa_key_secret_name: String = "oldTokenSigningRSAKeySecretName" or text("token_rsa_key_old.pem");
        ---
        /// The clients that can request a token.
        static_clients: StaticClients = "staticClients";
    }
}

section! {
    /// `auth.appAuth.externalAuthServer`
    pub struct ExternalAuthServer {
        /// The issuer; if empty, `userAuth.openId.baseUrl`.
        base_url: GoUrl = "baseUrl" or GoUrl::default();
        /// Accepted audiences, in addition to the public URL.
        allowed_audience: Vec<String> = "allowedAudience" or Vec::new();
        /// The path of the metadata, relative to the issuer.
        metadata_url: GoUrl = "metadataUrl" or GoUrl::default();
        /// The proxy for requests of the metadata.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        /// The number of retries for the metadata.
        retry_attempts: i64 = "retryAttempts" or 5;
        /// The delay between retries.
        retry_delay: Nanoseconds = "retryDelay" or Nanoseconds::seconds(1);
    }
}

section! {
    /// `auth.appAuth.thirdPartyConfig`
    pub struct ThirdPartyConfig {
        ---
        /// Sent to flytectl and pyflyte.
        flyte_client: FlyteClient = "flyteClient";
    }
}

section! {
    /// `auth.appAuth.thirdPartyConfig.flyteClient`
    pub struct FlyteClient {
        /// The client ID of flytectl and pyflyte.
        client_id: String = "clientId" or text(BuiltInClient::FLYTECTL.id);
        /// The redirect URI of their login.
        redirect_uri: String = "redirectUri" or text(CLI_REDIRECT_URI);
        /// The scopes that they request.
        scopes: Vec<String> = "scopes" or texts(&["all", "offline"]);
        /// The audience that is requested.
        audience: String = "audience" or String::new();
    }
}
