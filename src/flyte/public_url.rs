//! The public URL of Flyte, from which the issuer, audience, token URL and redirect URI are built.

use std::fmt;

use serde::Serialize;
use url::Url;

use super::{host_of, is_local};
use crate::diagnostic::Fault;
use crate::text::{visible, visible_url};

const LOOKS_LIKE: &str = "a public URL looks like `https://flyte.example.org`";

/// The public URL of a deployment: scheme, host and port, unless it is the scheme's default. flyteadmin compares it
/// byte by byte (`GetPublicURL`, `flyteadmin/auth/handler_utils.go`, v1.16.8): a trailing slash, a path or an
/// upper-case letter makes it a different URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct PublicUrl {
    text: String,
    /// Whether it is a placeholder.
    #[serde(skip)]
    is_placeholder: bool,
}

impl PublicUrl {
    /// The URL of Flyte's sandbox (the published guide).
    pub const SANDBOX: &'static str = "http://localhost:30081";

    /// Parses a public URL. The fault suggests the correct form.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let shown = visible_url(text);
        if text.is_empty() {
            return Err(Fault::new("the public URL is empty").help(LOOKS_LIKE));
        }
        if text.contains(['<', '>', '$', ',', '*']) || text.contains("{{") {
            return Err(Fault::new(format!("`{shown}` is a placeholder or a pattern, not one URL")).help(LOOKS_LIKE));
        }
        if text.contains(char::is_whitespace) {
            return Err(Fault::new(format!("`{shown}` contains whitespace")).help(LOOKS_LIKE));
        }
        check_slashes(text)?;
        let Ok(url) = Url::parse(text) else {
            let fault = Fault::new(format!("`{shown}` is not a URL"));
            return Err(or_with_scheme(fault, text));
        };
        if url.scheme() == "dns" {
            return Err(Fault::new(format!("`{shown}` is a gRPC target, not the public URL"))
                .help(format!("the public URL is `https://{}`", visible(url.path().trim_matches('/'))))
                .suggest(format!("https://{}", url.path().trim_matches('/'))));
        }
        let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
            let fault = Fault::new(format!("`{shown}` is not a URL with a host"));
            return Err(or_with_scheme(fault, text));
        };
        if host.contains("..") || host.starts_with('.') {
            let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
            let right = format!("{}://{}", url.scheme(), labels.join("."));
            return Err(Fault::new(format!("`{shown}` has a host name with an empty part between two dots"))
                .help(format!("use `{right}`"))
                .suggest(right));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::new("the public URL contains a user name or password").help(LOOKS_LIKE));
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let local = is_local(host);
        if url.scheme() != "https" && !(url.scheme() == "http" && local) {
            return Err(Fault::new(format!(
                "`{shown}` is not https, which Flyte's cookies and the identity provider require"
            ))
            .help(format!("use `https://{host}{port}`; plain http works only for localhost"))
            .suggest(format!("https://{host}{port}")));
        }
        let right = format!("{}://{host}{port}", url.scheme());
        if text != right {
            return Err(Fault::new(format!("`{shown}` {}", difference(text, &url)))
                .help(format!("Flyte compares this URL literally: use `{right}`"))
                .suggest(right));
        }
        Ok(Self { text: right, is_placeholder: false })
    }

    /// Parses a placeholder for a URL (`https://${DOMAIN}`). A text that cannot become valid is refused.
    pub fn placeholder(text: &str) -> Result<Self, Fault> {
        let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
        let end = authority.rsplit(['}', '>']).next().unwrap_or_default();
        // The text is not shown: it may contain a password.
        if authority.contains('@') {
            return Err(Fault::new("the public URL contains a user name or password").help(LOOKS_LIKE));
        }
        let is_whole = text.starts_with("ENC[") || text.starts_with("ref+");
        if end.contains(['/', '?', '#']) && !is_whole {
            return Err(Fault::new(format!("`{}` has more than scheme, host and port", visible(text)))
                .help("Flyte compares this URL literally: remove everything after the host"));
        }
        Ok(Self {
            // A text that is encrypted or stored elsewhere has no readable form.
            text: if is_whole { "<public-url>".to_owned() } else { visible(text) },
            is_placeholder: true,
        })
    }

    /// Returns whether it is a placeholder.
    pub const fn is_placeholder(&self) -> bool {
        self.is_placeholder
    }

    /// Returns the URL, or a fault if it is a placeholder.
    pub fn known(&self) -> Result<&Self, Fault> {
        if self.is_placeholder {
            return Err(Fault::new(format!("the public URL `{self}` is a placeholder"))
                .help("resolve the placeholder first, or set `authorizedUris` with `--set`"));
        }
        Ok(self)
    }

    /// Returns the URL as written: scheme, host, port, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn host(&self) -> &str {
        let authority = self.authority();
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
            _ => authority,
        }
    }

    /// Returns the host and port, without the scheme's default port.
    pub fn authority(&self) -> &str {
        self.text.split_once("://").map_or(&*self.text, |(_, authority)| authority)
    }

    /// Returns whether it is plain HTTP, over which browsers drop `Secure` cookies (set since Flyte v1.14.0,
    /// flyte#5911).
    pub fn is_plain_http(&self) -> bool {
        self.text.starts_with("http://")
    }

    /// Returns whether the host is this machine: the sandbox, or a port-forward.
    pub fn is_local(&self) -> bool {
        is_local(self.host())
    }

    /// Returns the redirect URI of the login: `<public URL>/callback`.
    pub fn callback(&self) -> String {
        format!("{}/callback", self.text)
    }

    /// Returns the URL to which the identity provider redirects after a logout, according to the published guide.
    /// flyteadmin's own logout only deletes cookies (`GetLogoutEndpointHandler`, `flyteadmin/auth/handlers.go`,
    /// v1.16.8).
    pub fn after_logout(&self) -> String {
        if self.is_local() { format!("{}/logout", self.text) } else { self.callback() }
    }
}

/// Checks the slashes after the scheme. `Url` accepts one slash in place of two.
fn check_slashes(text: &str) -> Result<(), Fault> {
    for scheme in ["https:", "http:"] {
        let rest = text.strip_prefix(scheme).map(|rest| (rest, rest.trim_start_matches('/')));
        if let Some((rest, host)) = rest.filter(|(rest, _)| !rest.starts_with("//")) {
            let what = if rest.starts_with('/') { "is missing a slash" } else { "is missing two slashes" };
            return Err(Fault::new(format!("`{}` {what} after `{scheme}`", visible_url(text)))
                .help(format!("use `{scheme}//{}`", visible_url(host)))
                .suggest(format!("{scheme}//{host}")));
        }
    }
    Ok(())
}

/// Completes the fault of a text that is not a URL: suggests the URL with a scheme.
fn or_with_scheme(fault: Fault, text: &str) -> Fault {
    if text.contains("://") {
        return fault.help(LOOKS_LIKE);
    }
    let scheme = if is_local(host_of(text)) { "http" } else { "https" };
    let whole = format!("{scheme}://{text}");
    // Other mistakes are corrected in the same suggestion.
    let right = match PublicUrl::parse(&whole) {
        Err(other) => other.suggestion().map(str::to_owned),
        Ok(_) => None,
    };
    let right = right.unwrap_or(whole);
    fault.help(format!("add the scheme: `{}`", visible_url(&right))).suggest(right)
}

/// Describes how `text` differs from the bare scheme, host and port of `url`.
fn difference(text: &str, url: &Url) -> &'static str {
    if url.query().is_some() || url.fragment().is_some() {
        "has a query or fragment"
    } else if url.path() == "/" && text.ends_with('/') {
        "ends in a slash"
    } else if url.path() != "/" {
        "has a path"
    } else if text.chars().any(char::is_uppercase) {
        "has uppercase letters"
    } else {
        "contains the default port of its scheme"
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn rejects_urls_that_flyte_does_not_match() {
        let results = [
            "",
            "flyte.example.org",
            "flyte.example.org:443",
            "https://<your-host>",
            "http://flyte.example.org",
            "https://flyte.example.org/",
            "https://flyte.example.org/console",
            "https://Flyte.example.org",
            "https://flyte.example.org:443",
            "https://flyte.example.org?x=1",
            "dns:///flyte.example.org",
            "https://a.example.org,https://b.example.org",
            "https://u:p@flyte.example.org",
            "flyte.example.org/",
            "flyte.example.org/console",
        ]
        .map(|text| {
            let fault = PublicUrl::parse(text).unwrap_err();
            format!("{fault} | {}", fault.advice().unwrap_or_default())
        })
        .join("\n");
        insta::assert_snapshot!(results, @"
        the public URL is empty | a public URL looks like `https://flyte.example.org`
        `flyte.example.org` is not a URL | add the scheme: `https://flyte.example.org`
        `flyte.example.org:443` is not a URL with a host | add the scheme: `https://flyte.example.org`
        `https://<your-host>` is a placeholder or a pattern, not one URL | a public URL looks like `https://flyte.example.org`
        `http://flyte.example.org` is not https, which Flyte's cookies and the identity provider require | use `https://flyte.example.org`; plain http works only for localhost
        `https://flyte.example.org/` ends in a slash | Flyte compares this URL literally: use `https://flyte.example.org`
        `https://flyte.example.org/console` has a path | Flyte compares this URL literally: use `https://flyte.example.org`
        `https://Flyte.example.org` has uppercase letters | Flyte compares this URL literally: use `https://flyte.example.org`
        `https://flyte.example.org:443` contains the default port of its scheme | Flyte compares this URL literally: use `https://flyte.example.org`
        `https://flyte.example.org?…` has a query or fragment | Flyte compares this URL literally: use `https://flyte.example.org`
        `dns:///flyte.example.org` is a gRPC target, not the public URL | the public URL is `https://flyte.example.org`
        `https://a.example.org,https://b.example.org` is a placeholder or a pattern, not one URL | a public URL looks like `https://flyte.example.org`
        the public URL contains a user name or password | a public URL looks like `https://flyte.example.org`
        `flyte.example.org/` is not a URL | add the scheme: `https://flyte.example.org`
        `flyte.example.org/console` is not a URL | add the scheme: `https://flyte.example.org`
        ");
    }

    #[test]
    fn keeps_valid_urls_unchanged() {
        for (text, host) in [
            ("https://flyte.example.org", "flyte.example.org"),
            ("https://flyte.example.org:8443", "flyte.example.org"),
            ("https://[::1]", "[::1]"),
            ("http://[::1]:30081", "[::1]"),
            (PublicUrl::SANDBOX, "localhost"),
        ] {
            let url = PublicUrl::parse(text).unwrap();
            assert_eq!(url.as_str(), text);
            assert_eq!(url.host(), host);
            assert_eq!(url.callback(), format!("{text}/callback"));
        }
    }

    #[test]
    fn accepts_placeholders_that_can_become_a_url() {
        let results = [
            "https://${DOMAIN}",
            "https://${NAME}.example.org:8443",
            "{{ .Values.url }}",
            "<path:kv/data/flyte#url>",
            "ENC[AES256_GCM,data:x/y]",
            "ref+vault://a/b#c",
            "https://${DOMAIN}/",
            "https://${DOMAIN}/console",
            "https://u:p@${DOMAIN}",
        ]
        .map(|text| match PublicUrl::placeholder(text) {
            Ok(url) => format!("{url} | {}", url.host()),
            Err(fault) => format!("refused: {fault}"),
        })
        .join("\n");
        insta::assert_snapshot!(results, @"
        https://${DOMAIN} | ${DOMAIN}
        https://${NAME}.example.org:8443 | ${NAME}.example.org
        {{ .Values.url }} | {{ .Values.url }}
        <path:kv/data/flyte#url> | <path:kv/data/flyte#url>
        <public-url> | <public-url>
        <public-url> | <public-url>
        refused: `https://${DOMAIN}/` has more than scheme, host and port
        refused: `https://${DOMAIN}/console` has more than scheme, host and port
        refused: the public URL contains a user name or password
        ");
    }
}
