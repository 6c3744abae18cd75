//! `server.security`. Source: `flyteadmin/pkg/config/config.go` at v1.16.8.

use super::auth::AUTHORIZATION_HEADER;
use super::section::section;

section! {
    /// How the API server is exposed.
    pub struct Security {
        /// Whether flyteadmin serves TLS itself.
        secure: bool = "secure" or false;
        /// Whether authentication is enabled.
        use_auth: bool = "useAuth" or false;
        /// Login cookies without `Secure`, for plain http on localhost.
        insecure_cookie_header: bool = "insecureCookieHeader" or false;
        /// Whether browsers can call the API from other origins.
        allow_cors: bool = "allowCors" or true;
        /// The origins from which browsers can call the API.
        allowed_origins: Vec<String> = "allowedOrigins" or vec!["*".to_owned()];
        /// The headers that browsers can send from other origins.
        allowed_headers: Vec<String> = "allowedHeaders" or vec!["Content-Type".to_owned(), AUTHORIZATION_HEADER.to_owned()];
        ---
        /// The certificate with which flyteadmin serves TLS.
        ssl: Ssl = "ssl";
    }
}

section! {
    /// `server.security.ssl`
    pub struct Ssl {
        /// The file with the certificate.
        certificate_file: String = "certificateFile" or String::new();
        /// The file with the certificate's key.
        key_file: String = "keyFile" or String::new();
    }
}
