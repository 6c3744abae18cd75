//! The network for `check`: HTTP requests, and gRPC calls. `online` implements it.

use std::fmt;
use std::time::Duration;

use url::Url;
use zeroize::Zeroizing;

use crate::secret::Secret;

pub use super::unreachable::{CertificateFault, Unreachable};

/// Sends requests. Answers are returned unchanged: redirects are not followed.
pub trait Network {
    /// Sends an HTTP request and reads at most [`MAX_BODY`] bytes of the answer's body.
    fn http(&self, request: &HttpRequest) -> Result<HttpAnswer, Unreachable>;

    /// Calls a unary gRPC method over HTTP/2.
    fn grpc(&self, call: &GrpcCall) -> Result<GrpcAnswer, Unreachable>;

    /// Opens a page in the browser and waits for the redirect to this machine. Returns the fields of its query, or the
    /// reason why it does not come.
    fn callback(&self, callback: &Callback<'_>) -> Result<Vec<(String, String)>, String>;
}

/// A login in a browser.
#[derive(Debug, Clone, Copy)]
pub struct Callback<'a> {
    /// The redirect target: a URL on this machine.
    pub target: &'a Url,
    /// The page to open.
    pub open: &'a Url,
    /// The time limit.
    pub limit: Duration,
}

/// The maximum number of bytes that are read of a body. x/oauth2 has the same limit for a token endpoint's answer.
pub const MAX_BODY: usize = 1 << 20;

/// The credentials of a request.
#[derive(Debug, Clone, Default)]
pub enum CallCredentials {
    /// No credentials.
    #[default]
    None,
    /// `Authorization: Basic`, with both parts form-encoded first (RFC 6749, section 2.3.1).
    Basic {
        /// The client's ID.
        id: String,
        secret: Secret,
    },
    /// A bearer token in the header of this name.
    Bearer {
        /// The header, in lower case.
        header: String,
        token: Secret,
    },
}

/// An HTTP request: a GET, or a POST of a form.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    pub url: Url,
    pub credentials: CallCredentials,
    /// The form to POST; `None` for a GET.
    pub form: Option<FormBody>,
    /// The accepted media type. flyteadmin's JSON has two kinds of keys: those of RFC 8414 only for `application/json`
    /// (`newHTTPServer`, `flyteadmin/pkg/server/service.go`, v1.16.8).
    pub accept: &'static str,
}

impl HttpRequest {
    /// Creates a GET of JSON, without credentials.
    pub fn get(url: Url) -> Self {
        Self { url, credentials: CallCredentials::None, form: None, accept: "application/json" }
    }

    /// Creates a GET of a page, like a browser.
    pub fn page(url: Url) -> Self {
        Self { accept: "text/html", ..Self::get(url) }
    }

    /// Creates a POST of a form.
    pub fn post(url: Url, form: FormBody) -> Self {
        Self { form: Some(form), ..Self::get(url) }
    }
}

/// The body of a POST, form-encoded. It may contain a secret.
#[derive(Clone, Default)]
pub struct FormBody(Zeroizing<String>);

impl FormBody {
    /// Adds a field.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let field =
            Zeroizing::new(url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish());
        // The buffer has its final size from the start: a growing one would leave a copy of the secret behind.
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() + 1 + field.len()));
        text.push_str(&self.0);
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&field);
        Self(text)
    }

    /// Returns the encoded text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FormBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<form>")
    }
}

/// The answer to an HTTP request.
#[derive(Debug, Clone, Default)]
pub struct HttpAnswer {
    pub status: u16,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, or its first [`MAX_BODY`] bytes.
    pub body: Vec<u8>,
    /// Whether the body is longer than [`MAX_BODY`].
    pub is_cut: bool,
    /// The server's certificate; `None` without TLS.
    pub certificate: Option<Certificate>,
}

impl HttpAnswer {
    /// Returns the first header with a name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

/// Returns the first of some headers with a name in lower case.
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(found, _)| found == name).map(|(_, value)| &**value)
}

/// A unary gRPC call.
#[derive(Debug, Clone)]
pub struct GrpcCall {
    /// The server, of which scheme, host and port are used.
    pub server: Url,
    /// The method: `/flyteidl.service.AdminService/ListProjects`.
    pub method: &'static str,
    /// The request message, encoded.
    pub message: Vec<u8>,
    pub credentials: CallCredentials,
}

/// The answer to a gRPC call, with properties that distinguish a proxy's answer from a gRPC server's.
#[derive(Debug, Clone, Default)]
pub struct GrpcAnswer {
    /// The HTTP status code; 200 from every gRPC server.
    pub http_status: u16,
    /// Headers and trailers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// `grpc-status`, from the trailers or the headers.
    pub status: Option<u32>,
    /// `grpc-message`, percent-decoded.
    pub message: String,
    /// The response message, encoded.
    pub response: Option<Vec<u8>>,
}

/// A server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The name of the CA that issued it.
    pub issuer: String,
    /// The end of its validity, in seconds since 1970.
    pub not_after: i64,
    /// The current time, in seconds since 1970.
    pub now: i64,
}

impl Certificate {
    /// Returns the number of days until it expires; negative after that.
    pub const fn days_left(&self) -> i64 {
        (self.not_after - self.now).div_euclid(86_400)
    }
}
