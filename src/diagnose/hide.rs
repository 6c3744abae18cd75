//! Hides secrets in log lines in all outputs, and the names of people and machines in the output for issues.

use crate::idp::ProviderHosts;
use crate::redact::{is_secret_parameter, log_replaced, without_users};
use crate::secret::PasswordHash;
use crate::text::{REDACTED, visible};

/// Domains of public services other than identity providers, which don't reveal who uses them.
const PUBLIC: &[&str] = &[
    "api.github.com",
    "flyte.org",
    "fonts.googleapis.com",
    "github.com",
    "golang.org",
    "google.golang.org",
    "gopkg.in",
    "k8s.io",
    "graph.microsoft.com",
    "oauth2.googleapis.com",
    "w3.org",
];

/// Top-level domains. A dotted word that ends otherwise is a key, a file or a program.
const TOP_LEVEL: &[&str] = &[
    "ai",
    "app",
    "biz",
    "cloud",
    "co",
    "com",
    "corp",
    "de",
    "dev",
    "edu",
    "eu",
    "fr",
    "gov",
    "home",
    "info",
    "internal",
    "io",
    "lan",
    "local",
    "localdomain",
    "net",
    "nl",
    "org",
    "test",
    "tech",
    "uk",
    "us",
];

/// Replaces sensitive parts of texts, each name by the same placeholder every time.
#[derive(Debug, Default)]
pub(super) struct Hider {
    /// Whether to hide the names of people and machines, too.
    is_public: bool,
    hosts: Vec<String>,
    addresses: Vec<String>,
    ids: Vec<String>,
}

impl Hider {
    /// Hides secrets only, for the person who owns the log.
    pub(super) fn private() -> Self {
        Self::default()
    }

    /// Hides secrets and names, for everyone.
    pub(super) fn public() -> Self {
        Self { is_public: true, ..Self::default() }
    }

    /// Returns a text without anything that must not be shown.
    pub(super) fn show(&mut self, text: &str) -> String {
        let without = without_users(&log_replaced(text));
        let text = visible(&without);
        let mut shown = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            if !is_word(first) {
                shown.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                before = first;
                continue;
            }
            let end = end_of_hash(rest).or_else(|| rest.find(|c| !is_word(c))).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let (kept, dot) = word.strip_suffix('.').map_or((word, ""), |kept| (kept, "."));
            shown.push_str(&self.word(kept));
            shown.push_str(dot);
            rest = after;
            if let Some((sign, value, after)) = secret_value(before, word, rest) {
                shown.push_str(sign);
                shown.push_str(if value.is_empty() { "" } else { REDACTED });
                rest = after;
            }
            before = ' ';
        }
        shown
    }

    fn word(&mut self, word: &str) -> String {
        if is_token(word) {
            return "<token>".to_owned();
        }
        if is_hash(word) {
            return "<hash>".to_owned();
        }
        if !self.is_public {
            return word.to_owned();
        }
        if word.contains('@') {
            return "<e-mail>".to_owned();
        }
        if is_guid(word) {
            return numbered("id", &mut self.ids, word);
        }
        if is_address(word) {
            return numbered("ip", &mut self.addresses, word);
        }
        if is_host(word) {
            let lower = word.to_ascii_lowercase();
            return match ProviderHosts::all().find_map(|(_, _, hosts)| hosts.customer(&lower)) {
                Some((customer, domain)) => format!("{}.{domain}", numbered("host", &mut self.hosts, customer)),
                None => numbered("host", &mut self.hosts, &lower),
            };
        }
        word.to_owned()
    }
}

fn numbered(kind: &str, known: &mut Vec<String>, name: &str) -> String {
    let index = known.iter().position(|other| other == name).unwrap_or_else(|| {
        known.push(name.to_owned());
        known.len() - 1
    });
    format!("<{kind}-{}>", index + 1)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '$')
}

/// Splits a text after a key into the sign, the value and the rest if the key's value is a secret: `key=value` of a URL
/// or a form, `"key": "value"` of JSON or Python.
fn secret_value<'a>(before: char, word: &str, rest: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    let value = |sign: usize, ends: &dyn Fn(char) -> bool| {
        let (sign, after) = rest.split_at_checked(sign)?;
        let end = after.find(ends).unwrap_or(after.len());
        let (value, after) = after.split_at_checked(end)?;
        Some((sign, value, after))
    };
    if !is_secret_parameter(word) {
        return None;
    }
    if rest.starts_with('=') && !rest.starts_with("= ") {
        return value(1, &|c: char| c.is_whitespace() || matches!(c, '&' | '"' | '\'' | '\\' | ';' | ')' | '>'));
    }
    let quote = rest.trim_start_matches('\\').chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let colon = rest.find(':').filter(|colon| *colon < 4 && before == quote)?;
    let after = rest.get(colon + 1..)?;
    let opened = after.find(quote).filter(|opened| *opened < 4)?;
    value(colon + 1 + opened + 1, &|c: char| c == quote || c == '\\')
}

/// Returns whether a word is a JSON Web Token (RFC 7519): the base64 of `{"`, followed by parts separated by dots.
fn is_token(word: &str) -> bool {
    word.starts_with("eyJ") && word.len() > 16
}

/// Returns whether a word is a password hash, and long enough to be one.
fn is_hash(word: &str) -> bool {
    word.len() > 16 && PasswordHash::is_any(word)
}

/// Returns the end of the hash at the start of a text. A hash may contain characters that a word doesn't: `/` in
/// bcrypt, parameters such as `$m=65536,t=3` in Argon2.
fn end_of_hash(text: &str) -> Option<usize> {
    let end = text.find(|c| !is_word(c) && !matches!(c, '/' | '+' | '=' | ',')).unwrap_or(text.len());
    let hash = text.get(..end)?.trim_end_matches(',');
    (hash.starts_with('$') && is_hash(hash)).then_some(hash.len())
}

fn is_guid(word: &str) -> bool {
    let parts: Vec<usize> = word.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && word.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_address(word: &str) -> bool {
    word.parse::<std::net::Ipv4Addr>().is_ok_and(|address| !address.is_loopback() && !address.is_unspecified())
}

fn is_host(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let known = |domain: &&str| word == **domain || word.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
    let last = word.rsplit('.').next().unwrap_or_default();
    let mut public = ProviderHosts::all().flat_map(|(_, _, hosts)| hosts.shared).chain(PUBLIC);
    word.contains('.') && TOP_LEVEL.contains(&last) && !public.any(known)
}

#[cfg(test)]
mod tests {
    use super::Hider;

    #[test]
    fn hides_credentials() {
        for (text, shown) in [
            ("GET /callback?code=abc&state=def&iss=x", "GET /callback?code=<redacted>&state=<redacted>&iss=x"),
            (r#"{"access_token": "abc", "expires_in": 1}"#, r#"{"access_token": "<redacted>", "expires_in": 1}"#),
            (r#"{\"client_secret\":\"abc\"}"#, r#"{\"client_secret\":\"<redacted>\"}"#),
            ("header Bearer abcdefg1.2.3, x", "header Bearer <redacted>, x"),
            ("jwt eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "jwt <token>"),
            ("hash $2b$10$abcdefghijklmnopqrstuv", "hash <hash>"),
            ("hash $2a$06$d6PQn2QAFU3cL5V8MDkeuuk63xubqUxNxjtfPw/Fc9MgV6vpmyOIy, x", "hash <hash>, x"),
            ("hash JDJiJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXY, x", "hash <hash>, x"),
            ("hash $argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g, x", "hash <hash>, x"),
            ("https://u:p@h/x", "https://<redacted>@h/x"),
            ("rpc error: code = Unauthenticated desc = Bearer token is blank", ""),
            ("failed to get new token: oauth2: \"invalid_client\"", ""),
            ("oauth2: cannot fetch token: 401 Unauthorized", ""),
            ("token: abc401 Unauthorized", "token: <redacted>"),
        ] {
            let shown = if shown.is_empty() { text } else { shown };
            assert_eq!(Hider::private().show(text), shown);
        }
    }

    #[test]
    fn hides_names_in_public_output() {
        let text = "jane@acme.com at flyte.acme.com:443, 10.1.2.3 and https://dev-1.okta.com/x; FLYTE.acme.com. \
                    handlers.go:318 auth.userAuth github.com/x 11111111-2222-3333-4444-555555555555 127.0.0.1 \
                    acme.okta-emea.com login.microsoftonline.us";
        let shown = "<e-mail> at <host-1>:443, <ip-1> and https://<host-2>.okta.com/x; <host-1>. \
                     handlers.go:318 auth.userAuth github.com/x <id-1> 127.0.0.1 \
                     <host-3>.okta-emea.com login.microsoftonline.us";
        assert_eq!(Hider::public().show(text), shown);
    }
}
