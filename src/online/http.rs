//! Makes one HTTP/1.1 request on a new connection.

use std::fmt::Display;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use hyper::http::request::Builder;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use url::Url;
use zeroize::Zeroizing;

use super::connect::{Protocol, address, connect};
use super::proxy::Proxies;
use super::trust::Trust;
use crate::check::network::{CallCredentials, HttpAnswer, HttpRequest, MAX_BODY, Unreachable};

/// The user agent of `check`.
pub(super) const AGENT: &str = concat!("flyte-auth/", env!("CARGO_PKG_VERSION"));

/// Sends a request and reads the response.
pub(super) async fn send(request: &HttpRequest, trust: &Trust, proxies: &Proxies) -> Result<HttpAnswer, Unreachable> {
    let url = &request.url;
    let (connection, certificate) = connect(url, Protocol::Http1, trust, proxies).await?;
    let (mut sender, driver) =
        hyper::client::conn::http1::handshake(TokioIo::new(connection)).await.map_err(|error| not_http(url, &error))?;
    // An error of the connection shows in the response.
    tokio::spawn(async move { driver.await.ok() });
    let answer = sender.send_request(message(request)?).await.map_err(|error| not_http(url, &error))?;
    let status = answer.status().as_u16();
    let headers = texts(answer.headers());
    let (body, is_cut) = body(answer, url).await?;
    Ok(HttpAnswer { status, headers, body, is_cut, certificate })
}

fn message(request: &HttpRequest) -> Result<Request<Full<Bytes>>, Unreachable> {
    let url = &request.url;
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let builder =
        Request::builder().uri(path).header(HOST, host).header(USER_AGENT, AGENT).header(ACCEPT, request.accept);
    let builder = authenticated(builder, &request.credentials);
    let message = match &request.form {
        Some(form) => builder
            .method("POST")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::copy_from_slice(form.expose().as_bytes()))),
        None => builder.method("GET").body(Full::default()),
    };
    message.map_err(|error| not_http(url, &error))
}

/// Adds credentials to a request, and marks their header as sensitive.
pub(super) fn authenticated(builder: Builder, credentials: &CallCredentials) -> Builder {
    let sensitive = |text: &str| {
        let mut value = HeaderValue::from_str(text)?;
        value.set_sensitive(true);
        Ok::<_, hyper::header::InvalidHeaderValue>(value)
    };
    match credentials {
        CallCredentials::None => builder,
        CallCredentials::Basic { id, secret } => {
            let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let both = Zeroizing::new(format!("{}:{}", encoded(id), encoded(secret.expose())));
            let text = Zeroizing::new(format!("Basic {}", STANDARD.encode(both.as_bytes())));
            match sensitive(&text) {
                Ok(value) => builder.header(AUTHORIZATION, value),
                Err(_) => builder,
            }
        }
        CallCredentials::Bearer { header, token } => {
            let text = Zeroizing::new(format!("Bearer {}", token.expose()));
            match (HeaderName::from_bytes(header.as_bytes()), sensitive(&text)) {
                (Ok(name), Ok(value)) => builder.header(name, value),
                _ => builder,
            }
        }
    }
}

/// Reads the first [`MAX_BODY`] bytes of a body. Returns them and whether there are more.
async fn body(answer: Response<Incoming>, url: &Url) -> Result<(Vec<u8>, bool), Unreachable> {
    let mut bytes = Vec::new();
    let mut body = answer.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| not_http(url, &error))?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        let room = MAX_BODY - bytes.len();
        bytes.extend(data.iter().take(room));
        if data.len() > room {
            return Ok((bytes, true));
        }
    }
    Ok((bytes, false))
}

/// Converts headers to texts, replacing non-ASCII bytes.
pub(super) fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// Converts a failure of the HTTP library.
pub(super) fn not_http(url: &Url, error: &dyn Display) -> Unreachable {
    Unreachable::NotHttp { address: address(url), why: error.to_string() }
}
