//! The environment's proxies, by the rules of Go's `httpproxy.FromEnvironment`, which flytectl follows, too.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;
use zeroize::Zeroizing;

use super::connect::is_loopback;
use crate::check::network::Unreachable;
use crate::secret::Secret;

/// A proxy for https.
pub(super) struct Proxy {
    host: String,
    port: u16,
    /// `user:password`, as in the proxy's URL.
    login: Option<Secret>,
}

/// The environment's proxy, and the hosts that bypass it.
#[derive(Default)]
pub(super) struct Proxies {
    https: Option<Proxy>,
    except: Vec<String>,
}

/// The maximum size of the response to `CONNECT`, in bytes.
const MAX_ANSWER: usize = 16 * 1024;

impl Proxies {
    /// Reads `HTTPS_PROXY` and `NO_PROXY`, in upper or lower case. Plain http is only used for this machine, without a
    /// proxy.
    pub(super) fn of_environment() -> Self {
        let variable = |name: &str| {
            let found = std::env::var(name).or_else(|_| std::env::var(name.to_lowercase())).ok();
            found.filter(|text| !text.is_empty())
        };
        Self::new(variable("HTTPS_PROXY").as_deref(), variable("NO_PROXY").as_deref())
    }

    fn new(https: Option<&str>, except: Option<&str>) -> Self {
        let except = except.unwrap_or_default().split(',').map(|entry| entry.trim().to_lowercase());
        Self { https: https.and_then(Proxy::parse), except: except.filter(|entry| !entry.is_empty()).collect() }
    }

    /// Returns the proxy for a URL.
    pub(super) fn of(&self, url: &Url) -> Option<&Proxy> {
        let host = url.host_str()?.to_lowercase();
        let port = url.port_or_known_default()?;
        let is_excepted = self.except.iter().any(|entry| {
            let (name, only) = match entry.rsplit_once(':') {
                Some((name, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => (name, Some(digits)),
                _ => (&**entry, None),
            };
            let domain = name.trim_start_matches('*').trim_start_matches('.');
            // A leading dot means only the names below the domain.
            let is_host = name == "*"
                || (domain == name && host == domain)
                || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
            is_host && only.is_none_or(|digits| digits == port.to_string())
        });
        self.https.as_ref().filter(|_| url.scheme() == "https" && !is_loopback(url) && !is_excepted)
    }
}

impl Proxy {
    fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok().filter(Url::has_host);
        let url = url.or_else(|| Url::parse(&format!("http://{text}")).ok())?;
        let login = (!url.username().is_empty()).then(|| {
            let decoded = |part: &str| percent_decoded(part);
            Secret::as_written(&format!("{}:{}", decoded(url.username()), decoded(url.password().unwrap_or_default())))
        });
        // Proxies that use TLS themselves are rare, and not supported.
        let host = url.host_str().filter(|_| url.scheme() == "http")?.to_owned();
        Some(Self { host, port: url.port_or_known_default()?, login })
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }
}

/// Decodes a part of a URL.
fn percent_decoded(text: &str) -> String {
    // `+` is a plus sign here, but a space in a form.
    let form = text.replace('+', "%2B");
    url::form_urlencoded::parse(form.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// Asks a proxy for a tunnel to `address`.
pub(super) async fn tunnel(stream: &mut TcpStream, proxy: &Proxy, address: &str) -> Result<(), Unreachable> {
    let fault = |why: String| Unreachable::Proxy {
        proxy: format!("{}:{}", proxy.host, proxy.port),
        address: address.to_owned(),
        why,
    };
    let mut request = Zeroizing::new(format!("CONNECT {address} HTTP/1.1\r\nHost: {address}\r\n"));
    if let Some(login) = &proxy.login {
        request.push_str("Proxy-Authorization: Basic ");
        request.push_str(&STANDARD.encode(login.expose()));
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.map_err(|error| fault(error.kind().to_string()))?;
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        // Byte by byte, because what follows the response belongs to TLS.
        let byte = stream.read_u8().await.map_err(|error| fault(error.kind().to_string()))?;
        answer.push(byte);
        if answer.len() > MAX_ANSWER {
            return Err(fault("its answer does not end".to_owned()));
        }
    }
    let text = String::from_utf8_lossy(&answer);
    let line = text.lines().next().unwrap_or_default();
    match line.split(' ').nth(1) {
        Some("200") => Ok(()),
        _ => Err(fault(crate::text::visible(line))),
    }
}

#[cfg(test)]
mod tests {
    use super::Proxies;
    use url::Url;

    #[test]
    fn uses_the_proxy_for_external_https_hosts() {
        let proxies = Proxies::new(Some("http://u:p%40@proxy:3128"), Some(".internal, example.org:8443,10.0.0.1"));
        for (url, is_proxied) in [
            ("https://idp.example.com", true),
            ("https://example.org", true),
            ("https://example.org:8443", false),
            ("https://sub.example.org:8443", false),
            ("https://kc.internal", false),
            ("https://internal", true),
            ("https://10.0.0.1", false),
            ("https://localhost:8443", false),
            ("https://127.0.0.1", false),
            ("http://localhost:30081", false),
        ] {
            assert_eq!(proxies.of(&Url::parse(url).unwrap()).is_some(), is_proxied, "{url}");
        }
        let proxy = proxies.https.as_ref().unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("proxy", 3128));
        assert_eq!(proxy.login.as_ref().unwrap().expose(), "u:p@");
        assert!(Proxies::new(Some("proxy:3128"), None).of(&Url::parse("https://a").unwrap()).is_some());
    }
}
