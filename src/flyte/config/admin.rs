//! `admin`: how a process calls the API. Source: `flyteidl/clients/go/admin/config.go` at v1.16.8.

use super::section::section;
use super::types::AuthType;
use crate::flyte::{BuiltInClient, CLIENT_SECRET_FILE};
use crate::go::{GoUrl, Nanoseconds};

section! {
    /// The API client's config.
    pub struct Admin {
        /// The API's address.
        endpoint: GoUrl = "endpoint" or GoUrl::default();
        /// Plain gRPC instead of TLS.
        insecure: bool = "insecure" or false;
        /// Whether any certificate is accepted.
        insecure_skip_verify: bool = "insecureSkipVerify" or false;
        /// The CA's certificate.
        ca_cert_file_path: String = "caCertFilePath" or String::new();
        /// The longest delay between attempts.
        max_backoff_delay: Nanoseconds = "maxBackoffDelay" or Nanoseconds::seconds(8);
        /// The timeout of an attempt.
        per_retry_timeout: Nanoseconds = "perRetryTimeout" or Nanoseconds::seconds(15);
        /// The number of attempts.
        max_retries: i64 = "maxRetries" or 4;
        /// The largest message, in bytes.
        max_message_size_bytes: i64 = "maxMessageSizeBytes" or 0;
        /// How the client gets its token.
        auth_type: AuthType = "authType" or AuthType::ClientSecret;
        /// How long before its expiry a token is refreshed.
        token_refresh_window: Nanoseconds = "tokenRefreshWindow" or Nanoseconds(0);
        /// Deprecated; has no effect.
        use_auth: bool = "useAuth" or false;
        /// The client ID.
        client_id: String = "clientId" or BuiltInClient::FLYTEPROPELLER.id.to_owned();
        /// The file with the client secret.
        client_secret_location: String = "clientSecretLocation" or CLIENT_SECRET_FILE.to_owned();
        /// The environment variable with the client secret; takes precedence over the file.
        client_secret_env_var: String = "clientSecretEnvVar" or String::new();
        /// The scopes that are requested; if empty, those published for flytectl.
        scopes: Vec<String> = "scopes" or Vec::new();
        /// Whether to request the audience that is published for flytectl.
        use_audience_from_admin: bool = "useAudienceFromAdmin" or false;
        /// The audience that is requested.
        audience: String = "audience" or String::new();
        /// Deprecated; has no effect.
        authorization_server_url: String = "authorizationServerUrl" or String::new();
        /// The token endpoint, instead of the published one.
        token_url: String = "tokenUrl" or String::new();
        /// The header with the token.
        authorization_header: String = "authorizationHeader" or String::new();
        /// The program of `ExternalCommand`.
        command: Vec<String> = "command" or Vec::new();
        /// The program that prints a token for a proxy.
        proxy_command: Vec<String> = "proxyCommand" or Vec::new();
        /// gRPC's service config, as JSON.
        default_service_config: String = "defaultServiceConfig" or String::new();
        /// A proxy for the token request.
        http_proxy_url: GoUrl = "httpProxyURL" or GoUrl::default();
        ---
        /// The login in a browser.
        pkce_config: PkceConfig = "pkceConfig";
        /// The login with a code that is entered on another device.
        device_flow_config: DeviceFlowConfig = "deviceFlowConfig";
    }
}

section! {
    /// The login in a browser.
    pub struct PkceConfig {
        /// How long to wait for the browser.
        timeout: Nanoseconds = "timeout" or Nanoseconds::minutes(2);
        /// How long before its expiry a token is refreshed.
        refresh_time: Nanoseconds = "refreshTime" or Nanoseconds::minutes(5);
    }
}

section! {
    /// The login with a code that is entered on another device.
    pub struct DeviceFlowConfig {
        /// How long before its expiry a token is refreshed.
        refresh_time: Nanoseconds = "refreshTime" or Nanoseconds::minutes(5);
        /// How long to wait for the user.
        timeout: Nanoseconds = "timeout" or Nanoseconds::minutes(10);
        /// The polling interval.
        poll_interval: Nanoseconds = "pollInterval" or Nanoseconds::seconds(5);
    }
}
