//! URLs as in Go's `net/url`: nothing is normalized, and text that other parsers refuse may be a URL.
//!
//! Source: Go 1.24's `net/url`, which `flytestdlib/config/url.go` calls at v1.16.8.

mod parse;

use std::fmt;

/// A URL that Go's `url.Parse` accepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoUrl {
    scheme: String,
    /// The text after the scheme if it isn't a path (`localhost:8089` has the scheme `localhost`).
    opaque: String,
    user: Option<String>,
    host: String,
    /// Whether `//` precedes the path, with or without a host.
    has_authority: bool,
    path: String,
    query: Option<String>,
    fragment: Option<String>,
}

/// The error for a text that Go's `url.Parse` refuses, with Go's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parse {text:?}: {reason}")]
pub struct UrlError {
    text: String,
    reason: String,
}

impl GoUrl {
    /// Parses like Go's `url.Parse`.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        parse::parse(text).map_err(|reason| UrlError { text: text.to_owned(), reason })
    }

    /// Returns whether the URL is an empty text.
    pub fn is_empty(&self) -> bool {
        self.to_string().is_empty()
    }

    /// Returns the scheme in lower case; empty if there is none.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Returns the host without port and brackets, in its original case.
    pub fn hostname(&self) -> &str {
        let host = self.split_port().0;
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }

    /// Returns the port as written; empty if there is none.
    pub fn port(&self) -> &str {
        self.split_port().1
    }

    /// Returns host and port as written.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    fn split_port(&self) -> (&str, &str) {
        match self.host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
            _ => (&self.host, ""),
        }
    }

    /// Returns the URL with one `/` added to its path, unless the path ends in one. flyteadmin does so before it
    /// resolves a metadata URL.
    #[must_use]
    pub fn with_slash(&self) -> Self {
        let path = self.path.strip_suffix('/').unwrap_or(&self.path);
        Self { path: format!("{path}/"), ..self.clone() }
    }

    /// Resolves like Go's `ResolveReference`.
    #[must_use]
    pub fn resolve(&self, reference: &Self) -> Self {
        let mut url = reference.clone();
        if url.scheme.is_empty() {
            url.scheme.clone_from(&self.scheme);
        }
        if !reference.scheme.is_empty() || !reference.host.is_empty() || reference.user.is_some() {
            url.path = without_dots(&reference.path);
            return url;
        }
        if !reference.opaque.is_empty() {
            url.user = None;
            url.host.clear();
            url.path.clear();
            return url;
        }
        if reference.path.is_empty() && reference.query.is_none() {
            url.query.clone_from(&self.query);
            if reference.fragment.is_none() {
                url.fragment.clone_from(&self.fragment);
            }
        }
        url.host.clone_from(&self.host);
        url.user.clone_from(&self.user);
        url.has_authority = self.has_authority;
        url.path = if reference.path.is_empty() {
            without_dots(&self.path)
        } else if reference.path.starts_with('/') {
            without_dots(&reference.path)
        } else {
            let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{}", reference.path))
        };
        url
    }
}

impl fmt::Display for GoUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.scheme.is_empty() {
            write!(out, "{}:", self.scheme)?;
        }
        if self.opaque.is_empty() {
            if self.has_authority && !(self.host.is_empty() && self.path.is_empty() && self.user.is_none()) {
                out.write_str("//")?;
                if let Some(user) = &self.user {
                    write!(out, "{user}@")?;
                }
                out.write_str(&self.host)?;
            }
            if !self.host.is_empty() && !self.path.is_empty() && !self.path.starts_with('/') {
                out.write_str("/")?;
            }
            out.write_str(&self.path.replace(' ', "%20"))?;
        } else {
            out.write_str(&self.opaque)?;
        }
        if let Some(query) = &self.query {
            write!(out, "?{query}")?;
        }
        if let Some(fragment) = self.fragment.as_deref().filter(|fragment| !fragment.is_empty()) {
            write!(out, "#{fragment}")?;
        }
        Ok(())
    }
}

/// Normalizes one path like Go's `resolvePath`: removes `.` and `..`, and adds a leading slash.
fn without_dots(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    let mut parts: Vec<&str> = Vec::new();
    let mut last = "";
    for part in path.strip_prefix('/').unwrap_or(path).split('/') {
        last = part;
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let mut result = format!("/{}", parts.join("/"));
    if matches!(last, "." | "..") && !result.ends_with('/') {
        result.push('/');
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> GoUrl {
        GoUrl::parse(text).expect("URL")
    }

    #[test]
    fn urls_round_trip() {
        for text in [
            "https://a.example.org/x?y=z",
            "http://localhost:8088",
            "dns:///flyte.example.org",
            "flyteadmin:81",
            "/console",
            "",
            "https://h/",
            "k8s://x.y:80",
        ] {
            assert_eq!(url(text).to_string(), text);
        }
        assert_eq!(url("flyteadmin:81").scheme(), "flyteadmin");
        assert_eq!(url("https://[::1]:80/").hostname(), "::1");
    }

    #[test]
    fn rejects_what_go_rejects() {
        for text in [":80", "1.2.3.4:80", "http://a b/", "http://a:b/", "http://%zz/", "a\nb"] {
            assert!(GoUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn resolves_metadata_urls() {
        for (base, reference, result) in [
            ("https://o.okta.com/oauth2/abc", ".well-known/x", "https://o.okta.com/oauth2/abc/.well-known/x"),
            ("https://o.okta.com/oauth2/abc/", "/.well-known/x", "https://o.okta.com/.well-known/x"),
            ("https://h", "https://other/y", "https://other/y"),
            ("https://h/a", "../b", "https://h/b"),
        ] {
            assert_eq!(url(base).with_slash().resolve(&url(reference)).to_string(), result);
        }
    }
}
