//! Connects to servers: TCP, a proxy's tunnel, TLS.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use url::{Host, Url};

use super::proxy::{Proxies, tunnel};
use super::trust::Trust;
use crate::check::network::{Certificate, Unreachable};

/// The protocol over a connection, which TLS negotiates by its name (RFC 7301).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1.1
    Http1,
    /// HTTP/2
    Http2,
}

impl Protocol {
    /// Returns the protocol's name in ALPN.
    pub(super) const fn alpn(self) -> &'static [u8] {
        match self {
            Self::Http1 => b"http/1.1",
            Self::Http2 => b"h2",
        }
    }
}

/// A connection with or without TLS.
pub(super) enum Connection {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// Returns the host and port of a URL, for messages.
pub(super) fn address(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(443))
}

/// Returns whether a URL's host is this machine, by its name or address alone.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Connects to the server of `url`.
pub(super) async fn connect(
    url: &Url,
    protocol: Protocol,
    trust: &Trust,
    proxies: &Proxies,
) -> Result<(Connection, Option<Certificate>), Unreachable> {
    let is_tls = url.scheme() == "https";
    if !is_tls && !is_loopback(url) {
        return Err(Unreachable::PlainHttp { url: crate::text::visible_url(url.as_str()) });
    }
    let port = url.port_or_known_default().unwrap_or(443);
    let host = url.host_str().unwrap_or_default();
    let stream = match proxies.of(url) {
        Some(proxy) => {
            let mut stream = tcp(proxy.host(), proxy.port(), false).await?;
            tunnel(&mut stream, proxy, &address(url)).await?;
            stream
        }
        None => tcp(host, port, is_loopback(url)).await?,
    };
    // A probe sends one small request and waits, which Nagle's algorithm would only delay.
    let _ = stream.set_nodelay(true);
    if !is_tls {
        return Ok((Connection::Plain(stream), None));
    }
    let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let name = ServerName::try_from(bare)
        .map_err(|error| Unreachable::Tls { address: address(url), why: error.to_string() })?;
    let (config, seen) = trust.config(protocol);
    let connected = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let stream = connected.map_err(|error| Trust::why(url, &error, &seen))?;
    let certificate = seen.certificate();
    if protocol == Protocol::Http2 && stream.get_ref().1.alpn_protocol() != Some(protocol.alpn()) {
        return Err(Unreachable::NoHttp2 { address: address(url) });
    }
    Ok((Connection::Tls(Box::new(stream)), certificate))
}

/// Opens a TCP connection to the first of a name's addresses that accepts one.
async fn tcp(host: &str, port: u16, only_loopback: bool) -> Result<TcpStream, Unreachable> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found: Vec<SocketAddr> = if let Ok(ip) = bare.parse::<IpAddr>() {
        vec![SocketAddr::new(ip, port)]
    } else {
        let found = lookup_host((bare, port)).await;
        found.map_err(|_| Unreachable::NoSuchHost { host: host.to_owned() })?.collect()
    };
    let address = format!("{host}:{port}");
    let mut failure = Unreachable::NoSuchHost { host: host.to_owned() };
    for socket in found.into_iter().filter(|socket| !only_loopback || socket.ip().is_loopback()) {
        match TcpStream::connect(socket).await {
            Ok(stream) => return Ok(stream),
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                failure = Unreachable::Refused { address: address.clone() };
            }
            Err(error) => {
                failure = Unreachable::NotConnected { address: address.clone(), why: error.kind().to_string() };
            }
        }
    }
    Err(failure)
}

impl AsyncRead for Connection {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
