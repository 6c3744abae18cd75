//! A server on loopback in place of a provider or a deployment: HTTP/1.1 and HTTP/2, with TLS and its own CA.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use time::OffsetDateTime;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A received request.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Received {
    /// A field of the query or of the form.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let source = if self.method == "POST" { &self.body } else { &self.query };
        url::form_urlencoded::parse(source.as_bytes())
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.into_owned())
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The response of a stand-in.
#[derive(Debug, Clone, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    pub(super) trailers: Vec<(&'static str, String)>,
    pub(super) delay: Duration,
}

impl Reply {
    pub(super) fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub(super) fn json(status: u16, json: &serde_json::Value) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { status, headers, body: json.to_string().into_bytes(), ..Self::default() }
    }

    pub(super) fn html(status: u16, text: &str) -> Self {
        let headers = vec![("content-type", "text/html; charset=utf-8".to_owned())];
        Self { status, headers, body: format!("<html>{text}</html>").into_bytes(), ..Self::default() }
    }

    pub(super) fn redirect(status: u16, target: impl Into<String>) -> Self {
        Self { status, headers: vec![("location", target.into())], ..Self::default() }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// The certificate of a stand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Good,
    Expired,
    OtherName,
    OtherCa,
    ExpiresSoon,
    /// Plain HTTP.
    Nothing,
}

/// A CA, and the key of the stand-ins.
struct Ca {
    issuer: CertifiedIssuer<'static, KeyPair>,
    key: KeyPair,
}

fn ca(name: &str) -> Ca {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    Ca { issuer, key: KeyPair::generate().unwrap() }
}

static CA: LazyLock<Ca> = LazyLock::new(|| ca("Example CA"));
static OTHER_CA: LazyLock<Ca> = LazyLock::new(|| ca("Unknown CA"));

/// The CA's certificate, for `--ca-file`.
pub(super) fn ca_pem() -> String {
    CA.issuer.pem()
}

fn tls(shown: Shown, alpn: &[&str]) -> Arc<ServerConfig> {
    let ca = if shown == Shown::OtherCa { &*OTHER_CA } else { &*CA };
    let name = if shown == Shown::OtherName { "other.example.org" } else { "localhost" };
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let days = |days: i64| OffsetDateTime::now_utc() + time::Duration::days(days) + time::Duration::hours(1);
    params.not_before = days(-100);
    params.not_after = match shown {
        Shown::Expired => days(-3),
        Shown::ExpiresSoon => days(5),
        _ => days(90),
    };
    let certificate = params.signed_by(&ca.key, &ca.issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(ca.key.serialize_der()));
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut config = builder.with_single_cert(vec![certificate.der().clone()], key).unwrap();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    Arc::new(config)
}

type Handler = dyn Fn(&Received) -> Reply + Send + Sync;

/// A running stand-in, until the test program ends.
pub(super) struct StandIn {
    pub(super) port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl StandIn {
    /// Starts a stand-in. `answers` gets its port.
    pub(super) fn start<F, H>(shown: Shown, alpn: &[&str], answers: F) -> Self
    where
        F: FnOnce(u16) -> H,
        H: Fn(&Received) -> Reply + Send + Sync + 'static,
    {
        let listener = std::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let handler: Arc<Handler> = Arc::new(answers(port));
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let config = (shown != Shown::Nothing).then(|| tls(shown, alpn));
        let (ready, started) = channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                ready.send(()).unwrap();
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    tokio::spawn(serve(stream, config.clone(), Arc::clone(&handler), Arc::clone(&log)));
                }
            });
        });
        started.recv().unwrap();
        Self { port, received }
    }

    /// The requests so far.
    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

#[expect(clippy::single_match_else, reason = "two ways to speak")]
async fn serve(
    stream: TcpStream,
    config: Option<Arc<ServerConfig>>,
    handler: Arc<Handler>,
    log: Arc<Mutex<Vec<Received>>>,
) {
    // Send responses immediately, without Nagle's algorithm.
    stream.set_nodelay(true).unwrap();
    let service = service_fn(move |request| answer(request, Arc::clone(&handler), Arc::clone(&log)));
    match config {
        Some(config) => {
            let Ok(stream) = TlsAcceptor::from(config).accept(stream).await else { return };
            let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            let io = TokioIo::new(stream);
            if is_http2 {
                hyper::server::conn::http2::Builder::new(TokioExecutor::new()).serve_connection(io, service).await.ok();
            } else {
                hyper::server::conn::http1::Builder::new().serve_connection(io, service).await.ok();
            }
        }
        None => {
            let mut start = [0; 3];
            stream.peek(&mut start).await.ok();
            let io = TokioIo::new(stream);
            if start == *b"PRI" {
                hyper::server::conn::http2::Builder::new(TokioExecutor::new()).serve_connection(io, service).await.ok();
            } else {
                hyper::server::conn::http1::Builder::new().serve_connection(io, service).await.ok();
            }
        }
    }
}

type Body = http_body_util::combinators::BoxBody<Bytes, Infallible>;

async fn answer(
    request: Request<hyper::body::Incoming>,
    handler: Arc<Handler>,
    log: Arc<Mutex<Vec<Received>>>,
) -> Result<Response<Body>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let received = Received {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    let reply = handler(&received);
    log.lock().unwrap().push(received);
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    let mut trailers = HeaderMap::new();
    for (name, value) in &reply.trailers {
        trailers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(*name, value);
    }
    let full = Full::new(Bytes::from(reply.body));
    let body =
        if trailers.is_empty() { full.boxed() } else { full.with_trailers(async move { Some(Ok(trailers)) }).boxed() };
    Ok(response.body(body).unwrap())
}
